package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.privacy.ContactForms;
import io.keqing.record.Document;
import io.keqing.record.RecordType;
import io.keqing.record.RunTimeNames;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.IndexWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Puts and deletes in slices, two of them on their way at a time: a request is analysed by one thread of the
/// engine,
/// so a single one would leave the others idle.
final class ElasticIndexWriter implements IndexWriter, AutoCloseable {
    private static final int SLICE = 500;
    private static final int AT_ONCE = 2;
    private static final int PAGE = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Engine engine;
    private final Indices indices;
    private final Function<String, RunTimeNames> runTime;
    private final ContactForms contactForms;
    private final ExecutorService senders = Executors.newFixedThreadPool(
            AT_ONCE * 2, Thread.ofPlatform().daemon().name("index-sender-", 0).factory());

    ElasticIndexWriter(Engine engine, Function<String, RunTimeNames> runTime, ContactForms contactForms) {
        this.contactForms = contactForms;
        this.engine = engine;
        this.indices = new Indices(engine);
        this.runTime = runTime;
    }

    @Override
    public boolean prepare(Collection<RecordType> types) {
        indices.check();
        boolean outdated = false;
        for (RecordType type : types) {
            outdated |= !indices.createMissing(type.name());
        }
        Engine.Answer health = engine.call("GET", "/_cluster/health/keqing-*?wait_for_status=yellow&timeout=30s");
        if (!health.ok()) {
            throw new IndexUnavailableException("Elasticsearch's indices are not ready yet: " + health.status(), null);
        }
        return outdated;
    }

    @Override
    public List<Refused> put(RecordType type, long version, List<Document> found, Collection<Integer> gone) {
        // the coming index first: where it starts to serve in between, the serving alias already means it, and where
        // it appears only now, the rebuild reads the rows after us
        boolean rebuilding = indices.hasNext(type.name());
        return inSlices(type, version, found, List.copyOf(gone), bulk -> {
            List<Refused> refused = new ArrayList<>();
            if (rebuilding) {
                try {
                    refused.addAll(bulk.send(Indices.next(type.name())));
                } catch (Bulk.Gone swapped) {
                    refused.clear();
                }
            }
            serving(bulk, type).stream()
                    .filter(now -> refused.stream().noneMatch(before -> before.key() == now.key()))
                    .forEach(refused::add);
            return refused;
        });
    }

    /// A swap may remove the old index between the engine's look at the alias and its write: the next look finds
    /// the new one.
    private static List<Refused> serving(Bulk bulk, RecordType type) throws Bulk.Gone {
        try {
            return bulk.send(Indices.serving(type.name()));
        } catch (Bulk.Gone swapped) {
            return bulk.send(Indices.serving(type.name()));
        }
    }

    @Override
    public List<Refused> putRebuilt(RecordType type, long version, List<Document> found) {
        return inSlices(type, version, found, List.of(), bulk -> bulk.send(Indices.next(type.name())));
    }

    private interface Sending {
        List<Refused> send(Bulk bulk) throws Bulk.Gone;
    }

    private List<Refused> inSlices(
            RecordType type, long version, List<Document> found, List<Integer> gone, Sending sending) {
        DocumentJson writer = new DocumentJson(runTime.apply(type.name()), contactForms);
        List<Future<List<Refused>>> slices = new ArrayList<>();
        for (int at = 0; at < found.size(); at += SLICE) {
            List<Document> slice = found.subList(at, Math.min(at + SLICE, found.size()));
            slices.add(senders.submit(() -> sending.send(Bulk.of(engine, writer, version, slice, List.of()))));
        }
        for (int at = 0; at < gone.size(); at += SLICE) {
            List<Integer> slice = gone.subList(at, Math.min(at + SLICE, gone.size()));
            slices.add(senders.submit(() -> sending.send(Bulk.of(engine, writer, version, List.of(), slice))));
        }
        List<Refused> refused = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<List<Refused>> slice : slices) {
            try {
                refused.addAll(slice.get());
            } catch (ExecutionException e) {
                failure = failed(type, e);
            } catch (InterruptedException e) {
                slices.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new IndexUnavailableException("stopped while documents were on their way", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return refused;
    }

    private static RuntimeException failed(RecordType type, ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Bulk.Gone) {
            return new IndexUnavailableException("the index of " + type.name() + " is missing", cause);
        }
        return cause instanceof RuntimeException known
                ? known
                : new IllegalStateException("a slice of documents failed", failure);
    }

    @Override
    public void refresh(RecordType type) {
        Indices.expectOk(engine.call("POST", "/" + Indices.serving(type.name()) + "/_refresh"));
    }

    @Override
    public void beginRebuild(RecordType type) {
        indices.createNext(type.name());
    }

    @Override
    public void finishRebuild(RecordType type) {
        indices.swap(type.name());
    }

    @Override
    public void abandonRebuild(RecordType type) {
        indices.removeNext(type.name());
    }

    @Override
    public Map<Integer, Bucket> buckets(RecordType type, int span) {
        Map<String, Object> body = Json.of(
                "size",
                0,
                "track_total_hits",
                false,
                "aggs",
                Json.of(
                        "keys",
                        Json.of(
                                "histogram", Json.of("field", "key", "interval", span, "min_doc_count", 1),
                                "aggs", Json.of("sum", Json.of("sum", Json.of("field", "check"))))));
        Map<Integer, Bucket> buckets = new HashMap<>();
        for (JsonNode bucket : search(type, body).at("/aggregations/keys/buckets")) {
            int number = (int) (bucket.path("key").asLong() / span);
            buckets.put(
                    number,
                    new Bucket(
                            bucket.path("doc_count").asLong(),
                            bucket.at("/sum/value").asDouble()));
        }
        return buckets;
    }

    @Override
    public Map<Integer, Long> checks(RecordType type, int from, int to) {
        Map<Integer, Long> checks = new HashMap<>();
        int after = from - 1;
        int read;
        do {
            Map<String, Object> body = Json.of(
                    "size",
                    PAGE,
                    "track_total_hits",
                    false,
                    "_source",
                    false,
                    "docvalue_fields",
                    List.of("key", "check"),
                    "query",
                    Json.of("range", Json.of("key", Json.of("gt", after, "lt", to))),
                    "sort",
                    List.of(Json.of("key", "asc")));
            read = 0;
            for (JsonNode hit : search(type, body).at("/hits/hits")) {
                after = hit.at("/fields/key/0").asInt();
                checks.put(after, hit.at("/fields/check/0").asLong());
                read++;
            }
        } while (read == PAGE);
        return checks;
    }

    private JsonNode search(RecordType type, Map<String, Object> body) {
        String path = "/" + Indices.serving(type.name()) + "/_search";
        return Json.tree(Indices.expectOk(engine.call("POST", path, Json.bytes(body), PATIENCE))
                .body());
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
