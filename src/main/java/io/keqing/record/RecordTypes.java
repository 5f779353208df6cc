package io.keqing.record;

import io.keqing.field.ValueKind;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All types of record, those referred to before those that refer to them.
@Singleton
public final class RecordTypes {
    private final Map<String, RecordType> byName = new LinkedHashMap<>();

    public RecordTypes(List<RecordType> types) {
        List<RecordType> waiting = new ArrayList<>(types);
        waiting.sort(java.util.Comparator.comparing(RecordType::name));
        while (!waiting.isEmpty()) {
            RecordType next = waiting.stream()
                    .filter(type -> referredBy(type).stream().allMatch(byName::containsKey))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "record types refer to each other in a circle, or to " + "a type without a bean: "
                                    + waiting.stream().map(RecordType::name).toList()));
            waiting.remove(next);
            byName.put(next.name(), next);
        }
    }

    public List<RecordType> all() {
        return List.copyOf(byName.values());
    }

    public Optional<RecordType> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// @throws IllegalArgumentException where there is no such type
    public RecordType get(String name) {
        return named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "type must be one of " + byName.keySet() + ", was \"" + name + "\""));
    }

    /// The types that have a reference to `type`.
    public List<RecordType> referringTo(RecordType type) {
        return all().stream()
                .filter(other -> referredBy(other).contains(type.name()))
                .toList();
    }

    private static List<String> referredBy(RecordType type) {
        return type.references().stream()
                .map(field -> ((ValueKind.Reference) field.kind()).to())
                .distinct()
                .toList();
    }
}
