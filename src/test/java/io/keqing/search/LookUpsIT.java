package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// What people type, each with its right answer: the files of `src/test/resources/lookups`, one a kind, asked of a
/// whole portal over REST.
///
/// A file holds `records` by type, kept under a source of its own (`lookup-KIND`), `setup` calls of the API that
/// follow them (`{S}` is the source), and `cases`. A case asks `q` (and filters `f`) of a `type`, or of `all`
/// types,
/// as a role (`as`, else ADMIN), with further parameters (`with`) and a `language`. What it expects:
///
/// - `finds`: these ids and no others of the source (of all types: `type/id`); `first`: these ids lead, in this
/// order
/// - `told`: a part of what the answer says about a part of the question that it could not ask
/// - `refused`: a part of the reason of a 422
/// - `reading`: a part of how the question was read
/// - `proposes`: a text that stands in the answer beside hits and facets
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookUpsIT {
    /// Chosen by `-Dkeqing.lookups=KIND`, else all of them.
    private static final List<String> KINDS = List.of(
            "logic",
            "habits",
            "values",
            "times",
            "numbers",
            "writings",
            "spellings",
            "who-and-where",
            "aliases-and-merges");

    private static final List<String> TYPES = List.of("customers", "interactions", "feedback");
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedServer server;
    private final Map<Role, Caller> callers = new EnumMap<>(Role.class);

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", "Asia/Shanghai", "keqing.sample.customers", 0));
        Caller admin = Caller.admin(server);
        callers.put(Role.ADMIN, admin);
        for (Role role : List.of(Role.SUPPORT, Role.ANALYST, Role.MANAGER)) {
            callers.put(role, admin.make(role));
        }
        for (String kind : kinds()) {
            plant(admin, kind, read(kind));
        }
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    static List<String> kinds() {
        String chosen = System.getProperty("keqing.lookups");
        return chosen == null ? KINDS : List.of(chosen.split(","));
    }

    private static JsonNode read(String kind) throws IOException {
        try (InputStream in = LookUpsIT.class.getResourceAsStream("/lookups/" + kind + ".json")) {
            return JSON.readTree(in);
        }
    }

    private static void plant(Caller admin, String kind, JsonNode file) throws Exception {
        for (String type : TYPES) {
            StringBuilder lines = new StringBuilder();
            for (JsonNode record : file.path("records").path(type)) {
                lines.append(record.toString().replaceFirst("\\{", "{\"source\":\"" + source(kind) + "\","))
                        .append('\n');
            }
            if (!lines.isEmpty()) {
                HttpResponse<String> put = admin.call(
                        "POST", "/" + type + "/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
                assertEquals(200, put.statusCode(), kind + " " + put.body());
            }
        }
        for (JsonNode call : file.path("setup")) {
            HttpResponse<String> answer = admin.call(
                    call.path("method").asText(),
                    expanded(call.path("path").asText(), kind),
                    call.has("body") ? expanded(call.path("body").toString(), kind) : "");
            assertTrue(answer.statusCode() < 300, kind + " " + call + " " + answer.body());
        }
    }

    private static String source(String kind) {
        return "lookup-" + kind;
    }

    private static String expanded(String text, String kind) {
        return text.replace("{S}", source(kind));
    }

    @TestFactory
    Stream<DynamicTest> everyLookUpFindsWhatItMeans() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String kind : kinds()) {
            for (JsonNode one : read(kind).path("cases")) {
                String name = kind + ": " + one.path("type").asText() + " "
                        + one.path("q").asText() + " " + one.path("f").toString() + " "
                        + one.path("as").asText();
                tests.add(DynamicTest.dynamicTest(name, () -> check(kind, one)));
            }
        }
        return tests.stream();
    }

    private void check(String kind, JsonNode one) throws Exception {
        boolean all = one.path("type").asText().equals("all");
        HttpResponse<String> answer = ask(kind, one, all);
        if (one.has("refused")) {
            Caller.assertProblem(422, one.path("refused").asText(), answer);
            return;
        }
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode found = Caller.json(answer);
        List<String> ids = new ArrayList<>();
        for (JsonNode hit : found.path("hits")) {
            if (hit.path("source").asText().equals(source(kind))) {
                String id = hit.path("id").asText();
                ids.add(all ? hit.path("type").asText() + "/" + id : id);
            }
        }
        String seen = " mistakes " + found.path("mistakes") + " reading " + found.path("reading");
        if (one.has("finds")) {
            assertEquals(new TreeSet<>(texts(one.path("finds"))), new TreeSet<>(ids), seen);
        }
        if (one.has("first")) {
            List<String> first = texts(one.path("first"));
            assertEquals(first, ids.subList(0, Math.min(first.size(), ids.size())), seen);
        }
        if (one.has("told")) {
            assertTrue(
                    found.path("mistakes").toString().contains(one.path("told").asText()), seen);
        } else if (one.has("finds")) {
            assertEquals("[]", found.path("mistakes").toString(), "nothing is wrong with it");
        }
        if (one.has("reading")) {
            assertTrue(
                    found.path("reading").asText().contains(one.path("reading").asText()), seen);
        }
        if (one.has("proposes")) {
            String beside = found.deepCopy().toString();
            beside = beside.replace(found.path("hits").toString(), "")
                    .replace(found.path("facets").toString(), "");
            assertTrue(beside.contains(one.path("proposes").asText()), beside);
        }
    }

    private HttpResponse<String> ask(String kind, JsonNode one, boolean all) throws Exception {
        Role role = Role.valueOf(one.path("as").asText("ADMIN"));
        StringBuilder path = new StringBuilder(
                all
                        ? "/search?size=50"
                        : "/" + one.path("type").asText() + "/search?" + "size=200&facets=&f.source=" + source(kind));
        path.append("&q=").append(Caller.encoded(expanded(one.path("q").asText(), kind)));
        for (Map.Entry<String, JsonNode> filter : one.path("f").properties()) {
            path.append("&f.")
                    .append(Caller.encoded(filter.getKey()))
                    .append('=')
                    .append(Caller.encoded(expanded(filter.getValue().asText(), kind)));
        }
        for (Map.Entry<String, JsonNode> more : one.path("with").properties()) {
            path.append('&')
                    .append(more.getKey())
                    .append('=')
                    .append(Caller.encoded(more.getValue().asText()));
        }
        return callers.get(role)
                .get(path.toString(), "Accept-Language", one.path("language").asText("en"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /// Words mean the same whatever file they stand in.
    @org.junit.jupiter.api.Test
    void everyKindHasRecordsAndCases() throws Exception {
        Set<String> empty = new TreeSet<>();
        for (String kind : kinds()) {
            JsonNode file = read(kind);
            if (file.path("records").isEmpty() || file.path("cases").isEmpty()) {
                empty.add(kind);
            }
        }
        assertEquals(Set.of(), empty);
    }
}
