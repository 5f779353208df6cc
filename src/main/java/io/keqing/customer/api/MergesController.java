package io.keqing.customer.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.customer.CustomerFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.InvalidRecordException;
import io.keqing.record.Merge;
import io.keqing.record.MergeRefusal;
import io.keqing.record.Merges;
import io.keqing.record.RecordJson;
import io.keqing.record.RecordMerger;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decisions that two customers are one. Whoever may change customers may merge them and take a merge back.
@Controller("/api/v1/merges")
@Secured({"SUPPORT", "MANAGER", "ADMIN"})
@Tag(name = "duplicates")
final class MergesController {
    private static final String GIVEN = """
            {"keep": {"source": "crm", "id": "c1"}, "away": {"source": "shop", "id": "77"},
             "fields": {"address": "away", "tier": "keep"}}
            """;
    private static final String MERGE = """
            {"id": 5, "keep": {"source": "crm", "id": "c1"}, "away": {"source": "shop", "id": "77"},
             "written": ["address", "birthday"], "by": "lin", "at": "2026-01-31T09:30:00Z"}
            """;
    private static final String UNDONE = """
            {"id": 5, "keep": {"source": "crm", "id": "c1"}, "away": {"source": "shop", "id": "77"}, "by": "lin",
             "at": "2026-01-31T09:30:00Z", "undoneBy": "lin", "undoneAt": "2026-02-01T10:00:00Z",
             "restored": ["birthday"], "kept": ["address"], "moved": {"interactions": 12, "feedback": 1}}
            """;
    private static final int MOST = 1_000;

    private final RecordMerger merger;
    private final Merges merges;
    private final RecordType customers;

    MergesController(RecordMerger merger, Merges merges, RecordTypes types) {
        this.merger = merger;
        this.merges = merges;
        this.customers = types.get(CustomerFields.TYPE);
    }

    /// Which two, and by field name whose value stands (`keep` or `away`) where it is not the survivor's,
    /// if it has one.
    @Serdeable
    record Given(
            @Nullable GivenId keep,
            @Nullable GivenId away,
            @Nullable Map<String, String> fields) {}

    /// Merges `away` into `keep`: its interactions and feedback are the survivor's, its id and aliases lead
    /// there, empty fields of the survivor are filled from it. `fields` says otherwise for single ones.
    @Post
    @RequestBody(content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(GIVEN)))
    @ApiResponse(
            responseCode = "201",
            description = "the merge, with the fields of the survivor that took the other's value",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(MERGE)))
    HttpResponse<byte[]> merge(@Body Given given, @Parameter(hidden = true) Viewer viewer) {
        try {
            Merge merge = merger.merge(
                    customers,
                    GivenId.of(given.keep(), "keep"),
                    GivenId.of(given.away(), "away"),
                    sides(given.fields() == null ? Map.of() : given.fields()),
                    viewer);
            return HttpResponse.created(json(merge)).header(HttpHeaders.LOCATION, "/api/v1/merges/" + merge.id());
        } catch (MergeRefusal e) {
            throw problem(e);
        } catch (InvalidRecordException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Merge.Side> sides(Map<String, String> given) {
        Map<String, Merge.Side> sides = new HashMap<>();
        given.forEach((field, side) -> {
            try {
                sides.put(field, Merge.Side.valueOf(String.valueOf(side).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable("fields." + field + " must be keep or away, was \"" + side + "\"");
            }
        });
        return sides;
    }

    /// Merges, newest first, those taken back among them.
    ///
    /// @param before only merges with a lower id: the last one of the page before
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "one page of merges",
            content =
                    @Content(
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("{\"merges\": [" + MERGE + "]}")))
    HttpResponse<byte[]> list(@QueryValue @Nullable Long before, @QueryValue(defaultValue = "50") int size) {
        if (size < 1 || size > MOST) {
            throw Problem.unprocessable("size must be 1 to " + MOST + ", was " + size);
        }
        List<Merge> page = merges.latest(customers, before == null ? Long.MAX_VALUE : before, size);
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("merges");
            for (Merge merge : page) {
                json.writeStartObject();
                write(json, merge);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// One merge.
    @Get("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "the merge",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(MERGE)))
    HttpResponse<byte[]> get(long id) {
        return HttpResponse.ok(json(merges.find(id).orElseThrow(() -> Problem.notFound("There is no merge " + id))));
    }

    /// Takes a merge back: the other customer is there again, and whatever came under its ids, also
    /// since, is its own. A field of the survivor that the merge had written gets its value from before,
    /// unless somebody wrote it since: those are listed as `kept`.
    @Delete("/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "what went back and what did not",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(UNDONE)))
    HttpResponse<byte[]> undo(long id, @Parameter(hidden = true) Viewer viewer) {
        try {
            Merge.Undone undone = merger.undo(customers, id, viewer);
            return HttpResponse.ok(RecordJson.bytes(json -> {
                json.writeStartObject();
                write(json, undone.merge());
                json.writeFieldName("restored");
                RecordJson.value(json, undone.restored());
                json.writeFieldName("kept");
                RecordJson.value(json, undone.kept());
                json.writeFieldName("moved");
                RecordJson.value(json, undone.moved());
                json.writeEndObject();
            }));
        } catch (MergeRefusal e) {
            throw problem(e);
        }
    }

    private static Problem problem(MergeRefusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        return switch (refusal.why()) {
            case UNKNOWN -> Problem.notFound(message);
            case CONFLICT -> Problem.conflict(message);
            case INVALID -> Problem.unprocessable(message);
        };
    }

    private static byte[] json(Merge merge) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            write(json, merge);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Merge merge) throws IOException {
        json.writeNumberField("id", merge.id());
        json.writeFieldName("keep");
        RecordJson.value(json, merge.keep());
        json.writeFieldName("away");
        RecordJson.value(json, merge.away());
        if (merge.undoneAt() == null) {
            json.writeFieldName("written");
            RecordJson.value(json, merge.written());
        }
        json.writeStringField("by", merge.user());
        json.writeStringField("at", merge.at().toString());
        if (merge.undoneAt() != null) {
            json.writeStringField("undoneBy", merge.undoneBy());
            json.writeStringField("undoneAt", merge.undoneAt().toString());
        }
    }
}
