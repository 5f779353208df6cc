package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.CUSTOMERS;
import static io.keqing.search.elastic.OnElasticsearch.INTERACTIONS;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static io.keqing.search.elastic.OnElasticsearch.ZONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keqing.customer.CustomerFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchQuery.Order;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Lists that begin at a value, against a plain filter of the whole list.
class StartIT {
    private static final List<String> NAMES =
            List.of("王小明", "王五", "李四", "张三", "Anna Wagner", "ｗｉｌｌ", "Werner", "Émile", "赵六");
    private static OnElasticsearch on;

    @BeforeAll
    static void fill() {
        on = new OnElasticsearch();
        List<Document> interactions = new ArrayList<>();
        for (int key = 1; key <= 300; key++) {
            Documents made = Documents.of(InteractionFields.ALL, key, "crm", "X" + key);
            if (key % 10 > 0) {
                made.with(
                        InteractionFields.AT,
                        Instant.parse("2025-01-31T10:00:00Z").plusSeconds(key * 40_000L / 7 * 7));
                made.with(InteractionFields.QUANTITY, key % 40 * 2.5);
                made.with(InteractionFields.PRODUCT, "p" + key % 23);
                made.with(
                        InteractionFields.ATTRIBUTES,
                        Map.of(
                                "颜色",
                                List.of("色" + key % 7),
                                "size",
                                List.of("" + key % 30),
                                "bought",
                                List.of(LocalDate.of(2024, 1, 1)
                                        .plusDays(key % 90)
                                        .toString())));
            }
            interactions.add(made.done());
        }
        assertEquals(List.of(), on.writer.put(INTERACTIONS, 1, interactions, List.of()));
        on.writer.refresh(INTERACTIONS);
        List<Document> customers = new ArrayList<>();
        for (int key = 1; key <= 60; key++) {
            customers.add(Documents.of(CustomerFields.ALL, key, "crm", "C" + key)
                    .with(CustomerFields.NAME, NAMES.get(key % NAMES.size()))
                    .done());
        }
        assertEquals(List.of(), on.writer.put(CUSTOMERS, 1, customers, List.of()));
        on.writer.refresh(CUSTOMERS);
    }

    private static SearchQuery by(String type, String field, boolean descending) {
        return SearchQuery.all(type).withFacets(List.of()).withOrder(List.of(new Order(field, descending)));
    }

    private static List<Integer> all(SearchQuery query, String from) {
        List<Integer> keys = new ArrayList<>();
        String cursor = from == null ? null : on.index.cursorAt(query, from, SUPPORT);
        do {
            SearchResult page = on.index.search(query.page(37, cursor), SUPPORT);
            page.hits().forEach(hit -> keys.add(hit.key()));
            cursor = page.next();
        } while (cursor != null);
        return keys;
    }

    /// The list from `from` on is the whole list without the records before it, down to those without a value.
    private static void check(SearchQuery query, String from, Predicate<Hit> before) {
        List<Integer> expected = new ArrayList<>();
        boolean[] begun = {false};
        on.index.stream(
                query,
                SUPPORT,
                100,
                page -> page.forEach(hit -> {
                    begun[0] |= !before.test(hit);
                    if (begun[0]) {
                        expected.add(hit.key());
                    }
                }));
        assertEquals(expected, all(query, from), query.order() + " from " + from);
    }

    private static <T> Predicate<Hit> where(String field, Class<T> type, Predicate<T> before) {
        return hit -> type.isInstance(hit.fields().get(field))
                && before.test(type.cast(hit.fields().get(field)));
    }

    @Test
    void aListBeginsAtANumber_evenBetweenTwoOfThem() {
        check(by("interactions", "quantity", false), "50", where("quantity", Double.class, n -> n < 50));
        check(by("interactions", "quantity", false), "51.3", where("quantity", Double.class, n -> n < 51.3));
        check(by("interactions", "quantity", true), "50", where("quantity", Double.class, n -> n > 50));
        check(by("interactions", "quantity", true), "1000", hit -> false);
    }

    @Test
    void aListBeginsAtADate_withItsWholeUnit() {
        Predicate<Instant> beforeMarch = at -> at.atZone(ZONE).toLocalDate().isBefore(LocalDate.of(2025, 3, 1));
        Predicate<Instant> afterMarch = at -> !at.atZone(ZONE).toLocalDate().isBefore(LocalDate.of(2025, 4, 1));
        check(by("interactions", "at", false), "2025-03", where("at", Instant.class, beforeMarch));
        check(by("interactions", "at", true), "2025-03", where("at", Instant.class, afterMarch));
        // newest first, as where nothing else was said
        check(SearchQuery.all("interactions").withFacets(List.of()), "2025-03", where("at", Instant.class, afterMarch));
    }

    @Test
    void aListBeginsAtAWord_orAtItsStart() {
        check(by("interactions", "product", false), "p2", where("product", String.class, p -> p.compareTo("p2") < 0));
        check(
                by("interactions", "product", true),
                "p1",
                where("product", String.class, p -> p.compareTo("p1") > 0 && !p.startsWith("p1")));
        List<String> names = names(by("customers", "name", false), "王");
        assertEquals("王五", names.getFirst());
        assertEquals(
                List.of("ｗｉｌｌ", "Werner"),
                names(by("customers", "name", true), "W").stream()
                        .distinct()
                        .limit(2)
                        .toList());
        assertEquals("Émile", names(by("customers", "name", false), "e").getFirst());
    }

    private static List<String> names(SearchQuery query, String from) {
        return on.index.search(query.page(1_000, on.index.cursorAt(query, from, SUPPORT)), SUPPORT).hits().stream()
                .map(hit -> String.valueOf(hit.fields().get("name")))
                .toList();
    }

    @Test
    void fieldsBornAtRunTime_orderAList_andBeginIt() {
        check(by("interactions", "attributes.size", false), "12", where("attributes.size", Double.class, n -> n < 12));
        check(
                by("interactions", "attributes.bought", true),
                "2024-02",
                where("attributes.bought", LocalDate.class, day -> day.getMonthValue() > 2));
        check(
                by("interactions", "attributes.颜色", false),
                "色3",
                where("attributes.颜色", List.class, c -> c.getFirst().toString().compareTo("色3") < 0));
    }

    @Test
    void whatIsNotOrderedByOneField_hasNoValueToBeginAt() {
        assertEquals(
                "from needs records that are ordered by one field, these are ordered by what fits best",
                assertThrows(
                                InvalidQueryException.class,
                                () -> on.index.cursorAt(SearchQuery.all("customers"), "王", SUPPORT))
                        .getMessage());
        assertThrows(
                InvalidQueryException.class,
                () -> on.index.cursorAt(SearchQuery.all("interactions").withWords("x"), "2025", SUPPORT));
        assertThrows(
                InvalidQueryException.class,
                () -> on.index.cursorAt(by("interactions", "quantity", false), "many", SUPPORT));
    }
}
