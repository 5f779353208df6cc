package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.keqing.satisfaction.NonResponse;
import io.keqing.satisfaction.ResponseReport;
import io.keqing.satisfaction.ResponseReport.Weighted;
import io.keqing.ui.ChartCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Who answered and who did not, and the score if every group counted as it was asked.
final class ResponseCard extends Div {
    ResponseCard(ResponseReport report, String field, ScoreTexts texts) {
        addClassNames("insight", "response");
        setId("response");
        add(new H3(getTranslation("satisfaction.response", field)));
        NonResponse comparison = report.comparison();
        if (comparison == null) {
            add(note(getTranslation("satisfaction.response.none")));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                field,
                getTranslation("satisfaction.response.answered"),
                getTranslation("satisfaction.response.silent"),
                getTranslation("satisfaction.column.response"),
                getTranslation("satisfaction.response.difference"),
                getTranslation("satisfaction.response.weight")));
        for (NonResponse.Group group : comparison.groups()) {
            rows.add(List.of(
                    Objects.requireNonNull(report.labels().get(group.key())).in(getLocale()),
                    texts.values().number(group.answered(), getLocale()),
                    texts.values().number(group.silent(), getLocale()),
                    texts.rate(group.responseRate()),
                    (group.isNotable() ? "! " : "") + fixed(group.difference(), 2),
                    fixed(group.weight(), 2)));
        }
        Div table = new Div(ChartCard.table(rows));
        table.addClassName("breakdown-scroll");
        add(table);
        add(note(getTranslation(
                "satisfaction.response.test",
                fixed(comparison.chiSquared(), 1),
                comparison.freedom(),
                String.format(Locale.ROOT, "%.3g", comparison.p()))));
        Weighted weighted = report.weighted();
        add(note(
                weighted == null
                        ? getTranslation("satisfaction.response.unweighted")
                        : getTranslation(
                                "satisfaction.response.weighted",
                                texts.value(weighted.value()),
                                texts.interval(weighted.interval()),
                                texts.values().number(Math.round(weighted.effective()), getLocale()))));
    }

    private static String fixed(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    private static Span note(String text) {
        Span note = new Span(text);
        note.addClassName("dim");
        return note;
    }
}
