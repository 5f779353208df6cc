package io.keqing.satisfaction.api;

import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.rest.QuestionParameters;
import io.keqing.rest.RequestParts;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.NonResponse;
import io.keqing.satisfaction.Response;
import io.keqing.satisfaction.ResponseReport;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.statistics.Interval;
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
import java.util.Objects;

/// Who answered and who did not: groups of those that a survey was delivered to, with the standardised
/// difference between their parts of those who answered and of those who did not (`notable` beyond 0.1),
/// Pearson's χ² over all groups, and the score with each group weighing as it was asked; `effective` says
/// what the weighted answers are worth (Kish).
@Controller("/api/v1/satisfaction/response")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class ResponseController {
    private static final String RESPONSE = """
            {"measure": "nps", "value": 0.3, "low": 0.19, "high": 0.4, "chiSquared": 33.3, "freedom": 1, "p": 8e-9,
             "notable": true,
             "groups": [{"key": "web", "label": "web", "answered": 60, "silent": 40, "responseRate": 0.6,
                         "difference": 0.93, "notable": true, "weight": 0.67}],
             "weighted": {"value": 0.25, "low": 0.13, "high": 0.37, "effective": 60}}
            """;

    private final Response response;
    private final SearchUrl url;
    private final SearchLimit limit;

    ResponseController(Response response, SearchUrl url, SearchLimit limit) {
        this.response = response;
        this.url = url;
        this.limit = limit;
    }

    /// Those who answered against those who did not, by one facet.
    @Get
    @QuestionParameters
    @Parameter(name = "by", in = ParameterIn.QUERY, required = true, description = "a facet known of both")
    @Parameter(name = "measure", in = ParameterIn.QUERY, description = "nps (unless said), csat or ces")
    @ApiResponse(
            responseCode = "200",
            description = "the groups and the weighted score",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(RESPONSE)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Parameters parameters = new Parameters(request);
        Measure.Kind kind = parameters.measure(Measure.Kind.NPS);
        String by = parameters.needed("by");
        SearchQuery answers = parameters.answers(url);
        ResponseReport report = limit.run(viewer, () -> response.of(kind, answers, by, viewer));
        return HttpResponse.ok(json(report, RequestParts.locale(request)));
    }

    private static byte[] json(ResponseReport report, Locale locale) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("measure", report.kind().name().toLowerCase(Locale.ROOT));
            Interval interval = report.interval();
            if (report.score() != null && interval != null) {
                AnalysisJson.optional(json, "value", report.score());
                AnalysisJson.optional(json, "low", interval.low());
                AnalysisJson.optional(json, "high", interval.high());
            }
            NonResponse comparison = report.comparison();
            if (comparison != null) {
                AnalysisJson.optional(json, "chiSquared", comparison.chiSquared());
                json.writeNumberField("freedom", comparison.freedom());
                AnalysisJson.optional(json, "p", comparison.p());
                json.writeBooleanField("notable", comparison.flagged());
            }
            json.writeArrayFieldStart("groups");
            for (NonResponse.Group group : report.groups()) {
                json.writeStartObject();
                json.writeStringField("key", group.key());
                json.writeStringField(
                        "label",
                        Objects.requireNonNull(report.labels().get(group.key())).in(locale));
                json.writeNumberField("answered", group.answered());
                json.writeNumberField("silent", group.silent());
                AnalysisJson.optional(json, "responseRate", group.responseRate());
                AnalysisJson.optional(json, "difference", group.difference());
                json.writeBooleanField("notable", group.isNotable());
                AnalysisJson.optional(json, "weight", group.weight());
                json.writeEndObject();
            }
            json.writeEndArray();
            ResponseReport.Weighted weighted = report.weighted();
            if (weighted != null) {
                json.writeObjectFieldStart("weighted");
                AnalysisJson.optional(json, "value", weighted.value());
                AnalysisJson.optional(json, "low", weighted.interval().low());
                AnalysisJson.optional(json, "high", weighted.interval().high());
                AnalysisJson.optional(json, "effective", weighted.effective());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }
}
