package io.keqing.customer;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Personal;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Two customers side by side. Whether they have the same is told of the values as they are, also to those who see them
/// masked: two masks that look alike may hide two numbers, and who decides must know.
@Singleton
public final class Comparisons {
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;

    Comparisons(RecordStore store, RecordTypes types, RecordMasking masking) {
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
    }

    /// @param name inside a field with run-time values: which; else empty
    /// @param one as the viewer may see it
    public record Row(
            Field<?> field,
            String name,
            @Nullable Object one,
            @Nullable Object other,
            boolean same) {
        /// As a merge names the value.
        public String path() {
            return name.isEmpty() ? field.name() : field.name() + "." + name;
        }
    }

    /// A row for every value that one of them has, in the order of the catalogue; empty where one of them is not there.
    public Optional<List<Row>> of(RecordId one, RecordId other, Viewer viewer) {
        Optional<Document> first = store.find(customers, one);
        Optional<Document> second = store.find(customers, other);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        for (Field<?> field : customers.fields().fields()) {
            if (field.kind() instanceof ValueKind.RunTime) {
                addRunTime(rows, field, first.get(), second.get(), viewer);
                continue;
            }
            Object its = first.get().value(field);
            Object others = second.get().value(field);
            if (!isNothing(its) || !isNothing(others)) {
                rows.add(new Row(
                        field,
                        "",
                        masking.seen(customers.name(), field, its, viewer),
                        masking.seen(customers.name(), field, others, viewer),
                        Objects.equals(its, others)));
            }
        }
        return Optional.of(rows);
    }

    /// Nothing ordered is no difference worth a row.
    private static boolean isNothing(@Nullable Object value) {
        return value == null || value instanceof Double number && number == 0;
    }

    private void addRunTime(List<Row> rows, Field<?> field, Document one, Document other, Viewer viewer) {
        Map<?, ?> its = values(one.value(field));
        Map<?, ?> others = values(other.value(field));
        Map<?, ?> itsSeen = values(masking.seen(customers.name(), field, one.value(field), viewer));
        Map<?, ?> othersSeen = values(masking.seen(customers.name(), field, other.value(field), viewer));
        Set<String> names = new TreeSet<>();
        its.keySet().forEach(name -> names.add((String) name));
        others.keySet().forEach(name -> names.add((String) name));
        for (String name : names) {
            rows.add(new Row(
                    field,
                    name,
                    itsSeen.get(name),
                    othersSeen.get(name),
                    Objects.equals(its.get(name), others.get(name))));
        }
    }

    private static Map<?, ?> values(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map;
            case Personal<?> personal -> throw new IllegalStateException("run-time values are open, was " + personal);
            case null, default -> Map.of();
        };
    }
}
