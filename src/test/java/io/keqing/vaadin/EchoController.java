package io.keqing.vaadin;

import io.keqing.rest.Problem;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.io.Readable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/// Says back what reached it.
@Controller("/api/v1/echo")
@Secured("isAnonymous()")
@Requires(property = "test.echo")
final class EchoController {
    @Get("/{source}/{id}")
    Map<String, String> record(String source, String id) {
        return Map.of("source", source, "id", id);
    }

    @Get("/query")
    Map<String, String> query(@QueryValue(defaultValue = "") String q) {
        return Map.of("q", q);
    }

    @Get("/number")
    Map<String, Integer> number(@QueryValue int n) {
        return Map.of("n", n);
    }

    @Post("/json")
    Map<String, Object> json(@Body Map<String, Object> body) {
        return body;
    }

    @Post("/lines")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    Map<String, Object> lines(@Body Readable body) throws IOException {
        return Map.of("bytes", body.asInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    @Post("/upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    Map<String, Object> upload(@Part CompletedFileUpload file, @Part String mapping) throws IOException {
        return Map.of(
                "name", file.getFilename(),
                "bytes", file.getInputStream().transferTo(OutputStream.nullOutputStream()),
                "mapping", mapping);
    }

    @Get("/problem/{status}")
    @Produces("application/x-ndjson")
    String problem(int status) {
        throw switch (status) {
            case 409 -> Problem.conflict("it is at odds");
            case 413 -> Problem.tooLarge("it is too large");
            case 422 -> Problem.unprocessable("it breaks a rule");
            case 429 -> Problem.tooMany("it is too much", Duration.ofSeconds(7));
            case 503 -> Problem.unavailable("it is down", Duration.ofSeconds(9));
            default -> new IllegalStateException("jdbc:secret");
        };
    }

    @Delete("/problem")
    void nothing() {
        throw Problem.notFound("it isn't there");
    }

    @Get("/mine")
    @Secured("ADMIN")
    String mine() {
        return "mine";
    }
}
