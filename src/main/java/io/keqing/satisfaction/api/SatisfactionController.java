package io.keqing.satisfaction.api;

import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.rest.QuestionParameters;
import io.keqing.rest.RequestParts;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.Satisfaction;
import io.keqing.satisfaction.SatisfactionQuery;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Period;
import io.keqing.search.SearchLimit;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Scores of feedback. Values are fractions (NPS from -1 to 1, CSAT from 0 to 1), or the mean from 1
/// to 7 of a CES whose convention says so; `low` and `high` are the ends of the 95 % interval.
/// `tooFew` marks a group of fewer than 5 people, which has no score; `hidden` one of a confidential
/// survey of which nothing is told. `people` are distinct customers, counted exactly up to 10,000;
/// beyond, `exact` may be false. `versus` says how a group differs from all others, from the time
/// before or from the group it is compared with: `p` is exact given the answers of both together, and
/// `significant` whether it holds after Benjamini-Hochberg over all comparisons of the answer
/// (`adjustedP` below 0.05), that of everything with the time before among them. Who answered more
/// than once is one person: intervals and tests are of people, `n` are answers. `versus.needed` is the
/// number of people from which such a group could be marked at all. `needed` is the number of answers
/// from which a change of ten points is found in 80 % of cases.
@Controller("/api/v1/satisfaction/{measure:nps|csat|ces}")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class SatisfactionController {
    private static final String ANALYSIS = """
            {"measure": "nps", "definition": "Share of promoters (9–10) less share of detractors (0–6)",
             "confidential": false, "n": 200, "people": 180, "value": 0.3, "low": 0.1882, "high": 0.403,
             "responseRate": 0.25, "needed": 958, "distribution": [{"value": 9, "count": 100}],
             "series": [{"at": "2025-03", "n": 200, "people": 180, "value": 0.3, "low": 0.1882, "high": 0.403}],
             "breakdown": [{"key": "web", "label": "web", "n": 120, "people": 110, "value": 0.4, "low": 0.25,
                            "high": 0.53, "versus": {"difference": 0.25, "low": 0.02, "high": 0.48, "p": 0.03,
                                                     "adjustedP": 0.06, "significant": false, "needed": 5}},
                           {"key": "phone", "label": "phone", "n": 4, "people": 3, "tooFew": true}],
             "others": 0}
            """;

    private final Satisfaction satisfaction;
    private final SearchUrl url;
    private final SearchLimit limit;

    SatisfactionController(Satisfaction satisfaction, SearchUrl url, SearchLimit limit) {
        this.satisfaction = satisfaction;
        this.url = url;
        this.limit = limit;
    }

    /// The score of the feedback that the filters leave, over time and group by group.
    @Get
    @QuestionParameters
    @Parameter(name = "by", in = ParameterIn.QUERY, description = "a facet to divide by; at most 100 groups")
    @Parameter(name = "interval", in = ParameterIn.QUERY, description = "day, week, month, quarter or year")
    @Parameter(
            name = "compare",
            in = ParameterIn.QUERY,
            description = "what groups are compared with: rest (unless said), previous (the time before, as long as"
                    + " f.at says), or a value of the facet, such as another wave")
    @ApiResponse(
            responseCode = "200",
            description = "the score, and those of the groups asked for",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(ANALYSIS)))
    HttpResponse<byte[]> get(String measure, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Parameters parameters = new Parameters(request);
        String by = parameters.one("by");
        Period interval = parameters.period("interval");
        String compare = parameters.one("compare");
        Compare with = comparison(compare);
        if (with == Compare.GROUP && by == null) {
            throw new InvalidQueryException(new Label(
                    "没有 by 时 compare 只能是 rest 或 previous，实为“" + compare + "”",
                    "compare must be rest or previous where nothing is divided by, was \"" + compare + "\""));
        }
        SatisfactionQuery asked = new SatisfactionQuery(
                Measure.Kind.valueOf(measure.toUpperCase(Locale.ROOT)),
                parameters.answers(url),
                by,
                interval,
                with,
                compare);
        Analysis analysis = limit.run(viewer, () -> satisfaction.of(asked, viewer));
        return HttpResponse.ok(AnalysisJson.bytes(analysis, interval, RequestParts.locale(request)));
    }

    private static Compare comparison(@Nullable String name) {
        return switch (name == null ? "rest" : name) {
            case "rest" -> Compare.REST;
            case "previous" -> Compare.PREVIOUS;
            default -> Compare.GROUP;
        };
    }
}
