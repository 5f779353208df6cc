package io.keqing.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.TestDatabase;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountIT implements TestPropertyProvider {
    private static final String ADMIN = basic("admin", "first password");

    @Inject
    EmbeddedServer server;

    @Inject
    Users users;

    @Inject
    SignIn signIn;

    @Inject
    ObjectMapper json;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("test.session", "true");
        properties.put("keqing.admin.password", "first password");
        return properties;
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> call(String method, String path, String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURI() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private int status(String method, String path, String authorization, String body) throws Exception {
        return call(method, path, authorization, body).statusCode();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(HttpResponse<String> answer) throws Exception {
        return json.readValue(answer.body(), Map.class);
    }

    @Test
    void theFirstStartMakesAnAdministratorWithTheChosenPassword() throws Exception {
        HttpResponse<String> answer = call("GET", "/api/v1/users", ADMIN, "");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"name\":\"admin\",\"roles\":[\"ADMIN\"]"), answer.body());
    }

    @Test
    void strangersAndWrongPasswordsAreUnauthorized() throws Exception {
        assertEquals(401, status("GET", "/api/v1/users", "", ""));
        assertEquals(401, status("GET", "/api/v1/users", basic("nobody", "first password"), ""));
        assertEquals(401, status("GET", "/api/v1/users", basic("admin", "wrong"), ""));
        assertEquals(401, status("GET", "/api/v1/users", "Basic %%%", ""));
        assertEquals(401, status("GET", "/api/v1/users", "Bearer kq_unknown", ""));
    }

    @Test
    void aUserIsMadeChangedAndRemoved() throws Exception {
        HttpResponse<String> made = call(
                "POST",
                "/api/v1/users",
                ADMIN,
                "{\"name\":\"王 芳\",\"password\":\"一二三四五六七八九十\",\"roles\":[\"SUPPORT\"]}");
        assertEquals(422, made.statusCode(), made.body());
        made = call(
                "POST",
                "/api/v1/users",
                ADMIN,
                "{\"name\":\"王芳\",\"password\":\"一二三四五六七八九十\",\"roles\":[\"SUPPORT\"]}");
        assertEquals(201, made.statusCode(), made.body());
        String address = made.headers().firstValue("Location").orElseThrow();
        assertEquals("/api/v1/users/%E7%8E%8B%E8%8A%B3", address);
        assertFalse(made.body().contains("一二三"), made.body());
        assertEquals(
                409,
                status(
                        "POST",
                        "/api/v1/users",
                        ADMIN,
                        "{\"name\":\"王芳\",\"password\":\"一二三四五六七八九十\",\"roles\":[\"SUPPORT\"]}"));

        String fang = basic("王芳", "一二三四五六七八九十");
        assertEquals(403, status("GET", "/api/v1/users", fang, ""));
        assertEquals(200, status("GET", "/api/v1/tokens", fang, ""));

        assertEquals(200, status("PUT", address, ADMIN, "{\"roles\":[\"ADMIN\"]}"));
        assertEquals(200, status("GET", "/api/v1/users", fang, ""), "a role counts at once");
        assertEquals(200, status("PUT", address, ADMIN, "{\"password\":\"another password\"}"));
        assertEquals(401, status("GET", "/api/v1/users", fang, ""), "an old password ends at once");
        assertEquals(200, status("GET", "/api/v1/users", basic("王芳", "another password"), ""));

        assertEquals(204, status("DELETE", address, ADMIN, ""));
        assertEquals(404, status("DELETE", address, ADMIN, ""));
        assertEquals(404, status("PUT", address, ADMIN, "{\"roles\":[\"ADMIN\"]}"));
        assertEquals(401, status("GET", "/api/v1/tokens", basic("王芳", "another password"), ""));
    }

    @Test
    void aShortPasswordIsRefusedByItsLengthAndNeverRepeated() throws Exception {
        HttpResponse<String> answer = call(
                "POST",
                "/api/v1/users",
                ADMIN,
                "{\"name\":\"shorty\",\"password\":\"s3cret\",\"roles\":[\"SUPPORT\"]}");
        assertEquals(422, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("10 to 200 characters, had 6"), answer.body());
        assertFalse(answer.body().contains("s3cret"), answer.body());
    }

    @Test
    void malformedUsersAreProblems() throws Exception {
        for (String body : List.of(
                "{",
                "[]",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"password\":\"0123456789\",\"rolls\":[\"ADMIN\"]}",
                "{\"name\":\"x\",\"password\":\"0123456789\",\"roles\":null}",
                "{\"name\":\"x\",\"password\":\"0123456789\",\"roles\":[\"KING\"]}",
                "{\"name\":\"x\",\"password\":\"0123456789\",\"roles\":[]}",
                "{\"name\":\"\",\"password\":\"0123456789\",\"roles\":[\"ADMIN\"]}",
                "{\"name\":\"Admin\",\"password\":\"0123456789\",\"roles\":[\"ADMIN\"]}")) {
            HttpResponse<String> answer = call("POST", "/api/v1/users", ADMIN, body);
            assertEquals(4, answer.statusCode() / 100, body + " → " + answer.body());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""),
                    body + " → " + answer.body());
            assertFalse(answer.body().contains("io.keqing"), answer.body());
            assertFalse(answer.body().contains("0123456789"), answer.body());
        }
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        users.all().stream()
                .filter(user -> !user.name().equals("admin"))
                .forEach(user -> users.change(user.name(), null, Set.of(Role.SUPPORT)));
        assertEquals(409, status("DELETE", "/api/v1/users/admin", ADMIN, ""));
        assertEquals(409, status("PUT", "/api/v1/users/admin", ADMIN, "{\"roles\":[\"SUPPORT\"]}"));
        assertEquals(200, status("PUT", "/api/v1/users/admin", ADMIN, "{\"roles\":[\"ADMIN\"]}"));
    }

    @Test
    void aTokenSignsInWithNoMoreThanItsRolesAndItsOwners() throws Exception {
        users.create("li", "long enough", Set.of(Role.ADMIN, Role.MANAGER));
        String li = basic("li", "long enough");
        String day = LocalDate.now().plusDays(30).toString();
        HttpResponse<String> made = call(
                "POST",
                "/api/v1/tokens",
                li,
                "{\"name\":\"nightly\",\"roles\":[\"ADMIN\"],\"expires\":\"" + day + "\"}");
        assertEquals(201, made.statusCode(), made.body());
        String secret = (String) map(made).get("token");
        assertTrue(secret.matches("kq_[A-Za-z0-9_-]{43}"), secret);
        String bearer = "Bearer " + secret;
        assertEquals(200, status("GET", "/api/v1/users", bearer, ""));
        HttpResponse<String> listed = call("GET", "/api/v1/tokens", li, "");
        assertTrue(listed.body().contains("nightly"), listed.body());
        assertFalse(listed.body().contains(secret), "a secret is shown once");

        // a token makes no token that outlives it, nor one with more roles
        HttpResponse<String> longer = call(
                "POST",
                "/api/v1/tokens",
                bearer,
                "{\"name\":\"longer\",\"expires\":\"" + Instant.now().plus(300, ChronoUnit.DAYS) + "\"}");
        assertEquals(201, longer.statusCode(), longer.body());
        assertEquals(map(made).get("expires"), map(longer).get("expires"));
        assertEquals(List.of("ADMIN"), map(longer).get("roles"));

        users.change("li", null, Set.of(Role.MANAGER));
        assertEquals(401, status("GET", "/api/v1/users", bearer, ""), "its owner lost the role");
        assertEquals(403, status("GET", "/api/v1/users", li, ""));
        HttpResponse<String> tooMuch = call(
                "POST", "/api/v1/tokens", li, "{\"name\":\"x\",\"roles\":[\"ADMIN\"],\"expires\":\"" + day + "\"}");
        assertEquals(422, tooMuch.statusCode());
        assertTrue(tooMuch.body().contains("[MANAGER], were [ADMIN]"), tooMuch.body());

        users.change("li", null, Set.of(Role.ADMIN));
        Object id = map(made).get("id");
        assertEquals(404, status("DELETE", "/api/v1/tokens/" + id, ADMIN, ""), "somebody else's");
        assertEquals(204, status("DELETE", "/api/v1/tokens/" + id, li, ""));
        assertEquals(401, status("GET", "/api/v1/users", bearer, ""));
    }

    @Test
    void tokensMustExpireAndSoon() throws Exception {
        for (String expires : List.of("yesterday", "2020-01-01", "2999-01-01", "2020-01-01T00:00:00Z")) {
            HttpResponse<String> answer =
                    call("POST", "/api/v1/tokens", ADMIN, "{\"name\":\"x\",\"expires\":\"" + expires + "\"}");
            assertEquals(422, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains(expires.substring(0, 4)), answer.body());
        }
    }

    @Test
    void guessingIsSlowedDownAndWhoKnowsThePasswordIsNot() throws Exception {
        users.create("target", "right password", Set.of(Role.SUPPORT));
        String right = basic("target", "right password");
        assertEquals(200, status("GET", "/api/v1/tokens", right, ""));
        int last = 0;
        for (int i = 0; i < 6; i++) {
            last = status("GET", "/api/v1/tokens", basic("target", "guess " + i), "");
        }
        assertEquals(429, last);
        HttpResponse<String> answer = call("GET", "/api/v1/tokens", basic("target", "guess"), "");
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""), answer.body());
        assertEquals(200, status("GET", "/api/v1/tokens", right, ""));
    }

    @Test
    void aBrowsersSessionMayReadAndNotChange() throws Exception {
        String cookie = call("GET", "/api/v1/test-session", "", "")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        for (String method : List.of("GET", "POST")) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(server.getURI() + "/api/v1/users"))
                            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                            .header("Content-Type", "application/json")
                            .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(method.equals("GET") ? 200 : 401, answer.statusCode(), method);
        }
    }

    @Test
    void aSessionEndsWithThePasswordItBeganWith() {
        users.create("chen", "first password", Set.of(Role.SUPPORT));
        var accepted = (SignIn.Outcome.Accepted) signIn.withPassword("chen", "first password");
        assertEquals(
                "chen", signIn.withSession(accepted.session()).orElseThrow().name());
        users.chooseLanguage("chen", "zh-CN");
        users.chooseColorScheme("chen", "dark");
        User changed = signIn.withSession(accepted.session()).orElseThrow();
        assertEquals("zh-CN", changed.language());
        assertEquals("dark", changed.colorScheme());
        users.change("chen", "second password", null);
        assertTrue(signIn.withSession(accepted.session()).isEmpty());
    }

    @Test
    void aPasswordIsKeptAsArgon2id() {
        users.create("kept", "first password", Set.of(Role.SUPPORT));
        users.create("alike", "first password", Set.of(Role.SUPPORT));
        String hash = users.row("kept").orElseThrow().passwordHash();
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertNotEquals(hash, users.row("alike").orElseThrow().passwordHash());
    }
}
