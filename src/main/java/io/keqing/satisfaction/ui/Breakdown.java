package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.SearchUrl;
import io.keqing.statistics.Interval;
import java.util.Locale;
import java.util.function.Consumer;

/// The score of each group beside its interval, drawn on one scale; a mark only where a group differs
/// significantly. The table is the chart: it is read and walked as it is.
final class Breakdown extends Div {
    private final ScoreTexts texts;
    private double least = Double.MAX_VALUE;
    private double most = -Double.MAX_VALUE;

    /// @param compare is given the group that all others are to be compared with
    Breakdown(
            Analysis analysis,
            DashboardQuestion question,
            String field,
            SearchUrl url,
            ScoreTexts texts,
            Consumer<String> compare) {
        this.texts = texts;
        addClassNames("insight", "breakdown", "wide");
        setId("breakdown");
        for (Group group : analysis.breakdown()) {
            Interval interval = group.interval();
            if (interval != null) {
                least = Math.min(least, interval.low());
                most = Math.max(most, interval.high());
            }
        }
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        for (String key :
                new String[] {"group", "score", "interval.short", "range", "n", "people", "response", "versus", "with"
                }) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(
                    key.equals("group") ? field : getTranslation("satisfaction.column." + key));
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        }
        for (Group group : analysis.breakdown()) {
            NativeTableRow row = table.getBody().addRow();
            row.add(new NativeTableCell(name(analysis, group, question, url)));
            row.add(new NativeTableCell(texts.score(group)));
            Interval interval = group.interval();
            row.add(new NativeTableCell(interval == null ? "" : texts.interval(interval)));
            row.add(new NativeTableCell(range(group)));
            row.add(new NativeTableCell(texts.counted(group)));
            row.add(new NativeTableCell(group.state() == State.HIDDEN ? "" : texts.people(group)));
            row.add(new NativeTableCell(group.state() == State.HIDDEN ? "" : texts.rate(group.responseRate())));
            row.add(new NativeTableCell(versus(group)));
            row.add(new NativeTableCell(compared(analysis, group, compare)));
        }
        Div scroll = new Div(table);
        scroll.addClassName("breakdown-scroll");
        add(new H3(getTranslation("satisfaction.breakdown", field)), scroll);
        if (analysis.others() > 0) {
            add(note(getTranslation("satisfaction.others", texts.values().number(analysis.others(), getLocale()))));
        }
        add(note(getTranslation(
                question.compare() == Compare.PREVIOUS ? "satisfaction.marks.previous" : "satisfaction.marks.rest")));
    }

    private static Span note(String text) {
        Span note = new Span(text);
        note.addClassName("dim");
        return note;
    }

    private Component name(Analysis analysis, Group group, DashboardQuestion question, SearchUrl url) {
        String label = group.label() == null ? "" : group.label().in(getLocale());
        if (analysis.confidential() || question.by() == null || group.key() == null) {
            return new Span(label);
        }
        String address = url.address(question.narrowed(question.by(), group.key(), url));
        Anchor link = new Anchor(Pages.of(address), label);
        link.addClassName("row-link");
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private Component compared(Analysis analysis, Group group, Consumer<String> compare) {
        String key = group.key();
        if (analysis.confidential() || key == null || group.state() != State.SHOWN || group.label() == null) {
            return new Span();
        }
        Button with = new Button(new Icon(VaadinIcon.EXCHANGE), click -> compare.accept(key));
        with.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        String text = getTranslation("satisfaction.compare.with", group.label().in(getLocale()));
        with.setAriaLabel(text);
        with.setTooltipText(text);
        return with;
    }

    private Span versus(Group group) {
        Versus versus = group.versus();
        Span text = new Span(versus == null ? "" : texts.mark(versus) + " " + texts.difference(versus.difference()));
        if (versus != null) {
            text.setTitle(getTranslation(
                    "satisfaction.p",
                    String.format(Locale.ROOT, "%.3g", versus.p()),
                    String.format(Locale.ROOT, "%.3g", versus.adjusted())));
            Long needed = versus.needed();
            if (needed == null || group.people() < needed) {
                text.setText(text.getText() + " · "
                        + (needed == null
                                ? getTranslation("satisfaction.unmarkable")
                                : getTranslation(
                                        "satisfaction.needs", texts.values().number(needed, getLocale()))));
            }
            text.addClassName(versus.isMarked() ? versus.difference() > 0 ? "better" : "worse" : "dim");
        }
        return text;
    }

    /// Where the interval lies between the lowest and the highest of all.
    private Div range(Group group) {
        Div box = new Div();
        box.addClassName("interval");
        box.getElement().setAttribute("aria-hidden", "true");
        Interval interval = group.interval();
        if (interval != null && group.value() != null && most > least) {
            Div bar = new Div();
            bar.addClassName("interval-bar");
            bar.getStyle().set("inset-inline-start", part(interval.low()));
            bar.getStyle().set("inset-inline-end", String.format(Locale.ROOT, "%.2f%%", 100 - place(interval.high())));
            Div point = new Div();
            point.addClassName("interval-point");
            point.getStyle().set("inset-inline-start", part(group.value()));
            box.add(bar, point);
        }
        return box;
    }

    private double place(double value) {
        return 100 * (value - least) / (most - least);
    }

    private String part(double value) {
        return String.format(Locale.ROOT, "%.2f%%", place(value));
    }
}
