package io.keqing.similar.api;

import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import io.keqing.rest.Problem;
import io.keqing.similar.Judgements;
import io.keqing.similar.Languages;
import io.keqing.similar.PriorIssues;
import io.keqing.similar.PriorIssues.Asked;
import io.keqing.similar.PriorIssues.Found;
import io.keqing.similar.VectorWorker;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Cases that say the same as a text.
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "prior issues")
final class PriorIssuesController {
    private static final int SIZE = 10;
    private static final String FOUND = """
            {"hits": [{"type": "interactions", "source": "desk", "id": "7", "score": 0.81, "whole": false, "exact": false,
                       "language": "en", "crossLanguage": false, "lexicalRank": 2,
                       "lexicalScore": 9.1, "vectorRank": 1, "meaning": 0.87, "why": ["kettle", "meaning"], "same": 3,
                       "cut": false, "resolution": "Sent a new lid",
                       "outcome": {"solved": true, "told": "good", "satisfied": 1, "unsatisfied": 0, "answers": 1},
                       "fields": {"subject": "The kettle leaks"}, "highlights": {}}],
             "own": [], "byMeaning": true, "cut": false, "read": "the kettle leaks",
             "leftOut": [{"part": "quote", "lines": 4, "label": {"zh": "引用的邮件", "en": "Quoted messages"}}],
             "vectors": {"state": "done", "pending": 0, "records": 900, "texts": 700}}
            """;

    private final PriorIssues issues;
    private final VectorWorker worker;
    private final Judgements judgements;
    private final RecordTypes types;

    PriorIssuesController(PriorIssues issues, VectorWorker worker, Judgements judgements, RecordTypes types) {
        this.issues = issues;
        this.worker = worker;
        this.judgements = judgements;
        this.types = types;
    }

    /// @param filters by field: source, kind, customer, product, category, channel, status, language, at
    /// @param customer whose own prior issues come first, in a list of their own
    /// @param size of each list, 1 to 100, 10 unless said
    /// @param solvedFirst false = solved cases are not raised
    /// @param languages `same` = only in the language of the text, `all` (unless said) = in Chinese and English
    @Serdeable
    record IssueQuestion(
            String text,
            @Nullable Map<String, List<String>> filters,
            @Nullable CustomerId customer,
            @Nullable Integer size,
            @Nullable Boolean solvedFirst,
            @Nullable String languages) {}

    @Serdeable
    record CustomerId(String source, String id) {}

    @Serdeable
    record Pausing(boolean paused) {}

    /// @param text that was asked with
    /// @param good whether the record found helps
    @Serdeable
    record NewJudgement(String text, String type, String source, String id, boolean good) {}

    /// Cases and comments that say the same as a text, by words and by meaning. `same` counts further records
    /// with the very same text; `why` names the words both have. Of a mail only the new words are asked, of a
    /// log the sentence beside it and what went wrong; `read` says what was asked, `leftOut` what was not.
    /// Without vectors everything is found by words alone, and byMeaning says so.
    @Post("/prior-issues")
    @ApiResponse(
            responseCode = "200",
            description = "the best first",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND)))
    HttpResponse<byte[]> find(@Body IssueQuestion question, @Parameter(hidden = true) Viewer viewer) {
        CustomerId customer = question.customer();
        Asked asked = new Asked(
                question.text(),
                question.filters() == null ? Map.of() : question.filters(),
                customer == null ? null : new RecordId(customer.source(), customer.id()),
                question.size() == null ? SIZE : question.size(),
                !Boolean.FALSE.equals(question.solvedFirst()),
                question.languages() == null ? Languages.ALL : Languages.of(question.languages()));
        return answer(issues.like(asked, viewer));
    }

    /// Records that say the same as this one, which is not among them.
    @Get("/{type:interactions|feedback}/{source}/{id}/similar")
    @ApiResponse(
            responseCode = "200",
            description = "the best first",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND)))
    HttpResponse<byte[]> similar(
            String type,
            String source,
            String id,
            @Parameter(description = "1 to 100") @QueryValue(defaultValue = "10") int size,
            @Parameter(description = "whether solved cases are raised") @QueryValue(defaultValue = "true")
                    boolean solvedFirst,
            @Parameter(description = "same or all") @QueryValue(defaultValue = "all") String languages,
            @Parameter(hidden = true) Viewer viewer) {
        Asked asked = new Asked("", Map.of(), null, size, solvedFirst, Languages.of(languages));
        Found found = issues.like(types.get(type), new RecordId(source, id), asked, viewer)
                .orElseThrow(() -> Problem.notFound("there is no record " + type + "/" + source + "/" + id));
        return answer(found);
    }

    private HttpResponse<byte[]> answer(Found found) {
        return HttpResponse.ok(PriorIssuesJson.found(found, worker.progress()));
    }

    /// How far the vectors are: off, paused, waiting for something more urgent, working or done.
    @Get("/prior-issues/vectors")
    @ApiResponse(
            responseCode = "200",
            description = "state, records that wait, records with a vector, different texts",
            content = @Content(schema = @Schema(type = "object")))
    HttpResponse<byte[]> vectors() {
        return HttpResponse.ok(PriorIssuesJson.progress(worker.progress()));
    }

    /// Stops or goes on making vectors, on every portal of the database.
    @Put("/prior-issues/vectors")
    @Secured("ADMIN")
    @ApiResponse(
            responseCode = "200",
            description = "as it is now",
            content = @Content(schema = @Schema(type = "object")))
    HttpResponse<byte[]> pause(@Body Pausing pausing) {
        worker.pause(pausing.paused());
        return vectors();
    }

    /// Keeps whether a record found helps; saying it again changes it.
    @Post("/prior-issues/judgements")
    @Status(HttpStatus.NO_CONTENT)
    void judge(@Body NewJudgement judgement, @Parameter(hidden = true) Viewer viewer) {
        RecordId id = new RecordId(judgement.source(), judgement.id());
        boolean known = judgements.keep(judgement.text(), judgement.type(), id, judgement.good(), viewer);
        if (!known) {
            throw Problem.notFound("there is no record " + judgement.type() + "/" + id.source() + "/" + id.id());
        }
    }

    /// Everything that was said of records found, for the bench of relevance: one line of JSON each.
    @Get("/prior-issues/judgements")
    @Secured("ADMIN")
    @Produces(MediaType.APPLICATION_JSON_STREAM)
    @ApiResponse(
            responseCode = "200",
            description = "text, type, source, id, good, at",
            content = @Content(schema = @Schema(type = "object")))
    HttpResponse<byte[]> judgements() {
        String lines =
                judgements.all().stream().map(PriorIssuesController::line).collect(Collectors.joining());
        return HttpResponse.ok(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String line(Judgements.Judgement judgement) {
        byte[] bytes = io.keqing.record.RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("text", judgement.text());
            json.writeStringField("type", judgement.type());
            json.writeStringField("source", judgement.id().source());
            json.writeStringField("id", judgement.id().id());
            json.writeBooleanField("good", judgement.good());
            json.writeStringField("at", judgement.at().toString());
            json.writeEndObject();
        });
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8) + "\n";
    }
}
