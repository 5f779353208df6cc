package io.keqing.customer.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.customer.Duplicates;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
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
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Customers who are likely the same people, and decisions that they are not.
@Controller("/api/v1/duplicates")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "duplicates")
final class DuplicatesController {
    private static final String PAGE = """
            {"total": 1, "waiting": 0,
             "groups": [{"strength": 5, "more": 0,
                         "members": [{"source": "crm", "id": "c1", "fields": {"name": "Ann", "phone": "139••••5678"}},
                                     {"source": "shop", "id": "77", "fields": {"name": "ANN", "phone": "139••••5678"}}],
                         "pairs": [{"a": {"source": "crm", "id": "c1"}, "b": {"source": "shop", "id": "77"},
                                    "agree": ["phone", "name"], "strength": 5}]}],
             "common": [{"agree": ["phone"], "values": 1, "customers": 5000}],
             "next": null}
            """;
    private static final String APART = """
            {"id": 3, "a": {"source": "crm", "id": "c1"}, "b": {"source": "shop", "id": "77"}, "by": "lin",
             "at": "2026-01-31T09:30:00Z"}
            """;
    private static final int DECISIONS = 1_000;

    private final Duplicates duplicates;

    DuplicatesController(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    /// Groups of likely same people, strongest first, each with the fields on which its pairs agree. Values
    /// are masked by role; that they agree is not. `common` counts values that too many customers share to
    /// be a sign.
    ///
    /// @param importId only groups with a customer whom this import wrote last
    /// @param source only groups with a customer of this source
    /// @param size groups a page, 1 to 200
    /// @param cursor next of the page before
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "one page of groups",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(PAGE)))
    HttpResponse<byte[]> list(
            @QueryValue("import") @Nullable Long importId,
            @QueryValue @Nullable String source,
            @QueryValue(defaultValue = "50") int size,
            @QueryValue @Nullable String cursor,
            @Parameter(hidden = true) Viewer viewer) {
        Duplicates.Page page;
        try {
            page = duplicates.page(new Duplicates.Asked(importId, source), size, cursor, viewer);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("total", page.total());
            json.writeNumberField("waiting", page.waiting());
            json.writeArrayFieldStart("groups");
            for (Duplicates.Likely group : page.groups()) {
                write(json, group);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("common");
            for (Duplicates.Common common : page.common()) {
                json.writeStartObject();
                agree(json, common.fields());
                json.writeNumberField("values", common.values());
                json.writeNumberField("customers", common.customers());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("next", page.next());
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, Duplicates.Likely group) throws IOException {
        json.writeStartObject();
        json.writeNumberField("strength", group.strength());
        json.writeNumberField("more", group.more());
        json.writeArrayFieldStart("members");
        for (Duplicates.Member member : group.members()) {
            json.writeStartObject();
            RecordJson.identity(json, member.id());
            json.writeObjectFieldStart("fields");
            RecordJson.fields(json, member.fields());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("pairs");
        for (Duplicates.Agreement pair : group.pairs()) {
            json.writeStartObject();
            both(json, pair.one(), pair.other());
            agree(json, pair.fields());
            json.writeNumberField("strength", pair.strength());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void both(JsonGenerator json, RecordId one, RecordId other) throws IOException {
        json.writeFieldName("a");
        RecordJson.value(json, one);
        json.writeFieldName("b");
        RecordJson.value(json, other);
    }

    private static void agree(JsonGenerator json, List<Field<?>> fields) throws IOException {
        json.writeFieldName("agree");
        RecordJson.value(json, fields.stream().map(Field::name).toList());
    }

    /// Two customers.
    @Serdeable
    record Two(@Nullable GivenId a, @Nullable GivenId b) {}

    /// Decides that two customers are two. They are not proposed again unless they come to agree on
    /// something else.
    @Post("/apart")
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    @ApiResponse(
            responseCode = "201",
            description = "the decision",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(APART)))
    HttpResponse<byte[]> keepApart(@Body Two two, @Parameter(hidden = true) Viewer viewer) {
        RecordId one = GivenId.of(two.a(), "a");
        RecordId other = GivenId.of(two.b(), "b");
        try {
            Duplicates.Apart apart = duplicates
                    .keepApart(one, other, viewer)
                    .orElseThrow(
                            () -> Problem.notFound("There are no two such customers, %s and %s".formatted(one, other)));
            return HttpResponse.created(RecordJson.bytes(json -> write(json, apart)));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    /// The decisions that two customers are two, newest first, the last thousand.
    @Get("/apart")
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    @ApiResponse(
            responseCode = "200",
            description = "the decisions",
            content =
                    @Content(
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("{\"apart\": [" + APART + "]}")))
    HttpResponse<byte[]> keptApart() {
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("apart");
            for (Duplicates.Apart apart : duplicates.keptApart(DECISIONS)) {
                write(json, apart);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// Takes such a decision back.
    @Delete("/apart/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    void takeBack(long id, @Parameter(hidden = true) Viewer viewer) {
        if (!duplicates.takeBack(id, viewer)) {
            throw Problem.notFound("There is no decision " + id);
        }
    }

    private static void write(JsonGenerator json, Duplicates.Apart apart) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", apart.id());
        both(json, apart.one(), apart.other());
        json.writeStringField("by", apart.user());
        json.writeStringField("at", apart.at().toString());
        json.writeEndObject();
    }
}
