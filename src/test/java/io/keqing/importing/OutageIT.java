package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.embedded.Home;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server is killed, and killed again whenever it comes back, while a file is imported.
@Timeout(240)
class OutageIT {
    private static final int BEFORE = 300;
    private static final int MEANWHILE = 12_000;
    private static final int FAR_MORE = 60_000;

    @Test
    void withoutElasticsearch_searchSaysSo_importsGoOn_andTheIndexCatchesUpByItself() throws Exception {
        try (EmbeddedServer portal = Caller.portal(Map.of("keqing.test.shared", "false"))) {
            Caller admin = Caller.admin(portal);
            load(portal, 0, BEFORE);
            admin.search("/customers/search?size=0&facets=", BEFORE);

            Path pid = portal.getApplicationContext().getBean(Home.class).root().resolve("run/elasticsearch.pid");
            try (Killer killer = new Killer(pid)) {
                killer.awaitFirstKill();
                HttpResponse<String> answer = admin.get("/customers/search?size=0&facets=");
                Caller.assertProblem(503, "search engine", answer);
                assertTrue(answer.headers().firstValue("Retry-After").isPresent());
                JsonNode health = admin.read("/health");
                assertEquals("degraded", health.path("status").asText(), health.toString());
                ImportJob job = load(portal, BEFORE, MEANWHILE);
                assertEquals(MEANWHILE, job.counts().created(), "an import needs no index");
                assertEquals(503, admin.get("/customers/search?size=0&facets=").statusCode());
            }

            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            JsonNode health = admin.read("/health");
            while (!health.path("status").asText().equals("ok")
                    || health.at("/index/pending").asLong() > 0) {
                assertTrue(System.nanoTime() < end, health.toString());
                Thread.sleep(100);
                health = admin.read("/health");
            }
            admin.search("/customers/search?size=0&facets=", BEFORE + MEANWHILE);
            JsonNode check = admin.read("/index/check");
            assertEquals(0, check.path("differences").asInt(), check.toString());
        }
    }

    @Test
    void withoutPostgreSQL_theHealthSaysSo_andTheImportGoesOnOnceItIsBack() throws Exception {
        try (EmbeddedServer portal = Caller.portal(Map.of(
                "keqing.test.shared", "false",
                "keqing.job.silence", "2000",
                "datasources.default.connection-timeout", "1000"))) {
            Caller admin = Caller.admin(portal);
            load(portal, 0, BEFORE);
            admin.search("/customers/search?size=0&facets=", BEFORE);
            ImportJobs jobs = portal.getApplicationContext().getBean(ImportJobs.class);
            long id = start(portal, BEFORE, FAR_MORE);
            for (int i = 0; i < 3_000 && written(jobs, id) == 0; i++) {
                Thread.sleep(10);
            }
            assertFalse(jobs.find(id).orElseThrow().state().isOver(), "to be met in the middle of its writing");

            Path pid = portal.getApplicationContext().getBean(Home.class).root().resolve("run/postgres.pid");
            try (Killer killer = new Killer(pid)) {
                killer.awaitFirstKill();
                JsonNode health = Caller.stranger(portal).read("/health");
                for (int i = 0; i < 200 && health.path("problems").isEmpty(); i++) {
                    Thread.sleep(50);
                    health = Caller.stranger(portal).read("/health");
                }
                assertEquals("degraded", health.path("status").asText(), health.toString());
                assertEquals("database", health.path("problems").get(0).asText(), health.toString());
                // longer than anybody waits for a connection: whatever looks at the database in turns meets none
                Thread.sleep(3_000);
            }

            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (!isOver(jobs, id)) {
                assertTrue(System.nanoTime() < end, "the import did not go on");
                Thread.sleep(100);
            }
            ImportJob job = jobs.find(id).orElseThrow();
            assertEquals(ImportJob.State.FINISHED, job.state(), job.toString());
            assertEquals(FAR_MORE, job.counts().created(), job.toString());
            admin.search("/customers/search?size=0&facets=", BEFORE + FAR_MORE);
            JsonNode check = admin.read("/index/check");
            assertEquals(0, check.path("differences").asInt(), check.toString());
        }
    }

    private static long written(ImportJobs jobs, long id) {
        ImportProgress.Snapshot now = jobs.find(id).orElseThrow().progress();
        return now == null ? 0 : now.rowsWritten();
    }

    /// A look may still meet the database on its way up.
    private static boolean isOver(ImportJobs jobs, long id) {
        try {
            return jobs.find(id).orElseThrow().state().isOver();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static ImportJob load(EmbeddedServer portal, int from, int rows) throws Exception {
        ImportJobs jobs = portal.getApplicationContext().getBean(ImportJobs.class);
        long id = start(portal, from, rows);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!jobs.find(id).orElseThrow().state().isOver()) {
            assertTrue(System.nanoTime() < end, "the import did not end");
            Thread.sleep(20);
        }
        assertEquals(ImportJob.State.FINISHED, jobs.find(id).orElseThrow().state());
        return jobs.find(id).orElseThrow();
    }

    private static long start(EmbeddedServer portal, int from, int rows) {
        ImportJobs jobs = portal.getApplicationContext().getBean(ImportJobs.class);
        Mapping mapping = portal.getApplicationContext().getBean(Mappings.class).read("""
                {"type": "customers", "source": "crm", "fields": {"id": "id", "name": "name"}}""");
        byte[] file = IntStream.range(from, from + rows)
                .mapToObj(i -> i + ",Customer " + i)
                .collect(Collectors.joining("\n", "id,name\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
        Path saved = jobs.save(new ByteArrayInputStream(file), ImportDesk.ADMIN);
        return jobs.start(saved, "customers.csv", mapping, false, ImportDesk.ADMIN);
    }

    /// Ends whatever process the file names, as soon as it is named, until closed.
    private static final class Killer implements AutoCloseable {
        private final Path pid;
        private final Thread thread;
        private volatile ProcessHandle killed = ProcessHandle.current();
        private volatile int kills;
        private volatile boolean over;

        Killer(Path pid) {
            this.pid = pid;
            thread = Thread.ofPlatform().daemon().start(this::work);
        }

        private void work() {
            while (!over) {
                try {
                    String named = named();
                    if (!named.isEmpty()) {
                        ProcessHandle.of(Long.parseLong(named)).ifPresent(process -> {
                            killed = process;
                            process.destroyForcibly();
                            kills++;
                        });
                    }
                    Thread.sleep(20);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        /// Empty while no process has its name there.
        private String named() throws IOException {
            try {
                return Files.readString(pid).strip();
            } catch (NoSuchFileException between) {
                return "";
            }
        }

        void awaitFirstKill() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (kills == 0) {
                assertTrue(System.nanoTime() < end, "there is nothing to end");
                Thread.sleep(10);
            }
            killed.onExit().join();
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
        }
    }
}
