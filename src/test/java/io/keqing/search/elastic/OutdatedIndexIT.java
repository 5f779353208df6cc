package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.Caller;
import io.keqing.customer.CustomerFields;
import io.keqing.record.Documents;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An index that a portal with another mapping made.
@Timeout(600)
class OutdatedIndexIT {
    @Test
    void itIsRebuiltWhenThePortalStarts_andNothingIsMissing() throws Exception {
        Map<String, Object> settings = Map.of("keqing.test.database", "outdated");
        try (EmbeddedServer before = Caller.portal(settings)) {
            Caller admin = Caller.admin(before);
            assertEquals(
                    201,
                    admin.call("PUT", "/customers/crm/1", "{\"name\": \"王小明\"}", "Content-Type", "application/json")
                            .statusCode());
            Engine engine = before.getApplicationContext().getBean(Engine.class);
            byte[] other = "{\"_meta\": {\"definition\": \"another\"}}".getBytes(StandardCharsets.UTF_8);
            assertTrue(engine.call("PUT", "/keqing-customers/_mapping", other, Duration.ofSeconds(20))
                    .ok());
            assertFalse(new Indices(engine).createMissing("customers"));
        }
        try (EmbeddedServer after = Caller.portal(settings)) {
            Indices indices = new Indices(after.getApplicationContext().getBean(Engine.class));
            while (!indices.createMissing("customers")) {
                Thread.onSpinWait();
            }
            Caller admin = Caller.admin(after);
            assertEquals(
                    1,
                    admin.read("/customers/search?q=wangxiaoming").path("total").asInt(),
                    () -> everything(admin));
            assertEquals(0, admin.read("/index/check").path("differences").asInt());
        }
    }

    private static String everything(Caller admin) {
        try {
            return admin.read("/customers/search?q=&facets=") + " " + admin.read("/index/check");
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void meanwhileItTakesDocumentsWithNewFields() {
        OnElasticsearch on = new OnElasticsearch();
        ObjectNode older = Indices.definition("customers");
        ((ObjectNode) older.at("/mappings/properties")).remove(List.of("name_pinyin", "company_pinyin"));
        older.putObject("aliases").putObject(Indices.next("customers"));
        byte[] body = older.toString().getBytes(StandardCharsets.UTF_8);
        assertTrue(OnElasticsearch.ENGINE
                .call("PUT", "/keqing-customers-older", body, Duration.ofSeconds(20))
                .ok());
        new Indices(OnElasticsearch.ENGINE).swap("customers");
        assertTrue(on.writer.prepare(OnElasticsearch.TYPES), "it wants a rebuild");
        assertEquals(
                List.of(),
                on.put(
                        OnElasticsearch.CUSTOMERS,
                        1,
                        Documents.of(CustomerFields.ALL, 1, "crm", "1")
                                .with(CustomerFields.NAME, "王小明")
                                .done()));
        assertEquals(List.of(1), on.keys("customers", "wangxiaoming"));
    }
}
