package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.keqing.satisfaction.ThemeReport;
import io.keqing.satisfaction.ThemeReport.Theme;
import io.keqing.satisfaction.Themes;
import io.keqing.search.Filter;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What unhappy people write about; every theme opens the comments that it was found in.
final class ThemesCard extends Div {
    private final transient SearchUrl url;
    private final transient Values values;
    private final ProgressBar busy = new ProgressBar();
    private final OrderedList list = new OrderedList();
    private final Span note = new Span();

    ThemesCard(SearchUrl url, Values values) {
        this.url = url;
        this.values = values;
        addClassNames("insight", "themes");
        setId("themes");
        busy.setIndeterminate(true);
        busy.getElement().setAttribute("aria-label", getTranslation("satisfaction.themes.busy"));
        note.addClassName("dim");
        add(new H3(getTranslation("satisfaction.themes")), busy, list, note);
    }

    void wait(boolean waiting) {
        busy.setVisible(waiting);
        if (waiting) {
            list.removeAll();
            note.setText(getTranslation("satisfaction.themes.busy"));
        }
    }

    void show(ThemeReport report, SearchQuery answers) {
        wait(false);
        list.removeAll();
        for (Theme theme : report.themes()) {
            List<Filter> filters = new ArrayList<>(answers.filters());
            filters.add(report.group());
            filters.add(Themes.said(theme.word()));
            String address = url.address(
                    new SearchQuery(answers.type(), answers.words(), filters, answers.order(), 50, null, null));
            Anchor link = new Anchor(Pages.of(address), theme.word());
            link.addClassName("row-link");
            link.getElement().setAttribute("router-link", true);
            Span counts = new Span(getTranslation(
                    "satisfaction.themes.count",
                    values.number(theme.count(), getLocale()),
                    values.number(theme.of(), getLocale())));
            counts.addClassName("dim");
            counts.setTitle("χ² = %.1f".formatted(theme.chiSquared()) + " · "
                    + getTranslation(
                            "satisfaction.p",
                            String.format(Locale.ROOT, "%.3g", theme.p()),
                            String.format(Locale.ROOT, "%.3g", theme.adjusted())));
            list.add(new ListItem(link, counts));
        }
        note.setText(getTranslation(
                report.themes().isEmpty() ? "satisfaction.themes.none" : "satisfaction.themes.how",
                values.number(report.unhappy(), getLocale()),
                values.number(report.all(), getLocale())));
    }

    void refuse(String reason) {
        wait(false);
        note.setText(reason);
    }
}
