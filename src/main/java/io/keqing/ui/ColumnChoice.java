package io.keqing.ui;

import io.keqing.account.Choices;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Which columns a person looks at, in which order and how wide, remembered with the person: those of the
/// catalogue until chosen otherwise.
@Singleton
public final class ColumnChoice {
    private static final JsonMapper JSON = new JsonMapper();

    private final Catalogue catalogue;
    private final Choices choices;

    ColumnChoice(Catalogue catalogue, Choices choices) {
        this.catalogue = catalogue;
        this.choices = choices;
    }

    /// A column as somebody left it.
    ///
    /// @param width as CSS, such as `180px`; null = by the kind of its values
    record Shown(Field<?> field, @Nullable String width) {}

    /// As it is kept: by name, since fields come and go.
    private record Kept(String field, @Nullable String width) {}

    /// Everything that can be a column, in the order of the catalogue.
    List<Field<?>> possible(String type) {
        List<Field<?>> fields = new ArrayList<>();
        catalogue.type(type).fields().fields().stream()
                .filter(field -> !(field.kind() instanceof ValueKind.RunTime))
                .forEach(fields::add);
        fields.add(RecordFields.SOURCE);
        fields.add(RecordFields.ID);
        fields.addAll(catalogue.runTimeFacets(type));
        return fields;
    }

    /// In the person's order. A column whose field is gone is left out and comes back with it.
    List<Shown> chosen(String type, Viewer viewer) {
        List<Field<?>> possible = possible(type);
        List<Shown> shown = new ArrayList<>();
        for (Kept kept : kept(type, viewer).orElse(List.of())) {
            possible.stream()
                    .filter(field -> field.name().equals(kept.field()))
                    .forEach(field -> shown.add(new Shown(field, kept.width())));
        }
        return shown.isEmpty()
                ? possible.stream()
                        .filter(field -> field.has(Use.COLUMN) && !isNameOfReference(field, possible))
                        .map(field -> new Shown(field, null))
                        .toList()
                : shown;
    }

    /// Whether the column of a reference shows this very name already. Who wants both chooses so.
    private static boolean isNameOfReference(Field<?> field, List<Field<?>> fields) {
        return fields.stream()
                .anyMatch(other -> other.kind() instanceof ValueKind.Reference
                        && field.name().equals(nameOf(other)));
    }

    /// The field that a record copies the name of what it refers to into.
    static String nameOf(Field<?> reference) {
        return reference.name() + ".name";
    }

    /// @param shown empty to go back to the catalogue's
    void choose(String type, Viewer viewer, List<Shown> shown) {
        List<Kept> kept = shown.stream()
                .map(each -> new Kept(each.field().name(), each.width()))
                .toList();
        choices.keep(viewer.name(), key(type), shown.isEmpty() ? null : JSON.writeValueAsString(kept));
    }

    private Optional<List<Kept>> kept(String type, Viewer viewer) {
        return choices.find(viewer.name(), key(type)).flatMap(text -> {
            try {
                return Optional.of(List.of(JSON.readValue(text, Kept[].class)));
            } catch (JacksonException e) {
                // written by another version of the portal: nobody's list is lost by it, only its looks
                return Optional.empty();
            }
        });
    }

    private static String key(String type) {
        return "columns." + type;
    }
}
