package io.keqing.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void aPostgresUrl_becomesWhatTheDriverTakes_withoutItsPassword() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://ana:s%23cret@db.example:5433/keqing?sslmode=require", "", "");
        assertEquals("jdbc:postgresql://db.example:5433/keqing?sslmode=require", address.jdbcUrl());
        assertEquals("ana", address.user());
        assertEquals("s#cret", address.password());
        assertFalse(address.toString().contains("cret"));
    }

    @Test
    void userAndPasswordGivenApart_winOverThoseInTheUrl() {
        assertEquals(
                new DatabaseAddress("jdbc:postgresql://db:5432/keqing", "bo", "two"),
                DatabaseAddress.parse("postgres://ana:one@db/keqing", "bo", "two"));
    }

    @Test
    void aJdbcUrl_isTakenAsItIs() {
        String url = "jdbc:postgresql://a,b/keqing?targetServerType=primary";
        assertEquals(new DatabaseAddress(url, "u", "p"), DatabaseAddress.parse(url, "u", "p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ana:secret@db/keqing",
                "db/keqing",
                "postgresql://db",
                "postgresql://ana:secret@d b/keqing"
            })
    void anotherUrl_isRefusedWithoutShowingThePassword(String url) {
        String message = assertThrows(StartRefused.class, () -> DatabaseAddress.parse(url, "", ""))
                .getMessage();
        assertTrue(message.startsWith("KEQING_DATABASE_URL"), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void severalNodesAndAKey_areReadIntoOneAddress() {
        ElasticsearchAddress address = ElasticsearchAddress.parse("https://a:9243/, http://b", "a2V5", "");
        assertEquals(List.of(URI.create("https://a:9243"), URI.create("http://b:9200")), address.nodes());
        assertEquals(Optional.of("ApiKey a2V5"), address.authorization());
        assertFalse(address.toString().contains("a2V5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:9200", "ftp://a", "http://elastic:secret@a:9200", "http://a b", ""})
    void anUnreadableNode_isRefusedWithoutShowingThePassword(String url) {
        String message = assertThrows(StartRefused.class, () -> ElasticsearchAddress.parse(url, "", ""))
                .getMessage();
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void aMissingCertificate_isRefusedByName(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ca.pem");
        assertThrows(StartRefused.class, () -> ElasticsearchAddress.parse("https://a", "", file.toString()));
        Files.writeString(file, "x");
        assertEquals(
                Optional.of(file),
                ElasticsearchAddress.parse("https://a", "", file.toString()).ca());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0g", "-1g", "1 g", "1t"})
    void aHeapThatTheJvmWouldNotTake_isRefused(String heap) {
        assertThrows(StartRefused.class, () -> new EngineSettings("", "", "", "", "", "", heap, ""));
    }

    @Test
    void aNodeThatIsNotBuilt_isRefusedWithThePlacesLookedAt(@TempDir Path folder) throws Exception {
        EngineSettings settings = new EngineSettings(
                "", "", "", "", "", "", "512m", folder.resolve("node").toString());
        assertTrue(assertThrows(StartRefused.class, settings::nodeFolder)
                .getMessage()
                .contains(folder + "/node"));
        Files.createDirectories(folder.resolve("node/lib"));
        assertEquals(folder.resolve("node"), settings.nodeFolder());
    }

    @Test
    void missingPlugins_areNamed() {
        assertEquals(List.of("analysis-smartcn"), ExistingServers.missing("analysis-icu\nother  \n"));
        assertEquals(List.of(), ExistingServers.missing("analysis-icu\n analysis-smartcn \n"));
    }

    @Test
    void pausesBetweenAttempts_doubleUpToHalfAMinute() {
        assertEquals(Duration.ofMillis(500), Supervisor.pause(0));
        assertEquals(Duration.ofMillis(500), Supervisor.pause(1));
        assertEquals(Duration.ofSeconds(1), Supervisor.pause(2));
        assertEquals(Duration.ofSeconds(30), Supervisor.pause(8));
        assertEquals(Duration.ofSeconds(30), Supervisor.pause(1_000_000));
    }
}
