package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.IndexUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A question that nobody waits for any more is no work for the engine either.
@Timeout(180)
class CancelIT {
    private static final int RECORDS = 40_000;
    private static final int FILTERS = 26;

    @BeforeAll
    static void fill() {
        OnElasticsearch on = new OnElasticsearch();
        List<Document> documents = new ArrayList<>();
        for (int key = 1; key <= RECORDS; key++) {
            documents.add(Documents.of(InteractionFields.ALL, key, "crm", "X" + key)
                    .with(InteractionFields.QUANTITY, key % 100 / 1d)
                    .done());
        }
        assertEquals(List.of(), on.writer.put(OnElasticsearch.INTERACTIONS, 1, documents, List.of()));
        on.writer.refresh(OnElasticsearch.INTERACTIONS);
    }

    /// Counts every record into a bucket of each of 26 × 26 × 26 filters: a minute of work on a busy machine.
    private static byte[] slow() {
        Map<String, Object> aggs = Map.of();
        for (int level = 0; level < 3; level++) {
            Map<String, Object> filters = new LinkedHashMap<>();
            for (int i = 0; i < FILTERS; i++) {
                filters.put("f" + i, Json.of("range", Json.of("quantity", Json.of("gte", -1 - i))));
            }
            Map<String, Object> agg = Json.of("filters", Json.of("filters", filters));
            if (!aggs.isEmpty()) {
                agg.put("aggs", aggs);
            }
            aggs = Json.of("level" + level, agg);
        }
        return Json.bytes(Json.of("size", 0, "aggs", aggs));
    }

    /// Searches that run and that nobody took back; one that was taken back ends at its next look around.
    private static int searching(boolean withCancelled) {
        JsonNode nodes = Json.tree(OnElasticsearch.ENGINE
                        .call("GET", "/_tasks?actions=indices:data/read/search*")
                        .body())
                .path("nodes");
        int running = 0;
        for (JsonNode node : nodes) {
            for (JsonNode task : node.path("tasks")) {
                running += withCancelled || !task.path("cancelled").asBoolean() ? 1 : 0;
            }
        }
        return running;
    }

    private static void await(BooleanSupplier holds, Duration most, String what) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "within " + most + " " + what);
            Thread.sleep(20);
        }
    }

    @Test
    void aThreadThatIsInterrupted_takesItsQuestionBackFromTheEngine() throws Exception {
        await(() -> searching(true) == 0, Duration.ofSeconds(20), "earlier searches must end");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                OnElasticsearch.ENGINE.call(
                        "POST", "/" + Indices.serving("interactions") + "/_search", slow(), Duration.ofSeconds(120));
            } catch (RuntimeException e) {
                thrown.set(e);
            }
        });
        await(() -> searching(false) > 0, Duration.ofSeconds(20), "the question must reach the engine");
        // it does not just end by itself
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < end) {
            assertTrue(searching(false) > 0, "the question must be a slow one");
            Thread.sleep(50);
        }
        asking.interrupt();
        await(() -> searching(false) == 0, Duration.ofSeconds(10), "the engine must know that nobody waits");
        asking.join(5_000);
        assertInstanceOf(IndexUnavailableException.class, thrown.get());
        await(() -> searching(true) == 0, Duration.ofSeconds(60), "the engine must stop");
    }
}
