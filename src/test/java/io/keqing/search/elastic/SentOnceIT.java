package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.record.Database;
import io.keqing.search.IndexHolds;
import io.keqing.search.IndexQueue;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What an import writes is sent to the engine once, with the classes its own orders lead to.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentOnceIT implements TestPropertyProvider {
    private static final int CUSTOMERS = 200;
    private static final int ORDERS = 3_000;
    private static final String MAPPING = """
            {"type": "interactions", "source": "%s",
             "fields": {"id": "id", "customer": "customer", "kind": {"value": "order"}, "amount": "amount", "at": "at"}}""";

    @Inject
    EmbeddedServer server;

    @Inject
    Database database;

    @Inject
    IndexHolds holds;

    @Inject
    IndexQueue queue;

    @Override
    public Map<String, String> getProperties() {
        return Map.of(
                "keqing.admin.password",
                Caller.PASSWORD,
                "keqing.zone",
                "UTC",
                "keqing.record.chunk",
                "250",
                // many small chunks: without a hold most customers change their class several times
                "keqing.facts.first-look",
                "1h");
    }

    private long sent(String index) {
        return Json.tree(server.getApplicationContext()
                        .getBean(Engine.class)
                        .call("GET", "/" + Indices.serving(index) + "/_stats/indexing?filter_path=_all.primaries")
                        .body())
                .at("/_all/primaries/indexing/index_total")
                .asLong();
    }

    private static String orders(String prefix, int customers) {
        StringBuilder file = new StringBuilder("id,customer,amount,at\n");
        for (int i = 0; i < ORDERS; i++) {
            file.append("%s%d,c%d,%d.50,2025-%02d-%02d 08:00:00\n"
                    .formatted(prefix, i, i % customers, 10 + i % 90, 1 + i % 12, 1 + i % 28));
        }
        return file.toString();
    }

    @Test
    void ordersAndTheirCustomers_areSentOnce_withTheirClass() throws Exception {
        Caller admin = Caller.admin(server);
        admin.settle();
        long interactions = sent("interactions");
        long customers = sent("customers");
        JsonNode job = admin.load("/imports", "orders.csv", orders("o", CUSTOMERS), MAPPING.formatted("once"));
        assertEquals(ORDERS, job.path("created").asInt(), job.toString());
        admin.settle();
        assertEquals(ORDERS, sent("interactions") - interactions, "documents of interactions");
        assertEquals(CUSTOMERS, sent("customers") - customers, "documents of customers");
        assertEquals(0, count("select count(*) from index_hold"));
        // each document has the class its customer has in the truth
        int lost = count("select count(*) from interaction i join customer_facts f on f.key = i.customer_key where "
                + "i.source = 'once' and f.lifecycle = 'lost'");
        assertTrue(lost > 0, "customers whose orders are a year old");
        assertEquals(
                lost,
                admin.read("/interactions/search?f.source=once&f.customer.lifecycle=lost&size=1")
                        .path("total")
                        .asInt());
    }

    @Test
    void whoeverNeedsTheIndex_endsTheWait() throws Exception {
        Caller admin = Caller.admin(server);
        admin.settle();
        holds.open("import:test");
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into index_queue (type, keys, cause) values ('customers', '{1}', 'import:test')")) {
                return insert.executeUpdate();
            }
        });
        Thread.sleep(500);
        assertEquals(1, queue.backlog("customers").documents(), "the import is not over");
        assertTrue(queue.awaitDone("customers", Duration.ofSeconds(30)));
        assertEquals(0, count("select count(*) from index_hold"));
    }

    @Test
    void aHoldWhoseTimeIsOver_holdsNothing() throws Exception {
        Caller admin = Caller.admin(server);
        admin.settle();
        holds.open("import:lost");
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into index_queue (type, keys, cause) values ('customers', '{1}', 'import:lost')")) {
                insert.executeUpdate();
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update index_hold set until = now() - interval '1 second'")) {
                return update.executeUpdate();
            }
        });
        for (int i = 0; i < 600 && count("select count(*) from index_hold") > 0; i++) {
            Thread.sleep(50);
        }
        assertEquals(0, count("select count(*) from index_hold"), "nobody ended it, and it has gone");
        admin.settle();
    }

    private int count(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
