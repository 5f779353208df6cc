package io.keqing.satisfaction.api;

import io.keqing.record.RecordJson;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.Waves;
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

/// Two waves answered by the same people, person by person. Waves of different people are compared by
/// `GET /satisfaction/nps?by=survey&compare=WAVE`.
@Controller("/api/v1/satisfaction/waves")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class WavesController {
    private static final String PAIRED = """
            {"measure": "nps", "first": "spring", "second": "autumn", "people": 120, "change": 0.1, "low": 0.02,
             "high": 0.18, "p": 0.014}
            """;

    private final Waves waves;

    WavesController(Waves waves) {
        this.waves = waves;
    }

    /// The mean change of those who answered both, second less first, with its 95 % interval by Student's
    /// t; `tooFew` below five people.
    @Get
    @Parameter(name = "measure", in = ParameterIn.QUERY, description = "nps (unless said), csat or ces")
    @Parameter(name = "first", in = ParameterIn.QUERY, required = true, description = "a survey")
    @Parameter(name = "second", in = ParameterIn.QUERY, required = true, description = "a survey")
    @ApiResponse(
            responseCode = "200",
            description = "the change",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(PAIRED)))
    HttpResponse<byte[]> get(HttpRequest<?> request) {
        Parameters parameters = new Parameters(request);
        Measure.Kind kind = parameters.measure(Measure.Kind.NPS);
        String first = parameters.needed("first");
        String second = parameters.needed("second");
        Waves.Paired paired = waves.of(kind, first, second);
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("measure", kind.name().toLowerCase(Locale.ROOT));
            json.writeStringField("first", first);
            json.writeStringField("second", second);
            json.writeNumberField("people", paired.people());
            Interval interval = paired.interval();
            if (paired.change() == null || interval == null) {
                json.writeBooleanField("tooFew", true);
            } else {
                AnalysisJson.optional(json, "change", paired.change());
                AnalysisJson.optional(json, "low", interval.low());
                AnalysisJson.optional(json, "high", interval.high());
                AnalysisJson.optional(json, "p", paired.p());
            }
            json.writeEndObject();
        }));
    }
}
