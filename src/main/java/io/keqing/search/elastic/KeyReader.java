package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keqing.search.IndexUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Reads keys from the engine, page by page in their order: a composite aggregation over doc values, which
/// names each key once however many records have it. See
/// `docs/decisions/0025-conditions-across-types-by-bitmap.md`.
final class KeyReader implements Cohorts.Keys {
    /// The engine's own bound on buckets is 65,536.
    private static final int PAGE = 50_000;

    private static final String KEY = "k";
    private static final String READ = "/_search?filter_path=timed_out,_shards.failed,aggregations.keys.buckets.key";

    private final Asking asking;

    KeyReader(Asking asking) {
        this.asking = asking;
    }

    @Override
    public RoaringBitmap read(String type, String path, Map<String, Object> query, int most) {
        RoaringBitmap keys = new RoaringBitmap();
        Map<String, Object> composite =
                Json.of("size", PAGE, "sources", List.of(Json.of(KEY, Json.of("terms", Json.of("field", path)))));
        Map<String, Object> body = Json.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                Json.filtered(List.of(query)),
                "aggs",
                Json.of("keys", Json.of("composite", composite)));
        int before;
        do {
            before = keys.getCardinality();
            add(asking.ask("/" + Indices.serving(type) + READ, Json.bytes(body)), keys);
            if (!keys.isEmpty()) {
                composite.put("after", Json.of(KEY, keys.last()));
            }
        } while (keys.getCardinality() - before == PAGE && keys.getCardinality() <= most);
        return keys;
    }

    static void add(byte[] answer, RoaringBitmap keys) {
        try (JsonParser json = Json.MAPPER.getFactory().createParser(answer)) {
            JsonToken token = json.nextToken();
            while (token != null) {
                String name = json.currentName();
                boolean half = token == JsonToken.VALUE_TRUE
                        || token == JsonToken.VALUE_NUMBER_INT && "failed".equals(name) && json.getIntValue() > 0;
                if (half) {
                    throw new IndexUnavailableException("Elasticsearch answered for a part of its records only", null);
                } else if (token == JsonToken.VALUE_NUMBER_INT && KEY.equals(name)) {
                    keys.add(json.getIntValue());
                }
                token = json.nextToken();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Elasticsearch must answer in JSON", e);
        }
    }
}
