package io.keqing.similar.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.search.InvalidQueryException;
import io.keqing.similar.Topics;
import io.keqing.similar.Topics.Case;
import io.keqing.similar.Topics.Found;
import io.keqing.similar.Topics.Topic;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Open cases in groups of the same issue.
@Controller("/api/v1/prior-issues/topics")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "prior issues")
final class TopicsController {
    private static final int DAYS = 30;
    private static final String FOUND = """
            {"topics": [{"words": ["refund", "late"], "count": 12, "lately": 9, "before": 3,
                         "cases": [{"source": "desk", "id": "7", "said": "My refund is late",
                                    "at": "2025-03-01T08:00:00Z"}]}],
             "alone": 40, "cases": 52, "complete": true}
            """;

    private final Topics topics;
    private final ZoneId zone;

    TopicsController(Topics topics, @Property(name = "keqing.zone") @Nullable String zone) {
        this.topics = topics;
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    /// Open enquiries, cases and complaints of a period, those of the same issue together, the largest group first.
    /// `lately` counts the second half of the period, `before` the first. Only texts that have a vector take part.
    ///
    /// @param from first day, 30 days ago unless said
    /// @param to last day, today unless said
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "groups, and how many cases stand alone",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND)))
    HttpResponse<byte[]> all(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @Parameter(hidden = true) Viewer viewer) {
        LocalDate today = LocalDate.now(zone);
        LocalDate last = to == null ? today : day("to", to);
        LocalDate first = from == null ? last.minusDays(DAYS - 1) : day("from", from);
        Found found = topics.of(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant(),
                viewer);
        return HttpResponse.ok(RecordJson.bytes(json -> write(json, found)));
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidQueryException(name + " must be a day such as 2025-03-01, was \"" + text + "\"");
        }
    }

    private static void write(JsonGenerator json, Found found) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("topics");
        for (Topic topic : found.topics()) {
            json.writeStartObject();
            json.writeArrayFieldStart("words");
            for (String word : topic.words()) {
                json.writeString(word);
            }
            json.writeEndArray();
            json.writeNumberField("count", topic.count());
            json.writeNumberField("lately", topic.lately());
            json.writeNumberField("before", topic.before());
            json.writeArrayFieldStart("cases");
            for (Case each : topic.cases()) {
                json.writeStartObject();
                RecordJson.identity(json, each.id());
                json.writeStringField("said", each.said());
                json.writeStringField("at", each.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("alone", found.alone());
        json.writeNumberField("cases", found.cases());
        json.writeBooleanField("complete", found.complete());
        json.writeEndObject();
    }
}
