package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.DatabaseAddress;
import io.keqing.embedded.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the portal at random moments of one import: what comes out is what an undisturbed import brings.
class KillIT {
    static final int CHUNK = 250;

    private static final int ROWS = 12_000;
    private static final int KILLS = Integer.getInteger("keqing.kills", 3);
    /// Of the interactions, and of the 3,000 customers beside them.
    private static final int CHUNKS = (ROWS + 3_000) / CHUNK;

    private static final int EARLY_MILLIS = 800;
    private static final int LATE_MILLIS = 40;
    private static final String MAPPING = """
            {"type": "interactions", "source": "SOURCE",
             "fields": {"id": "id", "customer": "customer", "kind": {"value": "order"}, "subject": "subject",
                        "status": "status", "amount": "amount", "at": "at"},
             "also": [{"type": "customers", "fields": {"id": "customer", "name": "name"}}]}""";

    private final List<Long> chunks = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void anImportKilledAgainAndAgain_endsAsOneThatWasLeftInPeace() throws Exception {
        Map<String, Object> settings = new HashMap<>(TestDatabase.fresh());
        settings.put("keqing.zone", "UTC");
        settings.put("keqing.record.chunk", CHUNK);
        try (ApplicationContext context = ApplicationContext.run(settings, "test");
                ImportDesk desk = new ImportDesk(context)) {
            desk.text("insert into tombstone (mark) select tombstone_mark(source, 'o' || i) "
                    + "from unnest(array['calm', 'killed']) source, generate_series(7, 11000, 799) i returning 1");
            String file = file();
            ImportJob calm = desk.load(file, MAPPING.replace("SOURCE", "calm"));
            assertEquals(ImportJob.State.FINISHED, calm.state(), String.valueOf(calm.message()));
            assertTrue(calm.counts().created() > ROWS * 0.9, calm.counts().toString());
            assertTrue(calm.counts().rejected() > 10 && calm.warnings() > 10, calm.toString());

            Files.writeString(folder.resolve("killed.csv"), file);
            Files.writeString(folder.resolve("mapping.json"), MAPPING.replace("SOURCE", "killed"));
            long seed = Long.getLong("keqing.seed", System.nanoTime());
            int met = kill(context.getBean(DatabaseAddress.class), new Random(seed), desk);
            ImportJob killed = desk.jobs.list().getFirst();

            String which =
                    "seed " + seed + ", " + met + " of " + KILLS + " kills met it unfinished, after chunks " + chunks;
            System.out.println("KillIT: " + which);
            assertTrue(met * 2 >= KILLS, which);
            assertTrue(chunks.stream().anyMatch(committed -> committed > 0), which);
            assertEquals(ImportJob.State.FINISHED, killed.state(), which + ": " + killed.message());
            assertEquals(calm.counts(), killed.counts(), which);
            assertEquals(calm.types(), killed.types(), which);
            assertEquals(calm.warnings(), killed.warnings(), which);
            assertEquals(calm.problems(), killed.problems(), which);
            assertEquals(
                    calm.notes().toString().replace("calm", "killed"),
                    killed.notes().toString(),
                    which);
            assertEquals(desk.rejects(calm), desk.rejects(killed), which);
            for (String table : List.of("interaction", "customer")) {
                assertEquals(contents(desk, table, "calm"), contents(desk, table, "killed"), which);
                assertEquals(
                        0,
                        desk.number("select count(*) from " + table + " where source = 'killed' and key not in "
                                + "(select unnest(keys) from index_queue where type = '" + table + "s')"),
                        "records that the index would never hear of, " + which);
            }
            assertEquals(0, desk.number("select count(*) from history"), which);
        }
    }

    /// Everything of the records but what tells two imports apart.
    private static String contents(ImportDesk desk, String table, String source) {
        return desk.text(
                "select count(*) || ' ' || md5(string_agg((to_jsonb(r) - 'key' - 'source' - 'cause' - 'changed_at' "
                        + "- 'check_sum' - 'customer_key')::text" + (table.equals("interaction") ? " || c.id" : "")
                        + ", '|' order by r.id)) from " + table + " r "
                        + (table.equals("interaction") ? "left join customer c on c.key = r.customer_key " : "")
                        + "where r.source = '" + source + "'");
    }

    /// Moments are told by chunks, not by the clock, so that they lie all over the import on any machine.
    ///
    /// @return how many of the kills met the import unfinished
    private int kill(DatabaseAddress database, Random random, ImportDesk desk)
            throws IOException, InterruptedException {
        int met = 0;
        for (int i = 0; i < KILLS; i++) {
            long moment = (long) (CHUNKS * (i + random.nextDouble()) / (KILLS + 1));
            Process portal = portal(database);
            try (BufferedReader out = portal.inputReader()) {
                awaitUp(out);
                for (int look = 0; look < 6_000 && committed(desk) < moment; look++) {
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(moment == 0 ? EARLY_MILLIS : LATE_MILLIS));
            } finally {
                portal.destroyForcibly();
            }
            assertTrue(portal.waitFor(10, TimeUnit.SECONDS));
            met += desk.number("select count(*) from import where file_name = 'killed.csv' and finished_at is null");
            chunks.add(committed(desk));
        }
        Process last = portal(database);
        try (BufferedReader out = last.inputReader()) {
            awaitUp(out);
            assertTrue(last.waitFor(130, TimeUnit.SECONDS), "the last life of the portal was to end its import");
        } finally {
            last.destroyForcibly();
        }
        return met;
    }

    private static long committed(ImportDesk desk) {
        return desk.number("select count(*) from import_chunk c join import i on i.id = c.import_id "
                + "where i.file_name = 'killed.csv' and c.part >= 0");
    }

    private Process portal(DatabaseAddress database) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MortalPortal.class.getName(),
                database.jdbcUrl(),
                database.user(),
                database.password(),
                folder.resolve("home").toString(),
                folder.resolve("killed.csv").toString(),
                folder.resolve("mapping.json").toString());
        return builder.redirectError(folder.resolve("portal.log").toFile()).start();
    }

    private static void awaitUp(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("up")) {
                return;
            }
        }
        throw new AssertionError("the portal ended before it was up");
    }

    private static String file() {
        StringBuilder file = new StringBuilder("id,customer,name,subject,status,amount,at\n");
        for (int i = 0; i < ROWS; i++) {
            int customer = i % 3_000;
            file.append("o%d,c%d,Name %d,订单 order %d,%s,%s,%s\n"
                    .formatted(
                            i,
                            customer,
                            customer,
                            i,
                            i % 300 == 0 ? "odd" : "open",
                            i % 500 == 1 ? "dear" : Integer.toString(i % 500),
                            "2025-03-%02d 09:30:00".formatted(i % 28 + 1)));
        }
        return file.toString();
    }
}
