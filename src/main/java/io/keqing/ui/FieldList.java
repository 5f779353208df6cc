package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.record.RunTimeScope;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Fields of a record one below the other, label and value; a field without a value takes no room.
public final class FieldList extends DescriptionList {
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final String type;

    public FieldList(String type, Catalogue catalogue, Values values) {
        this.type = type;
        this.catalogue = catalogue;
        this.values = values;
        addClassName("field-list");
    }

    /// @param seen as the viewer may see them
    /// @return whether there was anything to show
    public boolean show(Collection<Field<?>> fields, Map<Field<?>, Object> seen) {
        removeAll();
        for (Field<?> field : fields) {
            Object value = seen.get(field);
            if (field.kind() instanceof ValueKind.RunTime && value instanceof Map<?, ?> born) {
                RunTimeScope scope = RunTimeScope.of(field, catalogue.type(type).fields(), seen::get);
                born.forEach((name, texts) -> add(
                        catalogue
                                .runTimeLabel(type, scope, String.valueOf(name))
                                .in(getLocale()),
                        texts instanceof Collection<?> many ? Values.list(many, getLocale()) : String.valueOf(texts)));
            } else if (value != null) {
                add(field, value);
            }
        }
        return getChildren().findAny().isPresent();
    }

    private void add(Field<?> field, Object value) {
        String text = values.text(field, value, getLocale());
        if (Scores.isScore(field) && value instanceof Number score) {
            add(field.label().in(getLocale()), score(field, score.doubleValue(), text));
        } else if (!text.isBlank()) {
            add(field.label().in(getLocale()), text);
        }
    }

    public static Span score(Field<?> field, double score, String text) {
        Span badge = new Span(text);
        badge.addClassName("score");
        String tone = Scores.tone(field, score);
        if (!tone.isEmpty()) {
            badge.addClassName(tone);
        }
        return badge;
    }

    public void add(String label, String text) {
        add(label, new Span(text));
    }

    private void add(String label, Component value) {
        add(new Term(label), new Description(value));
    }

    /// A list of these fields, and of everything else in `seen` that is not in `without`.
    public static List<Field<?>> rest(Collection<Field<?>> all, Collection<Field<?>> without) {
        return all.stream().filter(field -> !without.contains(field)).toList();
    }
}
