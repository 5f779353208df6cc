package io.keqing.customer.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.customer.CustomerFields;
import io.keqing.customer.Duplicates.Likely;
import io.keqing.customer.Duplicates.Member;
import io.keqing.customer.Duplicates.Page;
import io.keqing.ui.Values;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The groups of likely same people, strongest first; one of them is chosen.
final class GroupList extends Div {
    private final transient Values values;
    private final Span count = new Span();
    private final Span note = new Span();
    private final Grid<Likely> grid = new Grid<>();
    private transient List<Likely> shown = List.of();

    GroupList(Values values, Consumer<@Nullable Likely> chosen) {
        this.values = values;
        addClassName("group-list");
        count.addClassName("total");
        count.setId("groups-total");
        note.addClassName("group-note");
        grid.setId("groups");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.getElement().setAttribute("aria-label", getTranslation("customer.duplicates.title"));
        grid.addColumn(new ComponentRenderer<>(this::card)).setFlexGrow(1);
        grid.asSingleSelect().addValueChangeListener(change -> chosen.accept(change.getValue()));
        add(count, grid, note);
    }

    /// Shows a page, and chooses the group at `place`, where the last decision was taken.
    void show(Page page, int place) {
        shown = page.groups();
        count.setText(
                page.total() > shown.size()
                        ? getTranslation("customer.duplicates.first", number(shown.size()), number(page.total()))
                        : getTranslation("customer.duplicates.total", page.total()));
        note.setText(note(page));
        note.setVisible(!note.getText().isEmpty());
        grid.setItems(shown);
        grid.setVisible(!shown.isEmpty());
        if (shown.isEmpty()) {
            grid.asSingleSelect().clear();
        } else {
            grid.select(shown.get(Math.min(place, shown.size() - 1)));
        }
    }

    /// The place of the chosen group, from 0.
    int place() {
        return grid.asSingleSelect()
                .getOptionalValue()
                .map(shown::indexOf)
                .filter(place -> place >= 0)
                .orElse(0);
    }

    private String note(Page page) {
        String waiting =
                page.waiting() == 0 ? "" : getTranslation("customer.duplicates.waiting", number(page.waiting())) + " ";
        return waiting
                + page.common().stream()
                        .map(common -> getTranslation(
                                "customer.duplicates.common",
                                common.fields().stream()
                                        .map(field -> field.label().in(getLocale()))
                                        .collect(Collectors.joining(" + ")),
                                common.values(),
                                number(common.customers())))
                        .collect(Collectors.joining(" "));
    }

    private String number(long number) {
        return values.number(number, getLocale());
    }

    private Component card(Likely group) {
        Span names = new Span(group.members().stream()
                .map(GroupList::name)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(" · ")));
        names.addClassName("group-names");
        Span size = new Span();
        int people = group.members().size() + group.more();
        if (people > 2) {
            size.setText(getTranslation("customer.duplicates.people", number(people)));
        }
        size.addClassName("group-size");
        Div top = new Div(names, size);
        top.addClassName("group-top");
        Div card = new Div(top, new Badges(group.pairs().getFirst().fields(), group.strength()));
        card.addClassName("group-card");
        return card;
    }

    /// The name, or what else tells who it is.
    static String name(Member member) {
        Object name = member.fields().get(CustomerFields.NAME);
        return name == null || name.toString().startsWith("•") ? member.id().id() : name.toString();
    }
}
