package io.keqing.search.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every call of records, search, index, health and the customer's page, by everyone who may call or not; and
/// what each
/// of them sees.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
    /// The statuses of a stranger, SUPPORT, ANALYST, MANAGER and ADMIN.
    private static final String[] TABLE = {
        "GET    /health                                  200 200 200 200 200",
        "GET    /customers/role/1                        401 200 200 200 200",
        "GET    /interactions/role/i1                    401 200 200 200 200",
        "GET    /feedback/role/f1                        401 200 200 200 200",
        "PUT    /customers/role/2          {}            401 201 403 200 200",
        "PATCH  /customers/role/2          {'city':'x'}  401 200 403 200 200",
        "DELETE /customers/role/none                     401 404 403 404 404",
        "PUT    /interactions/role/i2      {}            401 201 403 200 200",
        "PATCH  /interactions/role/i2      {'topic':'x'} 401 200 403 200 200",
        "DELETE /interactions/role/none                  401 404 403 404 404",
        "PUT    /feedback/role/f2          {}            401 201 403 200 200",
        "PATCH  /feedback/role/f2          {'nps':1}     401 200 403 200 200",
        "DELETE /feedback/role/none                      401 404 403 404 404",
        "POST   /customers/_batch          []            401 200 403 200 200",
        "POST   /interactions/_batch       []            401 200 403 200 200",
        "POST   /feedback/_batch           []            401 200 403 200 200",
        "GET    /customers/search                        401 200 200 200 200",
        "GET    /interactions/search                     401 200 200 200 200",
        "GET    /feedback/search                         401 200 200 200 200",
        "GET    /search?q=Ann                            401 200 200 200 200",
        "GET    /suggest?q=Ann                           401 200 200 200 200",
        "GET    /searches                                401 200 200 200 200",
        "GET    /searches/recent                         401 200 200 200 200",
        "DELETE /searches/recent                         401 204 204 204 204",
        "POST   /searches {'name':'n','query':'customers/search?f.tier=r'} 401 201 201 201 201",
        "POST   /searches {'name':'g','query':'customers/search?f.gender=male'} 401 201 422 201 201",
        "POST   /searches {'name':'p','query':'customers/search?f.phone=1'} 401 422 422 422 422",
        "PUT    /searches/999999           {}            401 404 404 404 404",
        "POST   /searches/999999/look      {}            401 404 404 404 404",
        "DELETE /searches/999999                         401 404 404 404 404",
        "GET    /search?q=has:interactions(Ann)          401 200 200 200 200",
        "GET    /customers/role/1/profile                401 200 200 200 200",
        "GET    /customers/role/1/timeline               401 200 200 200 200",
        "GET    /fields/customers                        401 200 200 200 200",
        "PUT    /fields/customers          {'fields':[]} 401 403 200 200 200",
        "GET    /index/check                             401 403 403 403 200",
        "POST   /index/repair                            401 403 403 403 200",
        "POST   /index/rebuild                           401 403 403 403 202",
    };

    private EmbeddedServer server;
    private Caller admin;
    private final Map<Role, Caller> callers = new EnumMap<>(Role.class);

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        for (Role role : List.of(Role.SUPPORT, Role.ANALYST, Role.MANAGER)) {
            callers.put(role, admin.make(role));
        }
        callers.put(Role.ADMIN, admin);
        admin.put("/customers/role/1", """
                {"name":"Ann Ginger","gender":"female","birthday":"1990-05-17","phone":"13912345678",
                 "email":"ann@example.com","tier":"gold","attributes":{"Mobile phone":"13987654321","note":"tall"}}
                """);
        admin.put("/interactions/role/i1", """
                {"customer":"1","kind":"complaint","channel":"phone","at":"2026-01-31T09:30:00Z",
                 "subject":"broken","body":"call me back at 13987651234 please"}
                """);
        admin.put("/feedback/role/f1", """
                {"interaction":"i1","nps":2,"comment":"write to bo@example.com","at":"2026-02-01T00:00:00Z"}
                """);
        admin.search("/customers/search?f.source=role&f.tier=gold", 1);
        admin.search("/interactions/search?f.source=role", 1);
        admin.search("/feedback/search?f.source=role", 1);
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            for (int i = 0; i < 300 && admin.read("/health").path("index").has("rebuild"); i++) {
                Thread.sleep(100);
            }
            server.close();
        }
    }

    @Test
    void everyCallAnswersEveryRoleAsTheTableSays() throws Exception {
        List<Caller> all = new ArrayList<>(List.of(Caller.stranger(server)));
        all.addAll(callers.values());
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE) {
            String[] words = line.split(" +");
            boolean body = words.length == 8;
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer =
                        all.get(i).call(words[0], words[1], body ? words[2].replace('\'', '"') : "");
                if (answer.statusCode() != Integer.parseInt(words[words.length - 5 + i])) {
                    wrong.add(line + " column " + i + " was " + answer.statusCode() + " " + answer.body());
                } else if (answer.statusCode() >= 400) {
                    assertProblem(answer.statusCode(), "", answer);
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private Caller as(Role role) {
        return callers.get(role);
    }

    private static JsonNode hit(JsonNode found) {
        assertEquals(1, found.path("hits").size(), found.toString());
        return found.path("hits").get(0).path("fields");
    }

    @Test
    void aRecordIsMaskedByRole_wherever() throws Exception {
        for (Role role : Role.values()) {
            boolean personal = role != Role.ANALYST;
            String name = personal ? "Ann Ginger" : "•••";
            String phone = role == Role.ADMIN ? "13912345678" : "139••••5678";
            JsonNode record = as(role).read("/customers/role/1");
            JsonNode found = hit(as(role).read("/customers/search?f.source=role&f.tier=gold"));
            JsonNode head = as(role).read("/customers/role/1/profile").path("fields");
            for (JsonNode seen : List.of(record, found, head)) {
                assertEquals(name, seen.path("name").asText(), role + " " + seen);
                assertEquals(
                        personal ? "1990-05-17" : "•••", seen.path("birthday").asText(), role.name());
                assertEquals(phone, seen.path("phone").asText(), role + " " + seen);
                assertEquals("gold", seen.path("tier").asText());
                assertFalse(role != Role.ADMIN && seen.toString().contains("13987654321"), role + " " + seen);
            }
            assertEquals("tall", record.path("attributes").path("note").asText());

            String body = role == Role.ADMIN ? "13987651234" : "139••••1234";
            String comment = role == Role.ADMIN ? "bo@example.com" : "b•••@example.com";
            JsonNode story = as(role).read("/customers/role/1/timeline").path("entries");
            assertEquals(2, story.size());
            assertEquals(
                    "write to " + comment,
                    story.get(0).path("fields").path("comment").asText());
            assertEquals(
                    "call me back at " + body + " please",
                    story.get(1).path("fields").path("body").asText());
            assertEquals(
                    "call me back at " + body + " please",
                    as(role).read("/interactions/role/i1").path("body").asText());
            if (role != Role.ADMIN) {
                for (String path :
                        List.of("/interactions/search?q=call", "/feedback/search?q=write", "/search?q=call")) {
                    String text = as(role).read(path).toString();
                    assertFalse(text.contains("13987651234") || text.contains("bo@example.com"), role + " " + text);
                }
            }
        }
    }

    @Test
    void whatIsHiddenIsNotFoundByEither() throws Exception {
        assertEquals(
                1,
                as(Role.SUPPORT)
                        .read("/customers/search?q=Ginger")
                        .path("total")
                        .asInt());
        assertEquals(
                0,
                as(Role.ANALYST)
                        .read("/customers/search?q=Ginger")
                        .path("total")
                        .asInt());
        assertProblem(422, "birthday", as(Role.ANALYST).get("/customers/search?f.birthday=1990-05-17"));
        assertProblem(422, "gender", as(Role.ANALYST).get("/customers/search?f.gender=female"));
        assertFalse(as(Role.ANALYST).read("/customers/search").path("facets").has("gender"));
        assertTrue(as(Role.SUPPORT).read("/customers/search").path("facets").has("gender"));
        assertEquals(
                1,
                as(Role.SUPPORT)
                        .read("/customers/search?f.phone=139-1234-5678")
                        .path("total")
                        .asInt());
        assertEquals(
                1,
                as(Role.ADMIN)
                        .read("/customers/search?f.phone=13912345678")
                        .path("total")
                        .asInt());
        assertProblem(422, "phone", as(Role.MANAGER).get("/customers/search?f.phone=13912345678"));
        assertProblem(422, "phone", as(Role.ANALYST).get("/customers/search?f.phone=13912345678"));
    }

    /// The grammar asks no more than `f.FIELD=` may: what is hidden is left out of the question and told.
    @Test
    void whatIsHiddenIsNotFoundThroughTheGrammar() throws Exception {
        for (String asked : List.of(
                "gender:female", "gender:male", "性别:女", "-gender:male", "gender:*", "birthday:1990", "name:Ginger")) {
            JsonNode found = as(Role.ANALYST).read("/customers/search?q=" + Caller.encoded(asked));
            assertEquals(0, found.path("total").asInt(), asked + ": of which nothing can be asked finds nothing");
            assertTrue(found.at("/mistakes/0/detail").asText().contains("hidden"), asked + found);
            for (String type : List.of("interactions", "feedback")) {
                String across = "/" + type + "/search?q=" + Caller.encoded("of:customers(" + asked + ")");
                assertEquals(0, as(Role.ANALYST).read(across).path("total").asInt(), across);
            }
        }
        String words = "/interactions/search?q=" + Caller.encoded("of:customers(Ginger)");
        assertEquals(1, as(Role.SUPPORT).read(words).path("total").asInt());
        assertEquals(0, as(Role.ANALYST).read(words).path("total").asInt());
        String phone = "/interactions/search?q=" + Caller.encoded("of:customers(phone:13912345678)");
        assertEquals(1, as(Role.SUPPORT).read(phone).path("total").asInt());
        assertEquals(0, as(Role.SUPPORT).read(phone).path("mistakes").size());
        assertTrue(
                as(Role.ANALYST).read(phone).at("/mistakes/0/detail").asText().contains("secret"));
        assertTrue(
                as(Role.MANAGER).read(phone).at("/mistakes/0/detail").asText().contains("secret"));
        for (String beginning : List.of("1391234*", "phone:1391234*", "of:customers(1391234*)", "Ging*")) {
            String path = "/search?q=" + Caller.encoded(beginning);
            JsonNode found = as(Role.ANALYST).read(path);
            boolean none = found.path("mistakes").size() > 0
                    || found.at("/totals/customers").asInt()
                                    + found.at("/totals/interactions").asInt()
                            == 0;
            assertTrue(none, beginning + found);
        }
    }

    @Test
    void healthTellsStrangersLess() throws Exception {
        JsonNode stranger = Caller.stranger(server).read("/health");
        assertTrue(stranger.has("status") && stranger.has("version"), stranger.toString());
        assertFalse(stranger.has("database") || stranger.has("index"), stranger.toString());
        JsonNode inside = as(Role.ANALYST).read("/health");
        assertEquals("up", inside.path("database").asText(), inside.toString());
        for (String part : List.of("pending", "refused", "lagSeconds", "vectorsPending")) {
            assertTrue(inside.path("index").path(part).isNumber(), inside.toString());
        }
    }
}
