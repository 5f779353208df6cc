package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.INTERACTIONS;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static io.keqing.search.elastic.OnElasticsearch.ZONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.field.Field;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Totals and facet counts against a plain count in Java over the same records.
class FacetCountsIT {
    private static final int RECORDS = 3_000;
    private static final List<String> COUNTED = List.of(
            "kind",
            "channel",
            "product",
            "tags",
            "overdue",
            "quantity",
            "responseMinutes",
            "at",
            "customer.tier",
            "attributes.颜色",
            "attributes.size",
            "attributes.bought",
            "source");
    private static final List<Map<String, List<Object>>> ROWS = new ArrayList<>();
    private static OnElasticsearch on;

    @BeforeAll
    static void fill() {
        on = new OnElasticsearch();
        Random random = new Random(7);
        List<Document> documents = new ArrayList<>();
        for (int key = 1; key <= RECORDS; key++) {
            documents.add(document(key, random));
        }
        assertEquals(List.of(), on.writer.put(INTERACTIONS, 1, documents, List.of()));
        on.writer.refresh(INTERACTIONS);
    }

    private static Document document(int key, Random random) {
        Map<String, List<Object>> row = new HashMap<>();
        String source = random.nextInt(3) == 0 ? "crm" : "shop";
        Documents made = Documents.of(InteractionFields.ALL, key, source, "X" + key);
        row.put("source", List.of(source));
        put(made, row, InteractionFields.KIND, any(random, 5, "order", "case", "complaint", "visit", "note"));
        put(
                made,
                row,
                InteractionFields.CHANNEL,
                random.nextBoolean() ? null : any(random, 3, "phone", "email", "web"));
        put(
                made,
                row,
                InteractionFields.PRODUCT,
                random.nextInt(6) == 0 ? null : "p" + (int) Math.sqrt(random.nextInt(1_600)));
        List<String> tags = random.nextInt(4) == 0 ? null : List.of("t" + random.nextInt(30), "u" + random.nextInt(4));
        if (tags != null) {
            made.with(InteractionFields.TAGS, tags);
            row.put("tags", List.copyOf(tags));
        }
        put(made, row, InteractionFields.OVERDUE, random.nextInt(5) == 0 ? null : random.nextBoolean());
        put(made, row, InteractionFields.QUANTITY, random.nextInt(5) == 0 ? null : random.nextInt(60) / 2d);
        put(made, row, InteractionFields.RESPONSE_MINUTES, random.nextInt(5) == 0 ? null : random.nextInt(9_000) - 10d);
        put(made, row, InteractionFields.CUSTOMER_TIER, any(random, 3, "gold", "silver", "普通"));
        Instant at = Instant.parse("2024-01-31T15:00:00Z").plusSeconds(random.nextInt(500) * 86_400L / 2);
        put(made, row, InteractionFields.AT, random.nextInt(9) == 0 ? null : at);
        Map<String, List<String>> attributes = new HashMap<>();
        if (random.nextBoolean()) {
            String colour = "色" + random.nextInt(3);
            attributes.put("颜色", List.of(colour, "共"));
            row.put("attributes.颜色", List.of(colour, "共"));
        }
        if (random.nextBoolean()) {
            int size = random.nextInt(12);
            attributes.put("size", List.of("" + size));
            row.put("attributes.size", List.of((double) size));
        }
        if (random.nextBoolean()) {
            LocalDate day = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(3_000));
            attributes.put("bought", List.of(day.toString()));
            row.put("attributes.bought", List.of(day));
        }
        made.with(InteractionFields.ATTRIBUTES, attributes);
        ROWS.add(row);
        return made.done();
    }

    private static <V> void put(Documents made, Map<String, List<Object>> row, Field<V> field, V value) {
        if (value != null) {
            made.with(field, value);
            row.put(field.name(), List.of(value));
        }
    }

    private static String any(Random random, int of, String... values) {
        return values[random.nextInt(of)];
    }

    @Test
    void everyFacetCountsUnderEveryFilterButItsOwn() {
        Random random = new Random(11);
        for (int round = 0; round < 120; round++) {
            Map<Filter, Predicate<Map<String, List<Object>>>> filters = new LinkedHashMap<>();
            int count = random.nextInt(5);
            for (int i = 0; i < count; i++) {
                Chosen chosen = choose(random);
                if (filters.keySet().stream().noneMatch(other -> other.field().equals(chosen.filter.field()))) {
                    filters.put(chosen.filter, chosen.means);
                }
            }
            // some filters are on fields that are not counted: those narrow every facet
            List<String> counted = round % 3 == 0 ? COUNTED.subList(0, 7) : COUNTED;
            SearchQuery query = SearchQuery.all("interactions")
                    .withFilters(List.copyOf(filters.keySet()))
                    .withFacets(counted)
                    .page(round % 2, null);
            SearchResult result = on.index.search(query, SUPPORT);
            String asked = filters.keySet().toString();
            assertEquals(matching(filters, ""), result.total(), asked);
            for (Facet facet : result.facets()) {
                assertTrue(facet.exact(), asked);
                check(facet, filters, asked + " " + facet.field());
            }
        }
    }

    private static long matching(Map<Filter, Predicate<Map<String, List<Object>>>> filters, String but) {
        return rows(filters, but).size();
    }

    private static List<Map<String, List<Object>>> rows(
            Map<Filter, Predicate<Map<String, List<Object>>>> filters, String but) {
        return ROWS.stream()
                .filter(row -> filters.entrySet().stream()
                        .filter(filter -> !filter.getKey().field().equals(but))
                        .allMatch(filter -> filter.getValue().test(row)))
                .toList();
    }

    private static void check(Facet facet, Map<Filter, Predicate<Map<String, List<Object>>>> filters, String asked) {
        List<List<Object>> all = rows(filters, facet.field()).stream()
                .map(row -> row.getOrDefault(facet.field(), List.of()))
                .toList();
        assertEquals(all.stream().filter(own -> !own.isEmpty()).count(), facet.present(), asked);
        for (Value value : facet.values()) {
            long truth = all.stream()
                    .filter(own -> value.value().isEmpty()
                            ? own.isEmpty()
                            : own.stream().anyMatch(each -> says(value.value(), each)))
                    .count();
            assertEquals(truth, value.count(), asked + " " + value.value());
        }
        assertTrue(
                facet.present() == all.size()
                        || facet.values().stream()
                                .anyMatch(value -> value.value().isEmpty()),
                asked);
        long unlisted = all.stream()
                .flatMap(List::stream)
                .filter(each -> facet.values().stream()
                        .noneMatch(value -> !value.value().isEmpty() && says(value.value(), each)))
                .count();
        assertEquals(unlisted, facet.others(), asked);
    }

    /// Whether a value of a facet, a range or a single one, stands for a record's.
    private static boolean says(String text, Object own) {
        int dots = text.indexOf("..");
        String from = dots < 0 ? text : text.substring(0, dots);
        String to = dots < 0 ? text : text.substring(dots + 2);
        boolean excluded = to.startsWith("<");
        String end = excluded ? to.substring(1) : to;
        return switch (own) {
            case Double number ->
                (from.isEmpty() || number >= Double.parseDouble(from))
                        && (end.isEmpty()
                                || (excluded ? number < Double.parseDouble(end) : number <= Double.parseDouble(end)));
            case Instant at -> says(from, end, excluded, at.atZone(ZONE).toLocalDate());
            case LocalDate day -> says(from, end, excluded, day);
            default -> own.toString().equals(text);
        };
    }

    private static boolean says(String from, String end, boolean excluded, LocalDate day) {
        return (from.isEmpty() || !day.isBefore(first(from)))
                && (end.isEmpty() || day.isBefore(excluded ? first(end) : behind(end)));
    }

    private static LocalDate first(String text) {
        return LocalDate.parse((text + "-01-01").substring(0, 10));
    }

    private static LocalDate behind(String text) {
        LocalDate first = first(text);
        return text.length() == 4 ? first.plusYears(1) : text.length() == 7 ? first.plusMonths(1) : first.plusDays(1);
    }

    private static List<String> listed(SearchQuery query, String field) {
        return on
                .index
                .search(query.withFacets(List.of(field)).page(0, null), SUPPORT)
                .facets()
                .getFirst()
                .values()
                .stream()
                .map(Value::value)
                .toList();
    }

    private static SearchQuery between(String field, String from, String to) {
        return SearchQuery.all("interactions")
                .withFilters(List.of(new Filter(field, List.of(new Condition.Between(from, to, true)))));
    }

    @Test
    void aChosenSpanOfTime_isListedFiner_withWhatLiesAroundIt() {
        assertEquals(
                "2024-02..<2024-03",
                listed(SearchQuery.all("interactions"), "at").get(1));
        List<String> days = listed(between("at", "2024-03", "2024-04"), "at");
        assertEquals("..<2024-03-01", days.getFirst());
        assertTrue(days.contains("2024-03-01..<2024-03-02") && days.contains("2024-03-31..<2024-04-01"), "" + days);
        assertTrue(days.contains("2024-04-01..") && days.contains("2024-03..<2024-04"), "" + days);
        List<String> years = listed(SearchQuery.all("interactions"), "attributes.bought");
        assertEquals("2015..<2016", years.getFirst());
        List<String> months = listed(between("attributes.bought", "2016", "2018"), "attributes.bought");
        assertTrue(months.contains("2016-01..<2016-02") && months.contains("2018-01.."), "" + months);
    }

    @Test
    void numbersWithoutEdges_areCutAtRoundOnes() {
        List<String> ranges = listed(SearchQuery.all("interactions"), "quantity");
        assertTrue(
                ranges.getFirst().startsWith("..<")
                        && ranges.get(ranges.size() - 2).endsWith(".."),
                "" + ranges);
        assertTrue(ranges.size() > 8 && ranges.size() < 16, "" + ranges);
        assertEquals(
                "3", listed(SearchQuery.all("interactions"), "attributes.size").get(3));
    }

    @Test
    void valuesAreLookedThrough_underEveryFilterButTheFacetsOwn() {
        SearchQuery orders = SearchQuery.all("interactions")
                .withFilters(List.of(
                        new Filter("kind", List.of(new Condition.Is("order"))),
                        new Filter("product", List.of(new Condition.Is("p11")))));
        Facet found = on.index.values(orders, "product", "P1", 5, SUPPORT);
        Map<String, Long> truth = new TreeMap<>();
        ROWS.stream()
                .filter(row -> row.get("kind").contains("order"))
                .flatMap(row -> row.getOrDefault("product", List.of()).stream())
                .filter(product -> product.toString().contains("p1"))
                .forEach(product -> truth.merge(product.toString(), 1L, Long::sum));
        assertTrue(found.values().stream().filter(value -> !value.chosen()).count() >= 4, "" + found);
        found.values().forEach(value -> assertEquals(truth.remove(value.value()), value.count(), value.value()));
        assertEquals(truth.values().stream().mapToLong(Long::longValue).sum(), found.others());
        assertEquals(
                List.of("色1"),
                on.index.values(orders, "attributes.颜色", "1", 20, SUPPORT).values().stream()
                        .map(Value::value)
                        .toList());
        assertEquals(
                List.of("complaint"),
                on.index.values(orders, "kind", "投訴", 20, SUPPORT).values().stream()
                        .map(Value::value)
                        .toList());
        assertThrows(InvalidQueryException.class, () -> on.index.values(orders, "quantity", "1", 20, SUPPORT));
    }

    private record Chosen(Filter filter, Predicate<Map<String, List<Object>>> means) {}

    private static Chosen choose(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> values("kind", "order", "complaint");
            case 1 -> values("product", "p1", "p39", "p" + random.nextInt(40));
            case 2 -> values("tags", "t" + random.nextInt(30));
            case 3 -> values("attributes.颜色", "色" + random.nextInt(4));
            case 4 ->
                new Chosen(
                        new Filter("channel", List.of(new Condition.Missing(), new Condition.Is("web"))),
                        row -> !row.containsKey("channel") || row.get("channel").contains("web"));
            case 5 ->
                new Chosen(
                        new Filter("overdue", List.of(new Condition.Is("true"))),
                        row -> row.getOrDefault("overdue", List.of()).contains(true));
            case 6 ->
                new Chosen(
                        new Filter("responseMinutes", List.of(new Condition.Is("15..<60"), new Condition.Is("4320.."))),
                        row -> number(row, "responseMinutes", x -> x >= 15 && x < 60 || x >= 4_320));
            case 7 ->
                new Chosen(
                        new Filter("quantity", List.of(new Condition.Between("2", "7.5", false))),
                        row -> number(row, "quantity", x -> x >= 2 && x <= 7.5));
            case 8 ->
                new Chosen(
                        new Filter("at", List.of(new Condition.Is("2024-03..2024-05"))),
                        row -> row.getOrDefault("at", List.of()).stream()
                                .map(at -> YearMonth.from(((Instant) at).atZone(ZONE)))
                                .anyMatch(month -> !month.isBefore(YearMonth.of(2024, 3))
                                        && !month.isAfter(YearMonth.of(2024, 5))));
            case 9 ->
                new Chosen(
                        new Filter("attributes.size", List.of(new Condition.Is("3"), new Condition.Is("5.0"))),
                        row -> number(row, "attributes.size", x -> x == 3 || x == 5));
            case 10 ->
                new Chosen(
                        new Filter("attributes.bought", List.of(new Condition.Is("2016..<2018"))),
                        row -> row.getOrDefault("attributes.bought", List.of()).stream()
                                .anyMatch(day ->
                                        ((LocalDate) day).getYear() >= 2016 && ((LocalDate) day).getYear() < 2018));
            default ->
                new Chosen(
                        new Filter("attributes.颜色", List.of(new Condition.Present())),
                        row -> row.containsKey("attributes.颜色"));
        };
    }

    private static Chosen values(String field, String... values) {
        List<Condition> any = List.<String>of(values).stream()
                .<Condition>map(Condition.Is::new)
                .toList();
        return new Chosen(
                new Filter(field, any),
                row -> row.getOrDefault(field, List.of()).stream()
                        .anyMatch(value -> List.of(values).contains(value)));
    }

    private static boolean number(Map<String, List<Object>> row, String field, Predicate<Double> holds) {
        return row.getOrDefault(field, List.of()).stream().anyMatch(value -> holds.test((Double) value));
    }
}
