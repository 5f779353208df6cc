package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.HandOver;
import io.keqing.ui.Values;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/// What is not over yet, above everything else: the most urgent first, of those the newest. Each opens in place.
final class OpenCases extends Div {
    private static final int MOST = 100;

    private final transient Values values;
    private final transient EntryDetails details;
    private final transient EntryCells cells;
    private final Div list = new Div();

    /// @param cases answers so many of them
    OpenCases(long total, IntFunction<List<Entry>> cases, Values values, EntryDetails details) {
        this.values = values;
        this.details = details;
        this.cells = new EntryCells(values, getLocale());
        addClassName("open-cases");
        setId("open-cases");
        setVisible(total > 0);
        if (total == 0) {
            return;
        }
        Span count = new Span(values.number(total, getLocale()));
        count.addClassName("dim");
        Div title = new Div(new H3(getTranslation("profile.open")), count);
        title.addClassName("open-title");
        show(cases.apply(HandOver.OPEN_CASES));
        add(title, list);
        if (total > HandOver.OPEN_CASES) {
            Button all = new Button(getTranslation(
                    total > MOST ? "profile.open.more" : "profile.open.all",
                    values.number(Math.min(MOST, total), getLocale())));
            all.setId("all-open");
            all.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
            all.addClickListener(click -> {
                show(cases.apply(MOST));
                all.setVisible(false);
            });
            add(all);
        }
    }

    private void show(List<Entry> entries) {
        list.removeAll();
        entries.forEach(entry -> list.add(one(entry)));
    }

    private Details one(Entry entry) {
        Icon icon = new Icon("vaadin", EntryCells.icon(String.valueOf(EntryCells.name(entry))));
        icon.getElement().setAttribute("aria-hidden", "true");
        String title = cells.title(entry);
        Span what = new Span(title.isBlank() ? cells.kind(entry) : cells.kind(entry) + " · " + title);
        what.addClassName("open-what");
        Span status = new Span(cells.status(entry));
        status.addClassName("badge");
        Span when = new Span(cells.at(entry));
        when.addClassName("dim");
        Div summary = new Div(icon, what, status, when);
        summary.addClassName("open-case");
        String due = cells.due(entry);
        if (!due.isBlank()) {
            boolean overdue = EntryCells.isOverdue(entry, Instant.now());
            Span until = new Span(getTranslation(overdue ? "profile.open.overdue" : "profile.open.due", due));
            until.addClassName(overdue ? "poor-text" : "dim");
            summary.add(until);
        }
        Div body = new Div();
        Details opened = new Details(summary, body);
        opened.addOpenedChangeListener(change -> {
            if (change.isOpened() && body.getChildren().findAny().isEmpty()) {
                body.add(details.of(entry));
            }
        });
        return opened;
    }
}
