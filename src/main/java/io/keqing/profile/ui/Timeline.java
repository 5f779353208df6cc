package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.CustomerTimeline.Page;
import io.keqing.profile.CustomerTimeline.Story;
import io.keqing.profile.StoryCounts;
import io.keqing.ui.CursorRows;
import io.keqing.ui.DateTexts;
import io.keqing.ui.Values;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that happened with a customer and was said by one, newest first. It loads on while somebody
/// scrolls; a click or the space bar opens an entry. A jump to a day begins the list there: the way on is as
/// quick as from the top, and how much lies above it is said.
final class Timeline extends Div {
    private final transient Source source;
    private final transient StoryCounts counts;
    private final transient Values values;
    private final Grid<Entry> grid = new Grid<>(CursorRows.PAGE);
    private final TimelineFilters filters;
    private final DatePicker day = new DatePicker();
    private final Span total = new Span();
    private final Div newer = new Div();
    private final Div nothing = new Div();

    /// Where the entries come from.
    interface Source {
        Story story(Page page);

        /// How many there are above where the page begins.
        long newer(Page page);
    }

    Timeline(StoryCounts counts, Source source, Values values, EntryDetails details) {
        this.source = source;
        this.counts = counts;
        this.values = values;
        this.filters = new TimelineFilters(counts, values, this::load);
        addClassName("timeline");
        nothing.addClassName("nothing");
        nothing.setText(getTranslation("profile.story.nothing"));
        H3 title = new H3(getTranslation("profile.story"));
        if (counts.total() == 0) {
            add(title, nothing);
            return;
        }
        total.setId("story-total");
        total.addClassName("dim");
        total.getElement().setAttribute("aria-live", "polite");
        newer.addClassName("timeline-newer");
        newer.setId("newer");
        build(details);
        Div bar = new Div(title, total, day());
        bar.addClassName("timeline-bar");
        add(bar, filters, newer, nothing, grid);
        load();
    }

    private DatePicker day() {
        day.setId("jump");
        day.setI18n(DateTexts.of(getLocale()));
        day.setPlaceholder(getTranslation("profile.story.jump"));
        day.setAriaLabel(getTranslation("profile.story.jump"));
        day.setClearButtonVisible(true);
        day.addClassName("timeline-jump");
        day.addThemeName("small");
        Instant first = counts.first();
        if (first != null) {
            day.setMin(first.atZone(values.zone()).toLocalDate());
        }
        day.addValueChangeListener(change -> load());
        return day;
    }

    private void build(EntryDetails details) {
        EntryCells cells = new EntryCells(values, getLocale());
        grid.setId("timeline");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addColumn(cells::at)
                .setHeader(InteractionFields.AT.label().in(getLocale()))
                .setWidth("11rem")
                .setFlexGrow(0);
        grid.addColumn(cells.kind())
                .setHeader(InteractionFields.KIND.label().in(getLocale()))
                .setWidth("7.5rem")
                .setFlexGrow(0);
        grid.addColumn(cells.words())
                .setHeader(InteractionFields.BODY.label().in(getLocale()))
                .setFlexGrow(1);
        grid.addColumn(cells::channel)
                .setHeader(InteractionFields.CHANNEL.label().in(getLocale()))
                .setWidth("5.5rem")
                .setFlexGrow(0);
        grid.addColumn(cells.outcome())
                .setHeader(getTranslation("profile.story.outcome"))
                .setWidth("11rem")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(details::of));
        grid.setDetailsVisibleOnClick(true);
    }

    private void load() {
        Page asked = page();
        long left = counts.total(asked);
        total.setText(getTranslation("profile.story.total", values.number(left, getLocale())));
        filters.count(asked);
        showNewer(asked);
        nothing.setVisible(left == 0);
        nothing.setText(getTranslation("profile.story.filtered"));
        grid.setVisible(left > 0);
        if (left > 0) {
            CursorRows<Entry> rows = new CursorRows<>(rows(asked), cursor -> rows(asked.after(cursor)));
            grid.setItems(query -> rows.rows(query.getOffset(), query.getLimit()))
                    .setItemCountEstimate((int) Math.max(1, Math.min(left, 1_000)));
            grid.scrollToStart();
        }
    }

    private Page page() {
        return new Page(Set.of(), filters.kinds(), filters.channels(), CursorRows.PAGE, until(), null);
    }

    /// The last moment of the day, as finely as the database keeps time.
    private @Nullable Instant until() {
        LocalDate chosen = day.getValue();
        return chosen == null
                ? null
                : chosen.plusDays(1).atStartOfDay(values.zone()).toInstant().minusNanos(1_000);
    }

    private void showNewer(Page asked) {
        newer.removeAll();
        newer.setVisible(asked.until() != null);
        if (asked.until() != null) {
            Button back = new Button(
                    getTranslation("profile.story.newest"), new Icon(VaadinIcon.ARROW_UP), click -> day.clear());
            back.setId("newest");
            back.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
            newer.add(
                    new Span(getTranslation(
                            "profile.story.newer",
                            values.number(source.newer(asked), getLocale()),
                            values.day(day.getValue(), getLocale()))),
                    back);
        }
    }

    private CursorRows.Page<Entry> rows(Page asked) {
        Story story = source.story(asked);
        return new CursorRows.Page<>(story.entries(), story.next());
    }

    /// Shows entries of these kinds only.
    void choose(Set<String> kinds) {
        day.clear();
        filters.choose(kinds);
        load();
    }
}
