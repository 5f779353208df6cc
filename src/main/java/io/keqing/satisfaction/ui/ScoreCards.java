package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import io.keqing.feedback.FeedbackFields;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ChartCard;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The cards of one analysis: the score, its course, how the answers are distributed, and the groups. A
/// mark that somebody clicks opens the answers behind it.
final class ScoreCards extends Div {
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient SearchUrl url;
    private final transient Consumer<DashboardQuestion> go;

    ScoreCards(Catalogue catalogue, Values values, SearchUrl url, Consumer<DashboardQuestion> go) {
        this.catalogue = catalogue;
        this.values = values;
        this.url = url;
        this.go = go;
        addClassName("cards");
        setId("cards");
    }

    /// @return how the scores are written
    ScoreTexts show(DashboardQuestion asked, Analysis analysis) {
        ScoreTexts texts = new ScoreTexts(analysis.unit(), values, getLocale(), key -> getTranslation(key));
        removeAll();
        add(new Headline(analysis, asked, url, texts));
        trend(asked, analysis, texts);
        distribution(asked, analysis);
        String by = asked.by();
        if (by != null && !analysis.breakdown().isEmpty()) {
            add(new Breakdown(analysis, asked, field(by), url, texts, group -> go.accept(asked.comparingWith(group))));
            heatMap(asked, by, analysis, texts);
        }
        return texts;
    }

    String field(String name) {
        return catalogue.label(FeedbackFields.TYPE, name).in(getLocale());
    }

    private List<String> header(String first) {
        return List.of(
                first,
                getTranslation("satisfaction.column.score"),
                getTranslation("satisfaction.column.interval.short"),
                getTranslation("satisfaction.column.n"),
                "▲▼");
    }

    private void trend(DashboardQuestion asked, Analysis analysis, ScoreTexts texts) {
        List<Group> series = analysis.series();
        if (series.isEmpty()) {
            return;
        }
        String title = getTranslation("satisfaction.trend");
        ChartCard card = new ChartCard(
                title,
                getTranslation("satisfaction.trend.how"),
                ScoreCharts.trend(
                        series,
                        asked.interval(),
                        texts,
                        analysis.kind().label().in(getLocale()),
                        getTranslation("satisfaction.column.interval.short")),
                ScoreCharts.table(series, asked.interval(), texts, header(getTranslation("satisfaction.period"))));
        card.high("15rem").addClassName("wide");
        card.setId("trend");
        if (!analysis.confidential()) {
            card.onPoint((name, place) -> open(asked, series.get(place), null));
        }
        add(card);
    }

    private void distribution(DashboardQuestion asked, Analysis analysis) {
        if (analysis.distribution().isEmpty()) {
            return;
        }
        String answers = getTranslation("satisfaction.column.n");
        List<String> scale = List.copyOf(analysis.distribution().keySet());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(getTranslation("satisfaction.value"), answers));
        analysis.distribution().forEach((value, count) -> rows.add(List.of(value, values.number(count, getLocale()))));
        ChartCard card = new ChartCard(
                getTranslation("satisfaction.distribution"),
                getTranslation("satisfaction.distribution.how"),
                ScoreCharts.distribution(analysis, answers),
                rows);
        card.high("15rem").setId("distribution");
        analysis.distributionField()
                .ifPresent(field -> card.onPoint((name, place) -> open(asked.narrowed(field, scale.get(place), url))));
        add(card);
    }

    private void heatMap(DashboardQuestion asked, String by, Analysis analysis, ScoreTexts texts) {
        List<Group> grid = analysis.grid();
        if (grid.isEmpty()) {
            return;
        }
        List<Group> drawn = ScoreCharts.drawn(grid);
        ChartCard card = new ChartCard(
                getTranslation("satisfaction.heat", field(by)),
                getTranslation("satisfaction.heat.how"),
                ScoreCharts.heatMap(grid, asked.interval(), texts),
                ScoreCharts.table(grid, asked.interval(), texts, header(field(by))));
        int rows = ScoreCharts.rows(grid, texts).size();
        card.high(Math.min(40, 6 + 1.6 * rows) + "rem").addClassName("wide");
        card.setId("heat");
        card.onPoint((name, place) -> open(asked, drawn.get(place), by));
        add(card);
    }

    private void open(DashboardQuestion asked, Group group, @Nullable String by) {
        DashboardQuestion narrower = group.at() == null
                ? asked
                : asked.about(asked.narrowed(
                        FeedbackFields.AT.name(), asked.interval().range(group.at()), url));
        String key = group.key();
        open(by == null || key == null ? narrower.all() : narrower.narrowed(by, key, url));
    }

    private void open(SearchQuery answers) {
        UI.getCurrent().navigate("search/" + answers.type(), new QueryParameters(url.parameters(answers)));
    }
}
