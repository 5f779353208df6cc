package io.keqing.satisfaction.api;

import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.rest.Problem;
import io.keqing.rest.QuestionParameters;
import io.keqing.rest.RequestParts;
import io.keqing.satisfaction.Drivers;
import io.keqing.satisfaction.KeyDrivers;
import io.keqing.satisfaction.KeyDrivers.Driver;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;

/// What goes along with an outcome: Johnson's relative weights, which divide R², the share of the outcome's
/// variance that all drivers explain together. `low` and `high` are the ends of the 95 % bootstrap
/// interval, `shapley` the exact Shapley value as a cross-check (up to 12 drivers), `performance` the mean
/// of the driver's answers. It is association, not cause.
@Controller("/api/v1/satisfaction/drivers")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class DriversController {
    private static final String WEIGHTS = """
            {"outcome": "Q1", "n": 7020, "r2": 0.62,
             "drivers": [{"name": "Q2", "label": "Speed", "weight": 0.2, "low": 0.18, "high": 0.22, "shapley": 0.2,
                          "performance": 7.1, "correlation": 0.7}]}
            """;

    private final Drivers drivers;
    private final SearchUrl url;
    private final SearchLimit limit;

    DriversController(Drivers drivers, SearchUrl url, SearchLimit limit) {
        this.drivers = drivers;
        this.url = url;
        this.limit = limit;
    }

    /// The drivers of an outcome among the answers to one survey, the weightiest first. 422 with the reason
    /// where there are fewer than ten whole answers for each driver, or fewer than 50.
    @Get
    @Parameter(
            name = "outcome",
            in = ParameterIn.QUERY,
            required = true,
            description = "a question of the survey, or nps, csat, ces")
    @Parameter(
            name = "drivers",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "2 to 20 questions, with commas between; left out = every question with a scale")
    @QuestionParameters
    @ApiResponse(
            responseCode = "200",
            description = "the drivers",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(WEIGHTS)))
    HttpResponse<byte[]> get(HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Parameters parameters = new Parameters(request);
        String outcome = parameters.needed("outcome");
        List<String> names = parameters.list("drivers");
        SearchQuery answers = parameters.answers(url);
        Locale locale = RequestParts.locale(request);
        KeyDrivers found;
        try {
            found = limit.run(viewer, () -> drivers.of(outcome, names, answers, viewer));
        } catch (KeyDrivers.Refused e) {
            throw Problem.unprocessable(e.reason());
        }
        return HttpResponse.ok(json(found, locale));
    }

    private static byte[] json(KeyDrivers found, Locale locale) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("outcome", found.outcome().name());
            json.writeStringField("label", found.outcome().label().in(locale));
            json.writeNumberField("n", found.n());
            json.writeNumberField("r2", found.r2());
            json.writeArrayFieldStart("drivers");
            for (Driver driver : found.drivers()) {
                json.writeStartObject();
                json.writeStringField("name", driver.asked().name());
                json.writeStringField("label", driver.asked().label().in(locale));
                json.writeNumberField("weight", driver.weight());
                json.writeNumberField("low", driver.interval().low());
                json.writeNumberField("high", driver.interval().high());
                if (driver.shapley() != null) {
                    json.writeNumberField("shapley", driver.shapley());
                }
                json.writeNumberField("performance", driver.performance());
                json.writeNumberField("correlation", driver.correlation());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
