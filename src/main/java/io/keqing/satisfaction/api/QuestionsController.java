package io.keqing.satisfaction.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.record.Scale;
import io.keqing.rest.Problem;
import io.keqing.satisfaction.Question;
import io.keqing.satisfaction.Questions;
import io.keqing.statistics.MeanInterval;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The questions of surveys. Each tells how many answers count (`n`), of how many `people`, and how many do
/// not (`outside`: no numbers, several at once, or not on the scale); their mean with its 95 % interval by
/// Student's t (`low`, `high`), the part of them in the two highest and the two lowest answers of the scale
/// (`top2`, `bottom2`), and how often each value was given. Surveys that ask a question alike (kind, scale
/// and wording) are counted together unless `survey` is given, and `surveys` names them; those that do not
/// are told one by one. From fewer than 5 people there is no score: `tooFew`. An answer without a customer
/// counts as a person of its own.
@Controller("/api/v1/satisfaction/questions")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "satisfaction")
final class QuestionsController {
    private static final String QUESTION = """
            {"name": "overall", "label": {"zh": "总体", "en": "Overall"}, "surveys": ["spring"],
             "scale": [1, 5],
             "n": 5, "people": 5, "outside": 1, "tooFew": false,
             "mean": 3.8, "low": 2.1811, "high": 5.4189, "top2": 0.6, "bottom2": 0.2,
             "distribution": [{"value": 2, "count": 1}, {"value": 3, "count": 1}, {"value": 4, "count": 1},
                              {"value": 5, "count": 2}], "others": 0}
            """;

    private final Questions questions;

    QuestionsController(Questions questions) {
        this.questions = questions;
    }

    /// Every question, or those that were answered in a survey or source. Secret ones are not listed.
    ///
    /// @param survey only answers of this survey; empty = of no survey
    /// @param source only answers from this source
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "the questions in the order they became known",
            content =
                    @Content(
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("{\"questions\": [" + QUESTION + "]}")))
    HttpResponse<byte[]> list(
            @QueryValue @Nullable String survey,
            @QueryValue @Nullable String source,
            @Parameter(hidden = true) Viewer viewer) {
        List<Question> all = questions.all(new Questions.Among(survey, source), viewer);
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("questions");
            for (Question question : all) {
                write(json, question);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// One question. Where surveys do not ask it alike, `survey` must be given: scales are never mixed.
    ///
    /// @param survey only answers of this survey; empty = of no survey
    /// @param source only answers from this source
    @Get("/{name}")
    @ApiResponse(
            responseCode = "200",
            description = "the question",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(QUESTION)))
    HttpResponse<byte[]> get(
            String name,
            @QueryValue @Nullable String survey,
            @QueryValue @Nullable String source,
            @Parameter(hidden = true) Viewer viewer) {
        List<Question> named = questions.named(name, new Questions.Among(survey, source), viewer);
        if (named.isEmpty()) {
            throw Problem.notFound("There is no question \"" + name + "\"");
        } else if (named.size() > 1) {
            throw Problem.unprocessable("Surveys do not ask \"%s\" alike: survey must be one of %s, was not given"
                    .formatted(
                            name,
                            named.stream()
                                    .flatMap(question -> question.surveys().stream())
                                    .map(each -> "\"" + each + "\"")
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
        }
        return HttpResponse.ok(RecordJson.bytes(json -> write(json, named.getFirst())));
    }

    private static void write(JsonGenerator json, Question question) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", question.name());
        json.writeObjectFieldStart("label");
        json.writeStringField("zh", question.label().zh());
        json.writeStringField("en", question.label().en());
        json.writeEndObject();
        json.writeArrayFieldStart("surveys");
        for (String survey : question.surveys()) {
            json.writeString(survey);
        }
        json.writeEndArray();
        Scale scale = question.scale();
        optional(json, "scale", scale == null ? null : List.of(scale.lowest(), scale.highest()));
        json.writeNumberField("n", question.n());
        json.writeNumberField("people", question.people());
        json.writeNumberField("outside", question.outside());
        json.writeBooleanField("tooFew", question.tooFew());
        MeanInterval mean = question.mean();
        optional(json, "mean", mean == null ? null : mean.mean());
        optional(json, "low", mean == null ? null : mean.low());
        optional(json, "high", mean == null ? null : mean.high());
        optional(json, "top2", question.top2());
        optional(json, "bottom2", question.bottom2());
        json.writeArrayFieldStart("distribution");
        for (Question.Value value : question.distribution()) {
            json.writeStartObject();
            json.writeFieldName("value");
            RecordJson.value(json, value.value());
            json.writeNumberField("count", value.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("others", question.others());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            RecordJson.value(json, value);
        }
    }
}
