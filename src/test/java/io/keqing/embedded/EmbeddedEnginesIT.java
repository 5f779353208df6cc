package io.keqing.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.EngineState.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EmbeddedEnginesIT {
    private static final Path FOLDER = Path.of("target/test-home/engines");
    private static Home home;
    private static Engines engines;

    @BeforeAll
    static void start() throws IOException {
        home = new Home(FOLDER, 0);
        engines = new Engines(home, new EngineSettings("", "", "", "", "", "", "512m", ""));
        engines.database();
        engines.elasticsearch();
    }

    @AfterAll
    static void stop() throws IOException {
        long postgres = pid("postgres");
        long elasticsearch = pid("elasticsearch");
        long began = System.nanoTime();
        engines.close();
        home.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 15, "both ended in time");
        assertFalse(ProcessHandle.of(postgres).isPresent());
        assertFalse(ProcessHandle.of(elasticsearch).isPresent());
        assertTrue(Files.notExists(FOLDER.resolve("run/postgres.pid")));
    }

    @Test
    void killedPostgres_comesBackAtTheSameAddressWithEverythingAcknowledged() throws Exception {
        DatabaseAddress address = engines.database();
        sql("CREATE TABLE IF NOT EXISTS kept (n int)");
        sql("INSERT INTO kept VALUES (42)");
        kill("postgres");
        assertEquals(42, eventually(() -> count("SELECT max(n) FROM kept")));
        assertEquals(address, engines.database());
    }

    @Test
    void killedElasticsearch_comesBackAtTheSameAddressWithEverythingAcknowledged() throws Exception {
        ask("PUT", "/kept/_doc/1?refresh=true", "{\"n\":42}", true);
        kill("elasticsearch");
        String found = eventually(() -> {
            HttpResponse<String> answer = ask("GET", "/kept/_doc/1", "", true);
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            return answer.body();
        });
        assertTrue(found.contains("\"n\":42"), found);
    }

    @Test
    void elasticsearchWithoutTheToken_answers401() throws Exception {
        assertEquals(401, ask("GET", "/_cluster/health", "", false).statusCode());
        HttpResponse<String> known = ask("GET", "/", "", true);
        assertEquals(200, known.statusCode());
        assertEquals(
                "Elasticsearch", known.headers().firstValue("X-elastic-product").orElse(""));
    }

    @Test
    void postgresWithoutThePassword_refuses() {
        DatabaseAddress address = engines.database();
        SQLException refused = assertThrows(
                SQLException.class, () -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guessed"));
        assertEquals("28P01", refused.getSQLState());
    }

    @Test
    void thePasswordFile_isItsOwnersOnly() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(FOLDER.resolve("postgres/password"))));
    }

    @Test
    void postgres_writesSafelyAndListensOnLoopbackOnly() throws SQLException {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            assertEquals("on", text("SHOW " + setting), setting);
        }
        assertEquals("127.0.0.1", text("SHOW listen_addresses"));
        assertEquals("", text("SHOW unix_socket_directories"));
    }

    /// The shape of analysis the mappings rely on: Traditional folded before Chinese words are cut, pairs beside
    /// words.
    @Test
    void wordsAndPairsSideBySide_areAnalysedByTheOfficialNames() throws Exception {
        String index = """
                {"settings":{"analysis":{
                  "char_filter":{"simplified":{"type":"mapping","mappings":["戶 => 户","關 => 关","係 => 系"]}},
                  "analyzer":{
                    "words":{"type":"custom","char_filter":["simplified"],"tokenizer":"smartcn_tokenizer","filter":["cjk_width","lowercase","smartcn_stop","porter_stem"]},
                    "pairs":{"type":"custom","char_filter":["simplified"],"tokenizer":"standard","filter":["cjk_width","lowercase","cjk_bigram"]}}}},
                 "mappings":{"dynamic":"strict","properties":{"text":{"type":"text","analyzer":"words","fields":{"pairs":{"type":"text","analyzer":"pairs"}}}}}}""";
        ask("DELETE", "/analysed", "", true);
        HttpResponse<String> created = ask("PUT", "/analysed", index, true);
        assertEquals(200, created.statusCode(), created.body());
        String words = analyse("words", "客戶關係 Running");
        assertTrue(words.contains("\"客户\"") && words.contains("\"关系\"") && words.contains("\"run\""), words);
        String pairs = analyse("pairs", "客戶關係");
        assertTrue(pairs.contains("\"客户\"") && pairs.contains("\"户关\"") && pairs.contains("\"关系\""), pairs);
    }

    private static String analyse(String analyzer, String text) throws Exception {
        return ask("POST", "/analysed/_analyze", "{\"analyzer\":\"" + analyzer + "\",\"text\":\"" + text + "\"}", true)
                .body();
    }

    private static void kill(String name) throws Exception {
        long pid = pid(name);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        eventually(() -> {
            EngineState state = engines.states().stream()
                    .filter(s -> s.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            if (state.phase() != Phase.UP || pid(name) == pid) {
                throw new IOException(name + " is " + state.phase());
            }
            return state;
        });
        assertNotEquals(pid, pid(name));
    }

    private static long pid(String name) throws IOException {
        return Long.parseLong(
                Files.readString(FOLDER.resolve("run").resolve(name + ".pid")).strip());
    }

    private static HttpResponse<String> ask(String method, String path, String body, boolean withToken)
            throws IOException, InterruptedException {
        ElasticsearchAddress address = engines.elasticsearch();
        URI uri = address.nodes().getFirst().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (withToken) {
            request.header("Authorization", address.authorization().orElseThrow());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void sql(String statement) throws SQLException {
        DatabaseAddress address = engines.database();
        try (Connection c = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement s = c.createStatement()) {
            s.execute(statement);
        }
    }

    private static String text(String query) throws SQLException {
        DatabaseAddress address = engines.database();
        try (Connection c = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(query)) {
            r.next();
            return r.getString(1);
        }
    }

    private static int count(String query) throws SQLException {
        return Integer.parseInt(text(query));
    }

    /// Asks again until it succeeds, for a minute at most.
    private static <T> T eventually(Callable<T> question) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return question.call();
            } catch (IOException | SQLException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }
}
