package io.keqing.ui;

import com.vaadin.flow.server.VaadinSession;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordFields;
import java.util.ArrayList;
import java.util.List;

/// Which columns a person looks at, remembered for the session: those of the catalogue until chosen otherwise.
final class ColumnChoice {
    private final Catalogue catalogue;

    ColumnChoice(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

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

    List<Field<?>> chosen(String type) {
        Object names = VaadinSession.getCurrent().getAttribute(key(type));
        return possible(type).stream()
                .filter(field -> names instanceof List<?> list ? list.contains(field.name()) : field.has(Use.COLUMN))
                .toList();
    }

    void choose(String type, List<Field<?>> fields) {
        VaadinSession.getCurrent()
                .setAttribute(
                        key(type),
                        new ArrayList<>(fields.stream().map(Field::name).toList()));
    }

    private static String key(String type) {
        return ColumnChoice.class.getName() + "." + type;
    }
}
