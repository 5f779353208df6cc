package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Lines of one order that name two customers are told; a return that a list names twice takes its amount off once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderLinesIT {
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String warning(JsonNode job) {
        StringBuilder told = new StringBuilder();
        job.path("notes").forEach(each -> {
            if (each.path("rule").asText().equals("rows of one record name several")) {
                told.append(each.path("field").asText())
                        .append(' ')
                        .append(each.path("count").asLong())
                        .append(' ')
                        .append(each.path("value").asText());
            }
        });
        return told.toString();
    }

    @Test
    void linesOfOneOrderWithTwoCustomers_areTold_andTheLastStands() throws Exception {
        String lines = """
                order,who,sum,day
                o1,ann,10,2025-01-02
                o1,bob,20,2025-01-02
                o2,ann,5,2025-01-03
                o2,ann,5,2025-01-03
                o3,bob,7,2025-01-04
                """;
        JsonNode combined = admin.load("/imports", "lines.csv", lines, """
                {"type": "interactions", "source": "lines", "fields": {"id": "order", "customer": "who",
                 "amount": "sum", "at": "day", "kind": {"value": "order"}}, "combine": {"amount": "sum", "*": "last"}}
                """);
        assertEquals("customer 1 lines/ann, lines/bob", warning(combined), combined.toString());
        JsonNode folded = admin.load("/imports", "again.csv", lines, """
                {"type": "interactions", "source": "again", "fields": {"id": "order", "customer": "who",
                 "amount": "sum", "at": "day", "kind": {"value": "order"}}}
                """);
        assertEquals("customer 1 again/ann, again/bob", warning(folded), folded.toString());
        admin.settle();
        assertEquals(2, admin.read("/customers/lines/bob").path("orders").asInt());
        assertEquals(37, admin.read("/customers/lines/bob").path("spent").asInt());
        assertEquals(10, admin.read("/customers/lines/ann").path("spent").asInt());
    }

    @Test
    void aReturnThatAListNamesTwice_takesItsAmountOffOnce() throws Exception {
        admin.load("/imports", "orders.csv", "order,who,sum,day\n1,cat,100,2025-01-02\n2,cat,60,2025-01-05\n", """
                {"type": "interactions", "source": "back", "fields": {"id": "order", "customer": "who",
                 "amount": "sum", "at": "day", "kind": {"value": "order"}}}
                """);
        admin.load("/imports", "returns.csv", "order,who,sum,day\nr2,cat,60,2025-01-09\nr2,cat,60,2025-01-09\n", """
                {"type": "interactions", "source": "back", "fields": {"id": "order", "customer": "who",
                 "amount": "sum", "at": "day", "kind": {"value": "return"}}}
                """);
        admin.settle();
        assertEquals(100, admin.read("/customers/back/cat").path("spent").asInt());
        assertEquals(2, admin.read("/customers/back/cat").path("orders").asInt());
    }
}
