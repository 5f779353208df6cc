package io.keqing.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.DatabaseAddress;
import io.keqing.embedded.TestDatabase;
import io.keqing.record.Database;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while vectors are made: what is kept is not made again.
class VectorKillIT {
    private static final int TEXTS = 1_500;
    /// Kept so many at a time, so that a kill costs fewer.
    private static final int AT_ONCE = 32;

    @TempDir
    Path folder;

    @Test
    void aKilledReader_goesOnWhereItWas_andNoTextIsKeptTwice() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < TEXTS; i++) {
            lines.append("The lamp number %d flickers since %d days%n".formatted(i, i % 17));
        }
        Path file = Files.writeString(folder.resolve("texts.txt"), lines);
        try (ApplicationContext context = ApplicationContext.run(new HashMap<>(TestDatabase.fresh()), "test")) {
            Database database = context.getBean(Database.class);
            run(database, "create table tried (hash uuid)");
            run(
                    database,
                    "create function note_tried() returns trigger language plpgsql as "
                            + "'begin insert into tried values (new.hash); return new; end'");
            run(
                    database,
                    "create trigger tried before insert on text_vector for each row execute function note_tried()");
            List<Long> killedAt = new ArrayList<>();
            for (long moment : new long[] {200, 700}) {
                Process reader = reader(context.getBean(DatabaseAddress.class), file);
                for (int look = 0; look < 12_000 && kept(database) < moment && reader.isAlive(); look++) {
                    Thread.sleep(5);
                }
                reader.destroyForcibly();
                assertTrue(reader.waitFor(10, TimeUnit.SECONDS));
                killedAt.add(kept(database));
            }
            assertTrue(killedAt.getFirst() >= 200 && killedAt.getLast() < TEXTS, killedAt.toString());
            assertTrue(killedAt.stream().allMatch(kept -> kept % AT_ONCE == 0), killedAt.toString());
            Process last = reader(context.getBean(DatabaseAddress.class), file);
            assertTrue(last.waitFor(120, TimeUnit.SECONDS), "the last life was to end");
            assertEquals(0, last.exitValue(), Files.readString(folder.resolve("reader.log")));
            assertEquals(TEXTS, kept(database));
            assertEquals(TEXTS, number(database, "select count(*) from tried"), "killed at " + killedAt);
        }
    }

    private static long kept(Database database) {
        return number(database, "select count(*) from text_vector");
    }

    private static long number(Database database, String sql) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql);
                    var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static void run(Database database, String sql) {
        database.inTransaction(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                return statement.execute();
            }
        });
    }

    private Process reader(DatabaseAddress database, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalReader.class.getName(),
                        database.jdbcUrl(),
                        database.user(),
                        database.password(),
                        folder.resolve("home").toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("reader.log").toFile())
                .start();
    }
}
