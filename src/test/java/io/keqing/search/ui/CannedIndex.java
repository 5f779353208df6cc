package io.keqing.search.ui;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.RecordId;
import io.keqing.field.Use;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Mistake;
import io.keqing.search.Refusals;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Piece;
import io.keqing.search.SearchResult.Value;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A small index in memory for tests of views: equal values and words, nothing of what the engine is
/// trusted with.
@Singleton
@Replaces(SearchIndex.class)
@Requires(property = "test.canned", value = "true")
final class CannedIndex implements SearchIndex {
    final List<Hit> hits = new ArrayList<>();
    final List<SearchQuery> asked = new ArrayList<>();
    volatile boolean down;
    volatile boolean busy;
    /// By how much counts of facets may be too low, as an index of several shards has it.
    volatile long error;

    volatile CountDownLatch reached = new CountDownLatch(1);
    volatile CountDownLatch withdrawn = new CountDownLatch(1);

    private final RecordTypes types;

    CannedIndex(RecordTypes types) {
        this.types = types;
    }

    void add(String type, String id, Map<String, Object> fields) {
        hits.add(new Hit(type, hits.size() + 1, new RecordId("crm", id), 1, fields, Map.of(), List.of()));
    }

    @Override
    public SearchResult search(SearchQuery query, Viewer viewer) {
        if (query.words().equals("slow")) {
            waitUntilNobodyWaits();
        }
        return answer(query);
    }

    @Override
    public SearchResult searchWithin(SearchQuery query, Viewer viewer) {
        throw new UnsupportedOperationException("no screen asks for parts of a whole");
    }

    /// As the engine's client does: an interrupted thread takes its question back.
    private void waitUntilNobodyWaits() {
        try {
            reached.countDown();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            withdrawn.countDown();
            throw new IndexUnavailableException("nobody waits any more", e);
        }
    }

