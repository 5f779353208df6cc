package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.CustomerProfile;
import io.keqing.profile.CustomerProfile.Count;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.CustomerTimeline.Page;
import io.keqing.profile.CustomerTimeline.Story;
import io.keqing.ui.CursorRows;
import io.keqing.ui.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that happened with a customer and was said by one, newest first. It loads on while somebody scrolls; a
/// click or the space bar opens an entry.
final class Timeline extends Div {
    private final transient Function<Page, Story> source;
    private final transient Values values;
    private final Grid<Entry> grid = new Grid<>(CursorRows.PAGE);
    private final Set<String> kinds = new LinkedHashSet<>();
    private final Select<String> channel = new Select<>();

    Timeline(CustomerProfile.Head head, Function<Page, Story> source, Values values, EntryDetails details) {
        this.source = source;
        this.values = values;
        addClassName("timeline");
        build(details);
        Div bar = new Div(new H3(getTranslation("profile.story")), kindButtons(head), channel);
        bar.addClassName("timeline-bar");
        channels();
        if (head.interactions().isEmpty() && head.feedback().isEmpty()) {
            Div nothing = new Div(getTranslation("profile.story.nothing"));
            nothing.addClassName("nothing");
            add(new H3(getTranslation("profile.story")), nothing);
        } else {
            add(bar, grid);
            load();
        }
    }

    private void build(EntryDetails details) {
        EntryCells cells = new EntryCells(values, getLocale());
        grid.setId("timeline");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addColumn(cells::at)
                .setHeader(InteractionFields.AT.label().in(getLocale()))
                .setWidth("12rem")
                .setFlexGrow(0);
        grid.addColumn(cells.kind())
                .setHeader(InteractionFields.KIND.label().in(getLocale()))
                .setWidth("8.5rem")
                .setFlexGrow(0);
        grid.addColumn(cells.words())
                .setHeader(InteractionFields.BODY.label().in(getLocale()))
                .setFlexGrow(1);
        grid.addColumn(cells::channel)
                .setHeader(InteractionFields.CHANNEL.label().in(getLocale()))
                .setWidth("6.5rem")
                .setFlexGrow(0);
        grid.addColumn(cells.outcome())
                .setHeader(getTranslation("profile.story.outcome"))
                .setWidth("12rem")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(details::of));
        grid.setDetailsVisibleOnClick(true);
    }

    private void load() {
        CursorRows<Entry> rows = new CursorRows<>(page(null), this::page);
        grid.setItems(asked -> rows.rows(asked.getOffset(), asked.getLimit()));
    }

    private CursorRows.Page<Entry> page(@Nullable String cursor) {
        Set<String> channels = channel.isEmpty() ? Set.of() : Set.of(channel.getValue());
        Story story = source.apply(new Page(Set.of(), kinds, channels, CursorRows.PAGE, cursor));
        return new CursorRows.Page<>(story.entries(), story.next());
    }

    /// A button for each kind there is, with how many; pressed ones are shown, none pressed shows all.
    private Div kindButtons(CustomerProfile.Head head) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (Count count : head.interactions()) {
            counts.merge(count.kind(), count.count(), Long::sum);
            labels.put(count.kind(), option(InteractionFields.KIND.kind(), count.kind()));
        }
        for (Count count : head.feedback()) {
            counts.merge(count.kind(), count.count(), Long::sum);
            labels.putIfAbsent(count.kind(), option(FeedbackFields.KIND.kind(), count.kind()));
        }
        Div buttons = new Div();
        buttons.addClassName("kinds");
        counts.forEach((kind, count) -> {
            if (!kind.isEmpty()) {
                buttons.add(kindButton(kind, String.valueOf(labels.get(kind)), count));
            }
        });
        return buttons;
    }

    private String option(ValueKind<?> kind, String name) {
        return kind instanceof ValueKind.Choice choice ? Values.option(choice, name, getLocale()) : name;
    }

    private Button kindButton(String kind, String label, long count) {
        Span number = new Span(values.number(count, getLocale()));
        number.addClassName("dim");
        Button button = new Button(label, number);
        button.setIconAfterText(true);
        button.addThemeVariants(ButtonVariant.SMALL);
        button.addClassName("kind-button");
        button.getElement().setAttribute("aria-pressed", "false");
        button.addClickListener(click -> {
            boolean pressed = kinds.add(kind) || !kinds.remove(kind);
            button.getElement().setAttribute("aria-pressed", String.valueOf(pressed));
            load();
        });
        return button;
    }

    private void channels() {
        channel.setEmptySelectionAllowed(true);
        channel.setEmptySelectionCaption(getTranslation("profile.story.channels"));
        channel.setPlaceholder(getTranslation("profile.story.channels"));
        channel.setAriaLabel(InteractionFields.CHANNEL.label().in(getLocale()));
        channel.addClassName("channel");
        channel.addThemeName("small");
        if (InteractionFields.CHANNEL.kind() instanceof ValueKind.Choice choice) {
            channel.setItems(choice.options().stream().map(Option::value).toList());
            channel.setItemLabelGenerator(value -> value == null
                    ? getTranslation("profile.story.channels")
                    : Values.option(choice, value, getLocale()));
        }
        channel.addValueChangeListener(change -> load());
    }

    List<String> chosenKinds() {
        return List.copyOf(kinds);
    }
}
