package io.keqing.feedback.api;

import io.keqing.feedback.InvalidSurveyException;
import io.keqing.feedback.Survey;
import io.keqing.feedback.Surveys;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.rest.Problem;
import io.keqing.search.IndexQueue;
import io.micronaut.core.io.Readable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What surveys are: their questions, scales and missing codes, which question is the NPS, CSAT, CES or
/// overall one, who counts as satisfied, and whether the answers are confidential. A survey that was only
/// answered tells the questions it was answered by, and `defined` is false.
@Controller("/api/v1/surveys")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class SurveyController {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SURVEY = """
            {"name": "spring", "label": {"zh": "春季调查", "en": "Spring survey"}, "defined": true,
             "confidential": false,
             "questions": [{"name": "Q1", "label": {"zh": "总体", "en": "Overall"}, "scale": [1, 10],
                            "missing": ["-1"], "role": "overall"}],
             "csat": {"question": "Q1", "top": 9, "scale": [1, 10]}, "cesConvention": "mean",
             "breakdowns": ["channel"], "period": "month"}
            """;

    private final Surveys surveys;
    private final IndexQueue queue;

    SurveyController(Surveys surveys, IndexQueue queue) {
        this.surveys = surveys;
        this.queue = queue;
    }

    /// Every survey that was defined or answered, by name.
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "the surveys",
            content =
                    @Content(
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("{\"surveys\": [" + SURVEY + "]}")))
    HttpResponse<byte[]> list() {
        List<Survey> all = surveys.all();
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("surveys");
            for (Survey survey : all) {
                SurveyJson.write(json, survey);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// One survey.
    @Get("/{name}")
    @ApiResponse(
            responseCode = "200",
            description = "the survey",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(SURVEY)))
    HttpResponse<byte[]> get(String name) {
        Survey survey =
                surveys.find(name).orElseThrow(() -> Problem.notFound("There is no survey \"%s\"".formatted(name)));
        return HttpResponse.ok(RecordJson.bytes(json -> SurveyJson.write(json, survey)));
    }

    /// Says what a survey is, all of it; only `label` must be given. `label` is a text or both languages,
    /// `role` one of nps, csat, ces, overall, `cesConvention` one of mean, share (5 to 7), net (6 and 7
    /// less 1 to 3), `csat` the question, the scale and the lowest answer that counts as satisfied. A
    /// confidential survey may be split by the fields in `breakdowns`, at most three, and by its `period`;
    /// its answers are found, listed and exported nowhere from then on, which is so when this answers. Only
    /// ADMIN opens one again.
    @Put("/{name}")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(SURVEY)))
    @ApiResponse(
            responseCode = "200",
            description = "the survey as it is now",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(SURVEY)))
    HttpResponse<byte[]> put(String name, @Body Readable body, @Parameter(hidden = true) Viewer viewer)
            throws IOException, InterruptedException {
        Survey survey = SurveyJson.read(name, body.asInputStream());
        try {
            surveys.define(survey, viewer);
        } catch (InvalidSurveyException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        } catch (Surveys.NotYoursException e) {
            throw Problem.forbidden(String.valueOf(e.getMessage()));
        }
        if (!queue.awaitDone(Surveys.TYPE, PATIENCE)) {
            throw Problem.unavailable(
                    "The survey is defined, but the index has not followed within %d s; until then its answers are found"
                                    .formatted(PATIENCE.toSeconds())
                            + " as before",
                    PATIENCE);
        }
        return get(name);
    }
}