    private synchronized SearchResult answer(SearchQuery query) {
        asked.add(query);
        if (down) {
            throw new IndexUnavailableException("canned outage", new IllegalStateException());
        }
        if (busy) {
            throw Refusals.tooMany();
        }
        if (query.words().startsWith("(")) {
            throw new InvalidQueryException("a bracket that opens must close, was open at 1");
        }
        List<Mistake> mistakes = mistakes(query.words());
        SearchQuery heard = mistakes.isEmpty()
                ? query
                : query.withWords(
                        query.words().substring(0, mistakes.getFirst().from()).strip());
        List<Hit> found = hits.stream()
                .filter(hit -> matches(hit, heard, ""))
                .map(hit -> lit(hit, heard.words()))
                .toList();
        int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor());
        int to = Math.min(found.size(), from + query.size());
        String next = to < found.size() && query.size() > 0 ? String.valueOf(to) : null;
        return new SearchResult(
                found.size(),
                true,
                7,
                found.subList(from, Math.max(from, to)),
                facets(heard),
                next,
                mistakes,
                null,
                List.of());
    }

    private static List<Mistake> mistakes(String words) {
        int wrong = words.indexOf("tyre:");
        return wrong < 0
                ? List.of()
                : List.of(new Mistake(wrong, words.length(), new Label("没有字段 tyre", "there is no field tyre")));
    }

    @Override
    public void check(SearchQuery query, Viewer viewer) {
        List<Mistake> mistakes = mistakes(query.words());
        if (!mistakes.isEmpty()) {
            throw InvalidQueryException.of(query.words(), mistakes);
        }
    }

    @Override
    public List<SearchResult> searchTogether(List<SearchQuery> queries, Viewer viewer) {
        return queries.stream().map(query -> search(query, viewer)).toList();
    }

    private static boolean matches(Hit hit, SearchQuery query, String butFor) {
        return hit.type().equals(query.type())
                && (query.words().isEmpty() || hit.fields().toString().contains(query.words()))
                && query.filters().stream()
                        .filter(filter -> !filter.field().equals(butFor))
                        .allMatch(filter -> matches(hit, filter));
    }

    private static boolean matches(Hit hit, Filter filter) {
        Object value = hit.fields().get(filter.field());
        return filter.anyOf().stream().anyMatch(condition -> switch (condition) {
            case Condition.Is(String wanted) ->
                value != null && value.toString().equals(wanted);
            case Condition.Missing() -> value == null;
            case Condition.Present() -> value != null;
            case Condition.Like(String pattern) ->
                value != null && value.toString().matches(pattern.replace("*", ".*"));
            case Condition.Between(String from, String to, boolean above, boolean excluded) ->
                value != null
                        && (from == null || value.toString().compareTo(from) >= 0)
                        && (to == null || value.toString().compareTo(to) <= 0);
        });
    }

    private static Hit lit(Hit hit, String words) {
        if (words.isEmpty()) {
            return hit;
        }
        Map<String, List<List<Piece>>> highlights = new TreeMap<>();
        hit.fields().forEach((field, value) -> {
            int at = value.toString().indexOf(words);
            if (at >= 0) {
                String text = value.toString();
                highlights.put(
                        field,
                        List.of(List.of(
                                new Piece(text.substring(0, at), false),
                                new Piece(words, true),
                                new Piece(text.substring(at + words.length()), false))));
            }
        });
        return new Hit(hit.type(), hit.key(), hit.id(), 1, hit.fields(), highlights, List.copyOf(highlights.keySet()));
    }

    private List<Facet> facets(SearchQuery query) {
        List<Facet> facets = new ArrayList<>();
        if (query.facets() != null && query.facets().isEmpty()) {
            return facets;
        }
        for (Field<?> field : types.get(query.type()).fields().fields()) {
            if (field.has(Use.FACET)) {
                Map<String, Long> counts = new TreeMap<>();
                for (Hit hit : hits) {
                    if (matches(hit, query, field.name())) {
                        counts.merge(String.valueOf(hit.fields().getOrDefault(field.name(), "")), 1L, Long::sum);
                    }
                }
                TreeSet<String> chosen = new TreeSet<>();
                query.filters().stream()
                        .filter(filter -> filter.field().equals(field.name()))
                        .flatMap(filter -> filter.anyOf().stream())
                        .forEach(condition -> {
                            if (condition instanceof Condition.Is(String value)) {
                                chosen.add(value);
                                counts.putIfAbsent(value, 0L);
                            }
                        });
                List<Value> values = counts.entrySet().stream()
                        .map(entry -> new Value(
                                entry.getKey(), entry.getKey(), entry.getValue(), chosen.contains(entry.getKey())))
                        .sorted((a, b) -> Long.compare(b.count(), a.count()))
                        .limit(12)
                        .toList();
                long all = counts.values().stream().mapToLong(Long::longValue).sum();
                facets.add(new Facet(
                        field.name(),
                        values,
                        Math.max(0, counts.size() - 12),
                        all - counts.getOrDefault("", 0L),
                        error));
            }
        }
        return facets;
    }

    @Override
    public synchronized Facet values(SearchQuery query, String field, String containing, int size, Viewer viewer) {
        asked.add(query);
        if (down) {
            throw new IndexUnavailableException("canned outage", new IllegalStateException());
        }
        Map<String, Long> counts = new TreeMap<>();
        hits.stream()
                .filter(hit -> matches(hit, query, field))
                .map(hit -> String.valueOf(hit.fields().getOrDefault(field, "")))
                .filter(value -> !value.isEmpty() && value.contains(containing))
                .forEach(value -> counts.merge(value, 1L, Long::sum));
        List<Value> values = counts.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getKey(), entry.getValue(), false))
                .limit(size)
                .toList();
        return new Facet(field, values, Math.max(0, counts.size() - size), 0, 0);
    }

    /// The number of the first hit whose value of the first order is not before it, as text.
    @Override
    public String cursorAt(SearchQuery query, String value, Viewer viewer) {
        if (value.startsWith("?")) {
            throw new InvalidQueryException("a value must be one, was \"" + value + "\"");
        }
        List<Hit> found = hits.stream().filter(hit -> matches(hit, query, "")).toList();
        String field = query.order().isEmpty() ? "at" : query.order().getFirst().field();
        int place = 0;
        while (place < found.size()
                && String.valueOf(found.get(place).fields().get(field)).compareTo(value) < 0) {
            place++;
        }
        return String.valueOf(place);
    }

    @Override
    public long streamKeys(SearchQuery query, Viewer viewer, int pageSize, Consumer<int[]> page) {
        throw new UnsupportedOperationException("no screen asks for keys");
    }

    @Override
    public String translated(SearchQuery query, Viewer viewer) {
        return "{}";
    }

    @Override
    public long stream(SearchQuery query, Viewer viewer, int pageSize, Consumer<List<Hit>> page) {
        List<Hit> found = hits.stream().filter(hit -> matches(hit, query, "")).toList();
        page.accept(found);
        return found.size();
    }
}
