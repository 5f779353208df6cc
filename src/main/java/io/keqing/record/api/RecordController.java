package io.keqing.record.api;

import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordBatch;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordJson;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.Rejection;
import io.keqing.rest.Problem;
import io.micronaut.core.io.Readable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Single records and batches of them, by source and id.
@Controller("/api/v1/{type:customers|interactions|feedback}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "records")
final class RecordController {
    private static final String RECORD = """
            {"source": "crm", "id": "7", "kind": "order", "amount": 19.90, "at": "2026-01-31T09:30:00Z",
             "customer": {"source": "crm", "id": "c1"}, "tags": ["first"], "attributes": {"colour": "red"}}
            """;
    private static final String REPORT = """
            {"read": 2, "created": 1, "updated": 0, "unchanged": 0, "rejected": 1,
             "problems": [{"line": 2, "field": "amount", "value": "many", "rule": "must be a number"}]}
            """;
    /// A batch holds a connection of the database while its body arrives.
    private static final int BATCHES_AT_ONCE = 3;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final RecordTypes types;
    private final RecordStore store;
    private final RecordEditor editor;
    private final RecordMasking masking;
    private final Semaphore batches = new Semaphore(BATCHES_AT_ONCE, true);

    RecordController(RecordTypes types, RecordStore store, RecordEditor editor, RecordMasking masking) {
        this.types = types;
        this.store = store;
        this.editor = editor;
        this.masking = masking;
    }

    /// One record. A customer is also found by an alias; the answer names the record itself.
    @Get("/{source}/{id}")
    @ApiResponse(
            responseCode = "200",
            description = "the record as the caller may see it",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(RECORD)))
    HttpResponse<byte[]> get(String type, String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordType recordType = type(type);
        return HttpResponse.ok(json(find(recordType, address(source, id)), recordType, viewer));
    }

    /// Makes the record what the body says: what is left out is emptied. 201 for a new one.
    @Put("/{source}/{id}")
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(RECORD)))
    @ApiResponse(
            responseCode = "200",
            description = "the record as it was changed",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(RECORD)))
    @ApiResponse(
            responseCode = "201",
            description = "the record as it was made",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(RECORD)))
    HttpResponse<byte[]> put(
            String type, String source, String id, @Body Readable body, @Parameter(hidden = true) Viewer viewer)
            throws IOException {
        RecordType recordType = type(type);
        RecordId address = address(source, id);
        RecordEditor.Outcome outcome = editor.replace(recordType, address, object(body), viewer);
        byte[] record = store.find(recordType, address)
                .map(document -> json(document, recordType, viewer))
                .orElseGet(() -> identity(address));
        return outcome == RecordEditor.Outcome.CREATED
                ? HttpResponse.created(record).header(HttpHeaders.LOCATION, location(type, address))
                : HttpResponse.ok(record);
    }

    /// Changes the fields that the body names: null empties one, a missing one stays as it is.
    @Patch("/{source}/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(RECORD)))
    @ApiResponse(
            responseCode = "200",
            description = "the record as it was changed",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(RECORD)))
    HttpResponse<byte[]> patch(
            String type, String source, String id, @Body Readable body, @Parameter(hidden = true) Viewer viewer)
            throws IOException {
        RecordType recordType = type(type);
        RecordId address = address(source, id);
        if (editor.change(recordType, address, object(body), viewer).isEmpty()) {
            throw nothingAt(recordType, address);
        }
        return HttpResponse.ok(json(find(recordType, address), recordType, viewer));
    }

    /// Takes the record away; its last version is kept for 30 days. A customer that others refer to becomes known by
    /// id alone.
    @Delete("/{source}/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    void delete(String type, String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordType recordType = type(type);
        RecordId address = address(source, id);
        if (!editor.delete(recordType, address, viewer)) {
            throw nothingAt(recordType, address);
        }
    }

    /// Many records, each with source and id, as a JSON array or one object a line. Each sets only the fields it has.
    /// 207 where some were rejected.
    @Post("/_batch")
    @Consumes({
        MediaType.APPLICATION_JSON,
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        MediaType.TEXT_PLAIN
    })
    @Secured({"SUPPORT", "MANAGER", "ADMIN"})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "array"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "what became of every line",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(REPORT)))
    @ApiResponse(
            responseCode = "207",
            description = "some lines were rejected",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(REPORT)))
    HttpResponse<byte[]> batch(String type, @Body Readable body, @Parameter(hidden = true) Viewer viewer)
            throws IOException, InterruptedException {
        RecordType recordType = type(type);
        if (!batches.tryAcquire(WAIT.toSeconds(), TimeUnit.SECONDS)) {
            throw Problem.tooMany("At most %d batches at once".formatted(BATCHES_AT_ONCE), WAIT);
        }
        try (RecordBatch batch = editor.batch(recordType, viewer)) {
            BatchBody.read(body.asInputStream(), batch);
            RecordBatch.Report report = batch.write();
            return HttpResponse.<byte[]>status(report.rejected() > 0 ? HttpStatus.MULTI_STATUS : HttpStatus.OK)
                    .body(json(report));
        } finally {
            batches.release();
        }
    }

    private static byte[] json(RecordBatch.Report report) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("read", report.read());
            json.writeNumberField("created", report.created());
            json.writeNumberField("updated", report.updated());
            json.writeNumberField("unchanged", report.unchanged());
            json.writeNumberField("rejected", report.rejected());
            json.writeArrayFieldStart("problems");
            for (Rejection problem : report.problems()) {
                json.writeStartObject();
                json.writeNumberField("line", problem.line());
                json.writeStringField("field", problem.field());
                json.writeStringField("value", problem.value());
                json.writeStringField("rule", problem.rule());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private byte[] json(Document document, RecordType type, Viewer viewer) {
        List<String> aliases = store.aliases(type, document.key());
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            RecordJson.identity(json, document.id());
            if (type.known().stubs()) {
                json.writeBooleanField("stub", document.stub());
            }
            RecordJson.fields(json, masking.seen(document, viewer));
            if (!aliases.isEmpty()) {
                json.writeFieldName("aliases");
                RecordJson.value(json, aliases);
            }
            json.writeEndObject();
        });
    }

    /// What is told of a record that is nobody's to see, as an answer to a confidential survey is.
    private static byte[] identity(RecordId id) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            RecordJson.identity(json, id);
            json.writeEndObject();
        });
    }

    private static Map<String, @Nullable Object> object(Readable body) throws IOException {
        return JsonBody.object(body.asInputStream());
    }

    private Document find(RecordType type, RecordId id) {
        return store.find(type, id).orElseThrow(() -> nothingAt(type, id));
    }

    private static Problem nothingAt(RecordType type, RecordId id) {
        return Problem.notFound("There is no record %s/%s".formatted(type.name(), id));
    }

    private RecordType type(String name) {
        return types.named(name).orElseThrow(() -> Problem.notFound("There is no type of record " + name));
    }

    private static RecordId address(String source, String id) {
        try {
            return new RecordId(source, id);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private static String location(String type, RecordId id) {
        return "/api/v1/" + type + "/" + id.source() + "/"
                + URLEncoder.encode(id.id(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
