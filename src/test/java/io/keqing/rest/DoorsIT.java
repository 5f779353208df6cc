package io.keqing.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Walks past every call that the running portal has, in every role, with one thing wrong: no door may open.
/// What is
/// walked is asked of the portal; `doors.json` only says what nobody can guess, such as a right body. Afterwards
/// everything that can be kept is as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private EmbeddedServer server;
    private JsonNode file;
    private List<Door> doors;
    private String before;
    private final Map<Role, Caller> callers = new EnumMap<>(Role.class);
    private final List<String> open = new ArrayList<>();
    private int asked;

    @BeforeAll
    void start() throws Exception {
        try (InputStream in = DoorsIT.class.getResourceAsStream("/doors.json")) {
            file = JSON.readTree(in);
        }
        server = Caller.portal(Map.of(
                "keqing.sample.customers",
                0,
                "keqing.vectors.enabled",
                false,
                "keqing.smtp.host",
                "127.0.0.1",
                "keqing.smtp.port",
                1,
                "keqing.smtp.from",
                "keqing@gate.example"));
        Caller admin = Caller.admin(server);
        callers.put(Role.ADMIN, admin);
        for (Role role : List.of(Role.SUPPORT, Role.ANALYST, Role.MANAGER)) {
            callers.put(role, admin.make(role));
        }
        doors = server.getApplicationContext()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getUriMatchTemplate().toPathString().startsWith("/api/v1/"))
                .filter(route -> !route.getDeclaringType().isAnnotationPresent(Hidden.class))
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .map(route -> Door.of(route, file))
                .distinct()
                .toList();
        plant(admin);
        before = kept();
    }

    private static void plant(Caller admin) throws Exception {
        batch(admin, "customers", """
                {"source":"gate","id":"g1","name":"Gate One","tier":"gold","points":10,"email":"gate@gate.example"}
                {"source":"gate","id":"g2","name":"Gate Two","tier":"silver","points":20}
                """);
        batch(admin, "interactions", """
                {"source":"gate","id":"i1","customer":"g1","kind":"case","subject":"Gate","at":"2026-03-01T10:00:00Z"}
                """);
        batch(admin, "feedback", """
                {"source":"gate","id":"f1","customer":"g1","nps":9,"survey":"spring","at":"2026-03-01T10:00:00Z"}
                {"source":"gate","id":"f2","customer":"g2","nps":3,"survey":"autumn","at":"2026-09-01T10:00:00Z"}
                """);
        admin.settle();
        assertEquals(
                201,
                admin.post(
                                "/searches",
                                "{\"name\":\"Gold\",\"query\":\"customers/search?f.tier=gold\",\"shared\":true}")
                        .statusCode());
        assertEquals(
                201,
                admin.post("/segments", "{\"name\":\"Gold\",\"query\":\"customers/search?f.tier=gold\"}")
                        .statusCode());
    }

    private static void batch(Caller admin, String type, String lines) throws Exception {
        HttpResponse<String> put =
                admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, put.statusCode(), put.body());
    }

    @AfterEach
    void nothingWasDone() throws Exception {
        List<String> opened = List.copyOf(open);
        int calls = asked;
        open.clear();
        asked = 0;
        assertEquals(List.of(), opened, opened.size() + " of " + calls + " calls were not refused");
        assertTrue(calls > 0, "something must be asked");
        assertEquals(before, kept());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// Everything that a call may have left behind.
    private String kept() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String path : texts(file.path("kept"))) {
            HttpResponse<String> answer = callers.get(Role.ADMIN).get(path);
            assertEquals(200, answer.statusCode(), path + answer.body());
            all.append(path).append(' ').append(answer.body()).append('\n');
        }
        for (Role role : List.of(Role.SUPPORT, Role.ANALYST, Role.MANAGER)) {
            for (String path : List.of("/searches", "/tokens", "/subscriptions")) {
                all.append(callers.get(role).get(path).body()).append('\n');
            }
        }
        return all.append(count("job"))
                .append(count("job_schedule"))
                .toString()
                .replaceAll("\"(tookMs\":\\d+|lookedAt\":[^,]+)", "");
    }

    private String count(String table) {
        return server.getApplicationContext().getBean(Database.class).read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from " + table);
                    var row = select.executeQuery()) {
                row.next();
                return table + " " + row.getLong(1) + "\n";
            }
        });
    }

    /// A role that may not come here is told so; everybody else is told what is wrong, in their language.
    private void refused(Role role, String method, String path, String body, String part, String... headers)
            throws Exception {
        asked++;
        HttpResponse<String> answer = callers.get(role).call(method, path, body, headers);
        String call = role + " " + method + " " + path + " " + body + " → " + answer.statusCode() + " " + answer.body();
        boolean problem = answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        boolean closed = answer.statusCode() == 403 && role != Role.ADMIN;
        boolean told = Set.of(400, 422).contains(answer.statusCode())
                && Caller.json(answer).path("detail").asText().contains(part);
        if (!problem || !(closed || told)) {
            open.add(call);
        }
    }

    private void everybody(Door door, String path, String body, String part) throws Exception {
        for (Role role : Role.values()) {
            refused(role, door.method(), path, body, part, headers(door));
        }
    }

    private static String[] headers(Door door) {
        return door.form() ? new String[] {"Content-Type", "multipart/form-data; boundary=edge"} : new String[0];
    }

    private static String body(Door door) {
        if (door.form()) {
            return "--edge\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n"
                    + "{\"type\":\"customers\",\"source\":\"gate\",\"fields\":{\"id\":\"id\"}}\r\n--edge\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"gate.csv\"\r\n\r\nid\ng7\n\r\n--edge--\r\n";
        }
        String body = door.body();
        return body == null
                ? ""
                : body.replace("{question}", "customers/search?q=").replace("{type}", "customers");
    }

    @Test
    void thereAreDoors() {
        assertTrue(doors.size() > 100, doors.size() + " calls");
        asked++;
    }

    @Test
    void anUnknownParameterIsRefusedByEveryCall() throws Exception {
        for (Door door : doors) {
            everybody(door, door.with("nosuch", "1"), body(door), "nosuch");
        }
    }

    /// `dryrun`, `Size`, `f.tier` where no filter is taken: a slip of the hand.
    @Test
    void aMisspeltParameterIsRefusedByEveryCall_whichSaysWhatWasMeant() throws Exception {
        for (Door door : doors) {
            for (TakenParameters.Taken parameter : door.taken().all()) {
                String name = parameter.name();
                String other = name.equals(name.toLowerCase(Locale.ROOT))
                        ? name.toUpperCase(Locale.ROOT)
                        : name.toLowerCase(Locale.ROOT);
                if (door.taken().named(other).isEmpty()) {
                    everybody(door, door.with(other, "1"), body(door), name + "?");
                }
            }
            if (!door.taken().names().contains("f.FIELD")) {
                everybody(door, door.with("f.tier", "gold"), body(door), "f.tier");
            }
        }
    }

    @Test
    void aParameterThatCountsOnceIsRefusedTwice() throws Exception {
        for (Door door : doors) {
            for (TakenParameters.Taken parameter : door.taken().all()) {
                if (!parameter.many() && !Set.of("file", "mapping").contains(parameter.name())) {
                    String path = door.with(parameter.name(), "1") + "&" + parameter.name() + "=1";
                    everybody(door, path, body(door), parameter.name());
                }
            }
        }
    }

    /// Whatever is not a text of people's own has values that are known.
    @Test
    void anUnknownValueIsRefusedByEveryCall() throws Exception {
        Set<String> free = texts(file.path("anyText"));
        for (Door door : doors) {
            for (TakenParameters.Taken parameter : door.taken().all()) {
                if (!free.contains(parameter.name())) {
                    asked++;
                    String path = door.with(parameter.name(), "no-such-value");
                    HttpResponse<String> answer =
                            callers.get(Role.ADMIN).call(door.method(), path, body(door), headers(door));
                    boolean told = Set.of(400, 422).contains(answer.statusCode())
                            && answer.body().matches("(?s).*(no-such-value|" + parameter.name() + ").*");
                    if (!told && answer.statusCode() != 404) {
                        open.add(door.method() + " " + path + " → " + answer.statusCode() + " " + answer.body());
                    }
                }
            }
        }
    }

    @Test
    void anUnknownKeyOfABodyIsRefusedByEveryCall() throws Exception {
        for (Door door : doors) {
            if (door.body() != null && !door.name().equals("POST /{type}/_batch")) {
                String right = body(door);
                for (String body : List.of(
                        right.replaceFirst("\\{", "{\"nosuch\":1,"),
                        right.replaceFirst("\"(\\w+)\":", "\"$1_nosuch\":"))) {
                    everybody(door, door.path("customers", "1"), body, "nosuch");
                }
            } else if (door.form()) {
                String other = body(door)
                        .replace(
                                "--edge--",
                                "--edge\r\nContent-Disposition: form-data; name=\"nosuch\"; "
                                        + "filename=\"b.csv\"\r\n\r\nid\n\r\n--edge--");
                everybody(door, door.path("", "1"), other, "nosuch");
                everybody(door, door.path("", "1"), body(door).replace("\"mapping\"", "\"maping\""), "maping");
            }
        }
    }

    @Test
    void noCallActsOnHalfAQuestion() throws Exception {
        for (Door door : doors) {
            if (door.takesAQuestion()) {
                for (JsonNode question : file.path("questions")) {
                    for (Role role : Role.values()) {
                        ask(door, question, role);
                    }
                }
            }
        }
    }

    private void ask(Door door, JsonNode question, Role role) throws Exception {
        String type = question.path("type").asText();
        boolean hidden = question.has("hidden");
        boolean fits = door.types().isEmpty()
                ? door.asksInItsBody() || door.given().contains("{question}") || type.equals("feedback")
                : door.types().contains(type);
        boolean sorted = !question.has("sorts") || door.taken().names().contains("sort") || door.asksInItsBody();
        if (!fits || !sorted || hidden && !texts(question.path("hidden")).contains(role.name())) {
            return;
        }
        String parameters = parameters(question);
        String part = question.path("part").asText();
        String address = type + "/search?" + parameters;
        if (door.asksInItsBody()) {
            String body =
                    String.valueOf(door.body()).replace("{question}", address).replace("{type}", type);
            refused(role, door.method(), door.path(type, "1"), body, part);
        } else if (door.given().contains("{question}")) {
            refused(role, door.method(), door.path("", "1") + "?query=" + Caller.encoded(address), "", part);
        } else if (door.isSearch()) {
            searched(role, door.path(type, "1") + "?" + parameters);
        } else {
            String given = door.given().isEmpty() ? "" : door.given() + "&";
            refused(role, door.method(), door.path(type, "1") + "?" + given + parameters, "", part);
        }
    }

    /// A search alone goes on, and tells the part.
    private void searched(Role role, String path) throws Exception {
        asked++;
        HttpResponse<String> answer = callers.get(role).get(path);
        JsonNode told = Caller.json(answer);
        if (answer.statusCode() != 422 && told.path("mistakes").isEmpty()) {
            open.add(role + " GET " + path + " → " + answer.statusCode() + " " + answer.body());
        }
    }

    private static String parameters(JsonNode question) {
        if (question.has("f")) {
            return question.path("f").asText();
        }
        String words = question.path("q")
                .asText()
                .replace("{longest}", "x".repeat(600))
                .replace(
                        "{long}",
                        IntStream.range(0, 40).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")));
        return "q=" + Caller.encoded(words);
    }

    @Test
    void whatElseIsWrongIsRefusedToo() throws Exception {
        for (JsonNode request : file.path("requests")) {
            for (Role role : Role.values()) {
                refused(
                        role,
                        request.path("method").asText(),
                        request.path("path").asText(),
                        request.has("body") ? request.path("body").toString() : "",
                        request.path("part").asText());
            }
        }
    }

    @Test
    void theReasonIsToldInTheCallersLanguage() throws Exception {
        for (String path : List.of(
                "/kpis?nosuch=1",
                "/clv?days=many",
                "/satisfaction/nps?q=nps:ten",
                "/customers/download?q=tier:gold+nosuch:1")) {
            asked++;
            HttpResponse<String> answer = callers.get(Role.ADMIN).get(path, "Accept-Language", "zh-CN,zh;q=0.9");
            String detail = Caller.json(answer).path("detail").asText();
            assertTrue(answer.statusCode() == 422 && detail.matches("(?s).*\\p{IsHan}.*"), detail);
            assertFalse(detail.contains("must"), detail);
        }
    }

    @Test
    void aStrangerLearnsNothing() throws Exception {
        for (Door door : doors) {
            if (!door.name().equals("GET /health")) {
                asked++;
                HttpResponse<String> answer = Caller.stranger(server)
                        .call(door.method(), door.with("nosuch", "1"), body(door), headers(door));
                assertEquals(401, answer.statusCode(), door.name() + " " + answer.body());
            }
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
