package io.keqing.search.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.search.Clause;
import io.keqing.search.QueryText;
import io.keqing.search.SearchQuery;
import io.keqing.ui.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A condition on customers by what they did or said, for people who do not know how it is written. It writes
/// what they could have typed, and shows it.
final class ConditionBuilder extends Div {
    private final transient Catalogue catalogue;
    private final transient Viewer viewer;
    private final transient Consumer<Clause> built;
    private String type = "";

    /// @param across of the customers' records, or of the customers themselves
    private record Kind(RecordType type, boolean across, boolean negated) {
        Clause around(Clause of) {
            Clause whole = across ? new Clause.Has(type.name(), of) : new Clause.Of(type.name(), of);
            return negated ? new Clause.Not(whole) : whole;
        }
    }

    ConditionBuilder(Catalogue catalogue, Viewer viewer, Consumer<Clause> built) {
        this.catalogue = catalogue;
        this.viewer = viewer;
        this.built = built;
        Button open = new Button(getTranslation("search.build"), new Icon(VaadinIcon.PLUS), click -> open());
        open.setId("build");
        open.setTooltipText(getTranslation("search.build.tooltip"));
        add(open);
    }

    void show(String newType) {
        type = newType;
    }

    /// The words of the question with the condition behind them, for all of their alternatives.
    static String added(SearchQuery query, QueryText words, Clause clause) {
        String before = words.clause() instanceof Clause.Any ? "(" + query.words() + ")" : query.words();
        return (before + " " + QueryText.write(clause)).strip();
    }

    private List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (RecordType each : catalogue.types()) {
            boolean subject = each.references().isEmpty();
            // of the customers asked for, a condition of their own is a plain one
            if (!subject || !each.name().equals(type)) {
                kinds.add(new Kind(each, !subject, false));
                kinds.add(new Kind(each, !subject, true));
            }
        }
        return kinds;
    }

    private String text(Kind kind) {
        String key = "search.build." + (kind.across() ? "has" : "of") + (kind.negated() ? "Not" : "");
        return getTranslation(key, kind.type().fields().label().in(getLocale()).toLowerCase(getLocale()));
    }

    private void open() {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("search.build.title"));
        dialog.addClassName("condition-dialog");
        Select<Kind> kind = new Select<>();
        kind.setId("build-kind");
        kind.setWidthFull();
        kind.setLabel(getTranslation("search.build.kind"));
        List<Kind> kinds = kinds();
        kind.setItems(kinds);
        kind.setItemLabelGenerator(this::text);
        Div rows = new Div();
        rows.addClassName("condition-rows");
        Code written = new Code();
        written.setId("build-written");
        Span label = new Span(getTranslation("search.build.written"));
        Div preview = new Div(label, written);
        preview.addClassName("condition-written");
        List<ConditionRow> all = new ArrayList<>();
        Runnable changed = () -> written.setText(QueryText.write(clause(kind.getValue(), all)));
        Button more = new Button(
                getTranslation("search.build.more"),
                new Icon(VaadinIcon.PLUS),
                click -> addRow(kind.getValue(), rows, all, changed));
        more.setId("build-more");
        more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        kind.addValueChangeListener(change -> {
            boolean same = change.getOldValue() != null
                    && change.getOldValue()
                            .type()
                            .name()
                            .equals(change.getValue().type().name());
            if (!same) {
                all.clear();
                rows.removeAll();
                addRow(change.getValue(), rows, all, changed);
            }
            changed.run();
        });
        kind.setValue(kinds.getFirst());
        Button add = new Button(getTranslation("search.build.add"), click -> {
            dialog.close();
            built.accept(clause(kind.getValue(), all));
        });
        add.setId("build-add");
        add.addThemeVariants(ButtonVariant.PRIMARY);
        Span any = new Span(getTranslation("search.build.any"));
        any.addClassName("condition-hint");
        Div content = new Div(kind, rows, new Div(more, any), preview);
        content.addClassName("condition-content");
        dialog.setWidth("38rem");
        dialog.add(content);
        dialog.getFooter().add(new Button(getTranslation("search.build.cancel"), click -> dialog.close()), add);
        dialog.open();
    }

    private void addRow(Kind kind, Div rows, List<ConditionRow> all, Runnable changed) {
        ConditionRow row = new ConditionRow(kind.type(), catalogue, viewer, changed);
        row.onRemove(() -> {
            all.remove(row);
            rows.remove(row);
            changed.run();
        });
        all.add(row);
        rows.add(row);
    }

    private static Clause clause(Kind kind, List<ConditionRow> rows) {
        List<Clause> parts = rows.stream().flatMap(row -> row.clause().stream()).toList();
        return kind.around(parts.size() == 1 ? parts.getFirst() : new Clause.All(parts));
    }
}
