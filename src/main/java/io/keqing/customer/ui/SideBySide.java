package io.keqing.customer.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.customer.Comparisons.Row;
import io.keqing.customer.CustomerFields;
import io.keqing.field.ValueKind;
import io.keqing.record.Merge.Side;
import io.keqing.record.RunTimeScope;
import io.keqing.ui.Catalogue;
import io.keqing.ui.Values;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two customers field by field. Where they differ, one value is chosen to stand: that of the survivor where it has
/// one, until somebody clicks the other.
final class SideBySide extends Div {
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final Map<String, Side> chosen = new HashMap<>();

    SideBySide(Catalogue catalogue, Values values) {
        this.catalogue = catalogue;
        this.values = values;
        addClassName("side-by-side");
        getElement().setAttribute("role", "table");
    }

    /// By the path of a value: whose stands, where somebody chose.
    Map<String, Side> chosen() {
        return Map.copyOf(chosen);
    }

    void show(Component label, Component keep, Component away, List<Row> rows) {
        chosen.clear();
        removeAll();
        Div head = line(label, keep, away);
        head.addClassName("sides-head");
        add(head);
        // what has to be decided first, what only fills a gap, what tells of them, and what says nothing at last
        for (Kind kind : Kind.values()) {
            rows.stream()
                    .filter(row -> Kind.of(row) == kind)
                    .forEach(row -> add(
                            switch (kind) {
                                case DIFFERS, FILLS -> choice(row, kind);
                                case TOLD, SAME -> told(row, kind);
                            }));
        }
    }

    private enum Kind {
        DIFFERS,
        FILLS,
        TOLD,
        SAME;

        static Kind of(Row row) {
            if (row.same()) {
                return SAME;
            }
            if (row.field().derived()) {
                return TOLD;
            }
            return row.one() == null || row.other() == null ? FILLS : DIFFERS;
        }
    }

    private Div line(Component label, Component keep, Component away) {
        Div line = new Div(label, keep, away);
        line.addClassName("side-line");
        line.getElement().setAttribute("role", "row");
        line.getChildren().forEach(cell -> cell.getElement().setAttribute("role", "cell"));
        return line;
    }

    private Div told(Row row, Kind kind) {
        Div line = line(label(row), cell(text(row, row.one())), cell(text(row, row.other())));
        line.getElement().getClassList().set("same", kind == Kind.SAME);
        return line;
    }

    private Div choice(Row row, Kind kind) {
        Side first = row.one() == null ? Side.AWAY : Side.KEEP;
        NativeButton keep = side(row, row.one());
        NativeButton away = side(row, row.other());
        keep.addClickListener(click -> choose(row, Side.KEEP, keep, away));
        away.addClickListener(click -> choose(row, Side.AWAY, keep, away));
        mark(first, keep, away);
        Div line = line(label(row), new Div(keep), new Div(away));
        line.getElement().getClassList().set("differs", kind == Kind.DIFFERS);
        return line;
    }

    private void choose(Row row, Side side, NativeButton keep, NativeButton away) {
        chosen.put(row.path(), side);
        mark(side, keep, away);
    }

    private static void mark(Side side, NativeButton keep, NativeButton away) {
        keep.getElement().setAttribute("aria-pressed", String.valueOf(side == Side.KEEP));
        away.getElement().setAttribute("aria-pressed", String.valueOf(side == Side.AWAY));
    }

    private NativeButton side(Row row, @Nullable Object value) {
        Icon mark = new Icon(VaadinIcon.CHECK);
        mark.getElement().setAttribute("aria-hidden", "true");
        NativeButton button = new NativeButton();
        String text = text(row, value);
        Span shown = new Span(text.isEmpty() ? getTranslation("customer.duplicates.empty") : text);
        shown.setClassName("nothing-there", text.isEmpty());
        button.add(mark, shown);
        button.addClassName("side-value");
        button.setTitle(text);
        return button;
    }

    private static Div cell(String text) {
        Div cell = new Div(text.isEmpty() ? "–" : text);
        cell.addClassName("side-text");
        return cell;
    }

    private Span label(Row row) {
        Span label = new Span(
                row.name().isEmpty()
                        ? row.field().label().in(getLocale())
                        : catalogue
                                .runTimeLabel(CustomerFields.TYPE, RunTimeScope.everywhere(row.field()), row.name())
                                .in(getLocale()));
        label.addClassName("side-label");
        return label;
    }

    private String text(Row row, @Nullable Object value) {
        if (row.field().kind() instanceof ValueKind.RunTime) {
            return value instanceof Collection<?> many ? Values.list(many, getLocale()) : "";
        }
        return values.text(row.field(), value, getLocale());
    }
}
