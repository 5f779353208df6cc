package io.keqing.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionIT implements TestPropertyProvider {
    @Inject
    EmbeddedServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Map<String, String> getProperties() {
        return TestDatabase.fresh();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + path)).build(), BodyHandlers.ofString());
    }

    @Test
    void theInterfaceIsDescribedToAnybody() throws Exception {
        HttpResponse<String> answer = get("/api/v1/openapi.yaml");
        assertEquals(200, answer.statusCode());
        Map<String, Object> description = new Yaml().load(answer.body());
        Map<?, ?> paths = (Map<?, ?>) description.get("paths");
        assertTrue(paths.containsKey("/api/v1/users/{name}"), paths.keySet().toString());
        assertFalse(paths.containsKey("/api/v1/docs"), "its own pages are no part of it");
        assertFalse(answer.body().contains("Viewer"), "who is calling is no parameter");
        assertFalse(answer.body().contains("\\`"), "quotes are quotes");
    }

    @Test
    void thePageToTryItLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/api/v1/docs");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
        assertFalse(page.body().contains("://"), page.body());
        for (String file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png"}) {
            assertEquals(200, get("/api/v1/docs/" + file).statusCode(), file);
        }
        assertEquals(404, get("/api/v1/docs/index.html").statusCode());
        assertEquals(404, get("/api/v1/docs/..%2Fswagger-ui.css").statusCode());
    }
}
