package io.keqing.health.api;

import io.keqing.health.Health;
import io.keqing.health.HealthCheck;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordJson;
import io.keqing.search.IndexState;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Controller("/api/v1/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "health")
final class HealthController {
    private static final String HEALTH = """
            {"status": "ok", "problems": [], "database": "up",
             "index": {"pending": 0, "refused": 0, "lagSeconds": 0, "vectorsPending": 0}, "version": "0.1.0"}
            """;

    private final HealthCheck check;

    HealthController(HealthCheck check) {
        this.check = check;
    }

    /// How the portal fares: 503 while it starts, 200 for ok and degraded. Who signed in learns more.
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "ok or degraded",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(HEALTH)))
    @ApiResponse(
            responseCode = "503",
            description = "starting",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(HEALTH)))
    HttpResponse<byte[]> health(@Parameter(hidden = true) @Nullable Viewer viewer) {
        Health health = viewer == null ? check.lately() : check.now();
        byte[] body = json(health, viewer != null);
        return health.status() == Health.Status.STARTING
                ? HttpResponse.<byte[]>status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, "1")
                        .body(body)
                : HttpResponse.ok(body);
    }

    private static byte[] json(Health health, boolean inDetail) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("status", health.status().name().toLowerCase(Locale.ROOT));
            List<String> problems = health.problems().stream()
                    .map(inDetail ? Health.Problem::sentence : Health.Problem::about)
                    .distinct()
                    .toList();
            json.writeFieldName("problems");
            RecordJson.value(json, problems);
            Health.Index index = health.index();
            if (inDetail) {
                json.writeStringField("database", health.database());
            }
            if (inDetail && index != null) {
                json.writeObjectFieldStart("index");
                json.writeNumberField("pending", index.pending());
                json.writeNumberField("refused", index.refused());
                json.writeNumberField("lagSeconds", Math.round(index.lagSeconds()));
                json.writeNumberField("vectorsPending", index.vectorsPending());
                if (index.rebuild().isPresent()) {
                    IndexState.Rebuild rebuild = index.rebuild().get();
                    json.writeObjectFieldStart("rebuild");
                    json.writeStringField("state", "running");
                    json.writeNumberField("done", rebuild.done());
                    json.writeNumberField("total", rebuild.total());
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            json.writeStringField("version", health.version());
            json.writeEndObject();
        });
    }
}
