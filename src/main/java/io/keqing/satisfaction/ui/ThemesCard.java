package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.keqing.field.Label;
import io.keqing.satisfaction.Analysis.Group;
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
    private static final int GROUPS = 3;

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

    void show(ThemeReport report, DashboardQuestion asked) {
        wait(false);
        list.removeAll();
        for (Theme theme : report.themes()) {
            SearchQuery answers = said(asked.answers(), report, theme);
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
            ListItem item = new ListItem(link(answers, theme.word()), counts);
            String by = asked.by();
            for (Group part :
                    theme.parts().subList(0, Math.min(GROUPS, theme.parts().size()))) {
                String key = part.key();
                Label label = part.label();
                if (by != null && key != null && label != null) {
                    item.add(link(
                            asked.about(answers).narrowed(by, key, url),
                            label.in(getLocale()) + " " + values.number(part.n(), getLocale())));
                }
            }
            list.add(item);
        }
        note.setText(getTranslation(
                report.themes().isEmpty() ? "satisfaction.themes.none" : "satisfaction.themes.how",
                values.number(report.unhappy(), getLocale()),
                values.number(report.all(), getLocale())));
    }

    private static SearchQuery said(SearchQuery answers, ThemeReport report, Theme theme) {
        List<Filter> filters = new ArrayList<>(answers.filters());
        filters.add(report.group());
        filters.add(Themes.said(theme.word()));
        return new SearchQuery(answers.type(), answers.words(), filters, answers.order(), 50, null, null);
    }

    private Anchor link(SearchQuery answers, String text) {
        Anchor link = new Anchor(Pages.of(url.address(answers)), text);
        link.addClassName("row-link");
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    void refuse(String reason) {
        wait(false);
        note.setText(reason);
    }
}
