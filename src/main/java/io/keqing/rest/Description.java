package io.keqing.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/// What the interface looks like, written by the compiler from the controllers, and a page to try it. The page's files
/// come out of a jar: it loads nothing from elsewhere.
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Keqing",
                        version = "1",
                        description = "Errors are application/problem+json with a detail that names rule and value."),
        security = {@SecurityRequirement(name = "basic"), @SecurityRequirement(name = "token")})
@SecurityScheme(name = "basic", type = SecuritySchemeType.HTTP, scheme = "basic")
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
@Controller("/api/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
final class Description {
    private static final String YAML = "/META-INF/swagger/keqing.yml";
    private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Pattern CODE = code();

    /// The generator takes the quotes of Markdown for text and escapes them. Bare ones would be no YAML at the
    /// beginning of a text, so typographic ones take their place. One may be cut in two where a line was folded.
    private static Pattern code() {
        String tick = "\\\\{1,2}(?:\\\\\\R\\s*\\\\?)?`";
        return Pattern.compile(tick + "(.*?)" + tick, Pattern.DOTALL);
    }

    /// What the page consists of; nothing else is served from the jar.
    private static final Map<String, MediaType> FILES = Map.of(
            "swagger-ui.css", MediaType.of("text/css"),
            "swagger-ui-bundle.js", MediaType.of("text/javascript"),
            "favicon-32x32.png", MediaType.of("image/png"));

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Keqing REST</title>
            <link rel="icon" href="docs/favicon-32x32.png">
            <link rel="stylesheet" href="docs/swagger-ui.css">
            </head>
            <body>
            <div id="docs"></div>
            <script src="docs/swagger-ui-bundle.js"></script>
            <script src="docs/start.js"></script>
            </body>
            </html>
            """;
    private static final String START = """
            SwaggerUIBundle({ url: 'openapi.yaml', dom_id: '#docs', deepLinking: true, filter: true,
              validatorUrl: null, displayRequestDuration: true, docExpansion: 'list' });
            """;

    @Get("/openapi.yaml")
    @Produces("application/yaml")
    String yaml() {
        return CODE.matcher(new String(read(YAML), StandardCharsets.UTF_8)).replaceAll("“$1”");
    }

    @Get("/docs")
    @Produces(MediaType.TEXT_HTML)
    String page() {
        return PAGE;
    }

    @Get("/docs/start.js")
    @Produces("text/javascript")
    String start() {
        return START;
    }

    @Get("/docs/{file}")
    HttpResponse<byte[]> file(String file) {
        MediaType type = FILES.get(file);
        if (type == null) {
            throw Problem.notFound("The page of the interface has no file '%s'".formatted(file));
        }
        return HttpResponse.ok(read("/META-INF/resources/webjars/swagger-ui/" + version() + "/" + file))
                .contentType(type)
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400");
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = open(POM)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + POM, e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = Description.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("The build must put %s on the class path".formatted(path));
        }
        return in;
    }
}
