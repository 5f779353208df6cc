package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two portals on one pair of engines: a file comes in through one, edits through the other, both index.
@Timeout(180)
class TwoPortalsIT {
    private static final int CUSTOMERS = 900;
    private static final int CALLS = 45_000;
    /// More keys than an entry that is taken together with others, so that each entry draws one version.
    private static final int BATCH = 30;

    @Test
    void bothShareTheQueue_andNothingIsDoneTwiceOrLost() throws Exception {
        try (EmbeddedServer one = portal("portal one");
                EmbeddedServer two = portal("portal two")) {
            Database database = one.getApplicationContext().getBean(Database.class);
            watchTheQueue(database);
            long versions = number(database, "select nextval('document_version')");
            Caller editor = Caller.admin(two);
            for (int from = 0; from < CUSTOMERS; from += BATCH) {
                edit(editor, from, "first");
            }
            ImportJobs jobs = one.getApplicationContext().getBean(ImportJobs.class);
            Mapping mapping =
                    one.getApplicationContext().getBean(Mappings.class).read("""
                    {"type": "interactions", "source": "desk",
                     "fields": {"id": "id", "customer": {"column": "customer", "source": "crm"},
                                "kind": {"value": "call"}, "subject": "subject"}}""");
            byte[] calls = IntStream.range(0, CALLS)
                    .mapToObj(i -> i + ",c" + i % CUSTOMERS + ",call number " + i)
                    .collect(Collectors.joining("\n", "id,customer,subject\n", "\n"))
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var saved = jobs.save(new java.io.ByteArrayInputStream(calls), ImportDesk.ADMIN);
            long id = jobs.start(saved, "calls.csv", mapping, false, ImportDesk.ADMIN);
            int edits = 0;
            while (!jobs.find(id).orElseThrow().state().isOver()) {
                edit(editor, edits++ * BATCH % CUSTOMERS, "edit " + edits);
            }
            ImportJob done = jobs.find(id).orElseThrow();
            assertEquals(ImportJob.State.FINISHED, done.state());
            assertEquals(CALLS, done.counts().created());
            awaitEmptyQueue(database);

            assertEquals(
                    "portal one, portal two",
                    text(database, "select string_agg(distinct portal, ', ' order by portal) from queue_left"));
            assertEquals(
                    number(database, "select count(*) from queue_joined"),
                    number(database, "select count(*) from queue_left"));
            assertEquals(
                    number(
                            database,
                            "select count(*) from queue_left where size > 25 or dependants or cause is not null"),
                    number(database, "select count(*) from queue_left"),
                    "small entries are taken together, which would hide a second look");
            // an entry that two had looked at would have drawn two versions; what an import held back was put
            // together anew before it was looked at
            assertEquals(
                    number(database, "select count(*) from queue_left where cause is null"),
                    number(database, "select last_value from document_version") - versions);
            JsonNode check = Caller.admin(one).read("/index/check");
            assertEquals(0, check.path("differences").asInt(), check.toString());
            assertEquals(CALLS, check.at("/types/interactions/documents").asInt(), check.toString());
            assertEquals(CUSTOMERS, check.at("/types/customers/documents").asInt(), check.toString());
            assertTrue(edits > 0);
        }
    }

    private static EmbeddedServer portal(String name) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("keqing.test.database", "portals");
        settings.put("datasources.default.data-source-properties.ApplicationName", name);
        return Caller.portal(settings);
    }

    private static void edit(Caller editor, int from, String tier) throws Exception {
        String lines = IntStream.range(from, from + BATCH)
                .mapToObj(i -> "{\"source\": \"crm\", \"id\": \"c%d\", \"name\": \"Customer %d\", \"owner\": \"%s\"}"
                        .formatted(i, i, tier))
                .collect(Collectors.joining("\n"));
        var answer = editor.call("POST", "/customers/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static void watchTheQueue(Database database) {
        database.inTransaction(connection -> execute(connection, """
                create table queue_joined (id bigint);
                create table queue_left (id bigint, size integer, dependants boolean, portal text, cause text);
                create function queue_watched() returns trigger language plpgsql as $$
                begin
                    if tg_op = 'INSERT' then
                        insert into queue_joined values (new.id);
                        return new;
                    end if;
                    insert into queue_left values (old.id, cardinality(old.keys), old.dependants,
                        current_setting('application_name'), old.cause);
                    return old;
                end $$;
                create trigger queue_watch after insert or delete on index_queue
                    for each row execute function queue_watched()"""));
    }

    private static boolean execute(Connection connection, String sql) throws java.sql.SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static void awaitEmptyQueue(Database database) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        // in one look: working facts out moves a customer from one queue to the other
        String open = "select (select count(*) from index_queue) + (select count(*) from facts_queue)";
        while (number(database, open) > 0) {
            assertTrue(System.nanoTime() < end, "the queue is not empty after 90 s");
            Thread.sleep(50);
        }
    }

    private static long number(Database database, String sql) {
        return Long.parseLong(text(database, sql));
    }

    private static String text(Database database, String sql) {
        return database.read(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        });
    }
}
