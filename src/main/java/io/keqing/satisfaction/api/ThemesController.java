package io.keqing.satisfaction.api;

import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.rest.QuestionParameters;
import io.keqing.rest.RequestParts;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.ThemeReport;
import io.keqing.satisfaction.ThemeReport.Theme;
import io.keqing.satisfaction.Themes;
import io.keqing.search.Filter;
import io.keqing.search.Period;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What unhappy people write about: words that comments of detractors (NPS), of people who are not
/// satisfied (CSAT) or to whom it was not made easy (CES) hold significantly more often than all comments
/// do, by χ² and Benjamini-Hochberg over the words tried. `count` is of the unhappy answers, `of` of all;
/// `search` finds the unhappy answers with the word, as many as `count` says.
@Controller("/api/v1/satisfaction/themes")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class ThemesController {
    private static final String THEMES = """
            {"measure": "nps", "unhappy": 120, "all": 900,
             "themes": [{"term": "快递", "count": 40, "of": 60, "chiSquared": 88.2, "p": 1e-12, "adjustedP": 1e-11,
                         "search": "/api/v1/feedback/search?f.npsClass=detractor&f.comment=%E5%BF%AB%E9%80%92",
                         "breakdown": [], "series": [{"at": "2025-03", "n": 12}]}]}
            """;

    private final Themes themes;
    private final SearchUrl url;
    private final SearchLimit limit;

    ThemesController(Themes themes, SearchUrl url, SearchLimit limit) {
        this.themes = themes;
        this.url = url;
        this.limit = limit;
    }

    /// The themes of the answers that the filters leave, those that stand out most first.
    @Get
    @QuestionParameters
    @Parameter(name = "measure", in = ParameterIn.QUERY, description = "nps (unless said), csat or ces: who is unhappy")
    @Parameter(name = "by", in = ParameterIn.QUERY, description = "a facet to divide each theme by")
    @Parameter(name = "interval", in = ParameterIn.QUERY, description = "day, week, month, quarter or year")
    @ApiResponse(
            responseCode = "200",
            description = "the themes",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(THEMES)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Parameters parameters = new Parameters(request);
        Measure.Kind kind = parameters.measure(Measure.Kind.NPS);
        String by = parameters.one("by");
        Period interval = parameters.period("interval");
        SearchQuery answers = parameters.answers(url);
        ThemeReport report = limit.run(viewer, () -> themes.of(kind, answers, by, interval, viewer));
        return HttpResponse.ok(json(report, answers, interval, RequestParts.locale(request)));
    }

    private byte[] json(ThemeReport report, SearchQuery answers, @Nullable Period interval, Locale locale) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("measure", report.kind().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("unhappy", report.unhappy());
            json.writeNumberField("all", report.all());
            json.writeArrayFieldStart("themes");
            for (Theme theme : report.themes()) {
                json.writeStartObject();
                json.writeStringField("term", theme.word());
                json.writeNumberField("count", theme.count());
                json.writeNumberField("of", theme.of());
                json.writeNumberField("chiSquared", theme.chiSquared());
                json.writeNumberField("p", theme.p());
                json.writeNumberField("adjustedP", theme.adjusted());
                List<Filter> filters = new ArrayList<>(answers.filters());
                filters.add(report.group());
                filters.add(Themes.said(theme.word()));
                json.writeStringField("search", "/api/v1/" + url.address(answers.withFilters(filters)));
                AnalysisJson.groups(json, "breakdown", parts(theme, false), interval, locale);
                AnalysisJson.groups(json, "series", parts(theme, true), interval, locale);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static List<Group> parts(Theme theme, boolean time) {
        return theme.parts().stream().filter(part -> part.at() != null == time).toList();
    }
}
