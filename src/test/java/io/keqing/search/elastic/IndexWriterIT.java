package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.FEEDBACK;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.feedback.FeedbackFields;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.IndexWriter.Bucket;
import io.keqing.search.IndexWriter.Refused;
import io.keqing.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexWriterIT {
    private OnElasticsearch on;

    @BeforeEach
    void empty() {
        on = new OnElasticsearch();
    }

    private static Document feedback(int key, String comment) {
        return Documents.of(FeedbackFields.ALL, key, "s", "F" + key)
                .with(FeedbackFields.COMMENT, comment)
                .done();
    }

    private long total() {
        on.writer.refresh(FEEDBACK);
        return on.index
                .search(SearchQuery.all("feedback").withFacets(List.of()), SUPPORT)
                .total();
    }

    private String comment(int key) {
        return (String) on.find("feedback", "F" + key, SUPPORT)
                .hits()
                .getFirst()
                .fields()
                .get("comment");
    }

    @Test
    void whoeverReadLaterWins() {
        on.put(FEEDBACK, 10, feedback(1, "new"));
        assertEquals(List.of(), on.put(FEEDBACK, 9, feedback(1, "old")));
        assertEquals("new", comment(1));
        on.put(FEEDBACK, 10, feedback(1, "same version"));
        assertEquals("same version", comment(1));
        on.writer.put(FEEDBACK, 12, List.of(), List.of(1, 2));
        assertEquals(0, total());
        on.put(FEEDBACK, 11, feedback(1, "late"));
        assertEquals(0, total());
        on.put(FEEDBACK, 13, feedback(1, "back"));
        assertEquals(1, total());
    }

    @Test
    void refusedDocumentsAreReported_theOthersGoIn() {
        Document tooLong =
                Documents.of(FeedbackFields.ALL, 3, "s", "x".repeat(40_000)).done();
        List<Refused> refused = on.put(FEEDBACK, 1, feedback(1, "one"), tooLong, feedback(2, "two"));
        assertEquals(List.of(3), refused.stream().map(Refused::key).toList());
        assertTrue(refused.getFirst().reason().contains("immense"), refused.toString());
        assertEquals(2, total());
    }

    @Test
    void aRebuildSwaps_whileWritesGoOn() throws Exception {
        List<Document> all = IntStream.rangeClosed(1, 3_000)
                .mapToObj(key -> feedback(key, "v1"))
                .toList();
        on.writer.put(FEEDBACK, 1, all, List.of());
        assertEquals(3_000, total());
        AtomicBoolean stop = new AtomicBoolean();
        List<Integer> written = new ArrayList<>();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int key = 5_000; !stop.get() && key < 20_000; key++) {
                on.writer.put(
                        FEEDBACK, key, List.of(feedback(key, "meanwhile"), feedback(key % 3_000 + 1, "v2")), List.of());
                written.add(key);
            }
        });
        for (int round = 0; round < 3; round++) {
            on.writer.beginRebuild(FEEDBACK);
            // the rows written before the rebuild began are what its stream would read
            List<Document> stream = new ArrayList<>(all);
            new ArrayList<>(written).forEach(key -> stream.add(feedback(key, "meanwhile")));
            for (int at = 0; at < stream.size(); at += 1_000) {
                on.writer.putRebuilt(FEEDBACK, 1, stream.subList(at, Math.min(at + 1_000, stream.size())));
                assertTrue(total() >= 3_000);
            }
            on.writer.finishRebuild(FEEDBACK);
        }
        stop.set(true);
        writing.join();
        assertEquals(3_000 + written.size(), total());
        on.writer.beginRebuild(FEEDBACK);
        on.writer.abandonRebuild(FEEDBACK);
        assertEquals(3_000 + written.size(), total());
    }

    @Test
    void bucketsAndChecksSayWhatIsThere() {
        List<Document> all = IntStream.rangeClosed(1, 300)
                .mapToObj(key -> feedback(key, "x"))
                .toList();
        on.writer.put(FEEDBACK, 1, all, List.of());
        on.writer.refresh(FEEDBACK);
        Map<Integer, Bucket> buckets = on.writer.buckets(FEEDBACK, 100);
        assertEquals(new Bucket(99, 7.0 * 99 * 100 / 2), buckets.get(0));
        assertEquals(100, buckets.get(1).count());
        assertEquals(1, buckets.get(3).count());
        Map<Integer, Long> checks = on.writer.checks(FEEDBACK, 100, 200);
        assertEquals(100, checks.size());
        assertEquals(7L * 150, checks.get(150));
    }
}
