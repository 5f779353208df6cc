package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.FieldSet;
import io.keqing.search.Tallies;
import io.keqing.search.Tallies.Cell;
import io.keqing.search.Tallies.Told;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The groups whose people are to be counted one by one.
final class ExactPeople {
    /// The engine's own bound on buckets is 65,536.
    private static final int MOST_BUCKETS = 60_000;

    private static final String PEOPLE = "people";
    private static final String REPEATED = "repeated";

    private final Asking asking;
    private final Translated translated;
    private final FieldSet type;
    private final String path;
    private final Map<Cell, Unsure> unsure = new IdentityHashMap<>();
    private boolean oneShard = true;

    /// @param answers of people known
    /// @param people estimate of how many they are
    private record Unsure(List<Map<String, Object>> queries, long answers, long people) {
        /// People with several answers, at most; estimates are off by a few.
        long repeated() {
            return Math.min(people, Math.max(0, answers - people)) + 100;
        }
    }

    /// @param path of the customer in the index
    ExactPeople(Asking asking, Translated translated, FieldSet type, String path) {
        this.translated = translated;
        this.type = type;
        this.path = path;
        this.asking = asking;
    }

    void ask(Cell cell, List<Map<String, Object>> queries, long answers, long people) {
        unsure.put(cell, new Unsure(queries, answers, people));
    }

    /// Where records lie in several shards, whoever answered once in one may have answered in another too.
    void shards(int count) {
        oneShard &= count <= 1;
    }

    private Unsure unsure(Cell cell) {
        return Objects.requireNonNull(unsure.get(cell));
    }

    /// The same cells, with their people counted.
    List<Told> resolved(List<Told> told) {
        if (unsure.isEmpty()) {
            return told;
        }
        Map<Cell, Cell> counted = new IdentityHashMap<>();
        List<Cell> batch = new ArrayList<>();
        long buckets = 0;
        for (Map.Entry<Cell, Unsure> entry : unsure.entrySet()) {
            long more = entry.getValue().repeated();
            if (!batch.isEmpty() && buckets + more > MOST_BUCKETS) {
                count(batch, counted);
                batch.clear();
                buckets = 0;
            }
            batch.add(entry.getKey());
            buckets += more;
        }
        count(batch, counted);
        return told.stream()
                .map(each -> new Told(
                        counted.getOrDefault(each.all(), each.all()),
                        each.splits().stream()
                                .map(cells -> cells.stream()
                                        .map(cell -> counted.getOrDefault(cell, cell))
                                        .toList())
                                .toList(),
                        each.others()))
                .toList();
    }

    /// Whoever answered once is a person for each answer; whoever did more often gets a bucket, of
    /// which the engine tells the number and the sum. The buckets themselves are not sent.
    private void count(List<Cell> cells, Map<Cell, Cell> counted) {
        Map<String, Object> groups = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            groups.put(
                    "" + i,
                    Json.of(
                            "filter",
                            Json.filtered(unsure(cells.get(i)).queries()),
                            "aggs",
                            Json.of(
                                    PEOPLE,
                                    Json.of(
                                            "terms",
                                            Json.of(
                                                    "field",
                                                    path,
                                                    "size",
                                                    2 * Tallies.EXACT_PEOPLE,
                                                    "min_doc_count",
                                                    2,
                                                    "shard_min_doc_count",
                                                    oneShard ? 2 : 0)),
                                    REPEATED,
                                    Json.of("stats_bucket", Json.of("buckets_path", PEOPLE + "._count")))));
        }
        Map<String, Object> body = new LinkedHashMap<>(translated.body());
        body.put("track_total_hits", false);
        body.put("aggs", groups);
        JsonNode answer = Json.tree(asking.ask(
                "/" + Indices.serving(type.type()) + "/_search?filter_path=aggregations.*." + REPEATED,
                Json.bytes(body)));
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            JsonNode repeated = answer.path("aggregations").path("" + i).path(REPEATED);
            long more = repeated.path("sum").asLong() - repeated.path("count").asLong();
            counted.put(
                    cell,
                    new Cell(
                            cell.value(),
                            cell.at(),
                            cell.n(),
                            cell.counts(),
                            cell.sum(),
                            cell.squares(),
                            cell.n() - more,
                            true));
        }
    }
}
