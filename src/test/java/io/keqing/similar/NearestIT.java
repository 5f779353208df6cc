package io.keqing.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.Caller;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordTypes;
import io.keqing.search.SearchUrl;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Entry;
import io.keqing.search.TextIndex.Question;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The nearest by meaning against every vector compared, among vectors that crowd and vectors that stand apart.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearestIT {
    private static final Viewer VIEWER = new Viewer("near", Set.of(Role.ADMIN));
    private static final int RECORDS = 6_000;
    private static final int APART = 50;
    private static final int QUESTIONS = 40;
    private static final int WANTED = 10;
    private static final TextModel MODEL = TextModel.EN;

    private final Map<Integer, Document> documents = new HashMap<>();
    private final Map<Integer, float[]> vectors = new HashMap<>();
    private EmbeddedServer server;
    private TextIndex index;

    @BeforeAll
    void fill() throws Exception {
        server = Caller.portal(Map.of("keqing.vectors.enabled", false, "keqing.sample.customers", 0));
        Caller admin = Caller.admin(server);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            lines.append(
                    "{\"source\":\"%s\",\"id\":\"%d\",\"kind\":\"case\",\"body\":\"text\",\"product\":\"p%d\",\"at\":\"%s-02-01T10:00:00Z\"}%n"
                            .formatted(i < 500 ? "near-small" : "near-large", i, i % 20, i % 4 == 0 ? 2026 : 2025));
        }
        assertEquals(
                200,
                admin.call("POST", "/interactions/_batch", lines.toString(), "Content-Type", "application/x-ndjson")
                        .statusCode());
        index = server.getApplicationContext().getBean(TextIndex.class);
        index.prepare();
        var type = server.getApplicationContext().getBean(RecordTypes.class).get(InteractionFields.TYPE);
        List<Entry> entries = new ArrayList<>();
        for (Document document :
                server.getApplicationContext().getBean(RecordStore.class).after(type, 0, RECORDS * 2)) {
            if (document.id().source().startsWith("near-")) {
                float[] vector = vector(Integer.parseInt(document.id().id()));
                documents.put(document.key(), document);
                vectors.put(document.key(), vector);
                entries.add(new Entry(document, "text", new UUID(1, document.key()).toString(), MODEL.space(), vector));
            }
        }
        assertEquals(RECORDS, entries.size());
        index.put(1, entries, List.of());
        index.refresh();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static float[] vector(int number) {
        Random own = new Random(number);
        Random centre = new Random(number % APART == 0 ? number : 1_000_000L + number % 7);
        Random shared = new Random(5);
        double spread = number % APART == 0 ? 0.01 : 0.25;
        float[] vector = new float[MODEL.dimensions()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (shared.nextGaussian() + 0.6 * centre.nextGaussian() + spread * own.nextGaussian());
        }
        return vector;
    }

    @Test
    void theTenNearest_areFound_ofAllRecords() {
        assertFound(Map.of(), document -> true);
    }

    @Test
    void theTenNearest_areFound_underFilters() {
        assertFound(Map.of("f.source", List.of("near-small")), document -> source(document, "near-small"));
        assertFound(Map.of("f.source", List.of("near-large")), document -> source(document, "near-large"));
        assertFound(Map.of("f.product", List.of("p0")), document -> product(document, "p0"));
        assertFound(Map.of("f.product", List.of("p7")), document -> product(document, "p7"));
        assertFound(
                Map.of("f.source", List.of("near-large"), "f.at", List.of("2026-01-01..")),
                document -> source(document, "near-large")
                        && Integer.parseInt(document.id().id()) % 4 == 0);
    }

    private static boolean source(Document document, String source) {
        return document.id().source().equals(source);
    }

    private static boolean product(Document document, String product) {
        return product.equals(document.get(InteractionFields.PRODUCT));
    }

    private void assertFound(Map<String, List<String>> filters, Predicate<Document> holds) {
        SearchUrl url = server.getApplicationContext().getBean(SearchUrl.class);
        Question question = new Question(
                Map.of(
                        InteractionFields.TYPE,
                        url.read(InteractionFields.TYPE, filters).filters()),
                null,
                List.of(),
                100,
                VIEWER);
        List<Integer> matching = documents.values().stream()
                .filter(holds)
                .map(Document::key)
                .sorted()
                .toList();
        Random random = new Random(11);
        double found = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            float[] asked =
                    vectors.get(matching.get(random.nextInt(matching.size()))).clone();
            for (int j = 0; j < asked.length; j++) {
                asked[j] += (float) (0.2 * random.nextGaussian());
            }
            Comparator<Integer> nearness =
                    Comparator.comparingDouble(key -> -LanguageBridge.cosine(asked, vectors.get(key)));
            List<Integer> right =
                    matching.stream().sorted(nearness).limit(WANTED).toList();
            Set<Integer> got = new HashSet<>();
            index.nearest(MODEL.space(), asked, question).stream()
                    .limit(WANTED)
                    .forEach(scored -> got.add(scored.address().key()));
            assertTrue(got.contains(right.getFirst()), filters + ": the nearest of all is missed");
            found += right.stream().filter(got::contains).count() / (double) right.size();
        }
        assertTrue(found / QUESTIONS >= 0.99, filters + ": recall@10 was " + found / QUESTIONS);
    }
}
