package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.ANALYST;
import static io.keqing.search.elastic.OnElasticsearch.CUSTOMERS;
import static io.keqing.search.elastic.OnElasticsearch.FEEDBACK;
import static io.keqing.search.elastic.OnElasticsearch.INTERACTIONS;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.record.RecordType;
import io.keqing.search.Clause;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Mistake;
import io.keqing.search.QueryText;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// The grammar over the real engine, against a plain evaluation in Java over the same records.
class QuestionsIT {
    private static final int PEOPLE = 400;
    private static final int EVENTS = 900;
    private static final int ANSWERS = 600;
    private static final AskedRecords RECORDS = new AskedRecords(Instant.now().truncatedTo(ChronoUnit.HOURS));
    private static OnElasticsearch on;

    @BeforeAll
    static void fill() {
        on = new OnElasticsearch();
        Random random = new Random(5);
        List<Document> people = new ArrayList<>();
        for (int key = 1; key <= PEOPLE; key++) {
            people.add(person(key, random));
        }
        List<Document> events = new ArrayList<>();
        for (int key = 1; key <= EVENTS; key++) {
            events.add(event(key, random));
        }
        List<Document> answers = new ArrayList<>();
        for (int key = 1; key <= ANSWERS; key++) {
            answers.add(answer(key, random));
        }
        put(CUSTOMERS, people);
        put(INTERACTIONS, events);
        put(FEEDBACK, answers);
        on.segments.put("even", RoaringBitmap.bitmapOf(evenKeys()));
        RECORDS.segment(
                "even", Set.of(java.util.Arrays.stream(evenKeys()).boxed().toArray(Integer[]::new)));
    }

    private static int[] evenKeys() {
        return java.util.stream.IntStream.rangeClosed(1, PEOPLE)
                .filter(key -> key % 2 == 0)
                .toArray();
    }

    private static void put(RecordType type, List<Document> documents) {
        assertEquals(List.of(), on.writer.put(type, 1, documents, List.of()));
        on.writer.refresh(type);
    }

    private static Document person(int key, Random random) {
        String tier = random.nextInt(4) == 0
                ? null
                : List.of("gold", "silver", "普通 卡").get(random.nextInt(3));
        Double points = random.nextInt(5) == 0 ? null : (double) random.nextInt(1_000);
        LocalDate joined =
                random.nextInt(5) == 0 ? null : LocalDate.of(2023, 1, 1).plusDays(random.nextInt(900));
        RECORDS.add("customers", key, key)
                .with("tier", tier)
                .with("points", points)
                .with("joined", joined)
                .with("gender", key % 3 == 0 ? "female" : "male");
        return Documents.of(CustomerFields.ALL, key, "crm", "C" + key)
                .with(CustomerFields.TIER, tier)
                .with(CustomerFields.POINTS, points)
                .with(CustomerFields.JOINED, joined)
                .with(CustomerFields.GENDER, key % 3 == 0 ? "female" : "male")
                .done();
    }

    /// Half of the customers have nothing at all, some records belong to nobody.
    private static Integer somebody(Random random) {
        return random.nextInt(12) == 0 ? null : 1 + random.nextInt(PEOPLE / 2);
    }

    private static Documents belonging(Documents made, io.keqing.field.Field<RecordId> field, Integer customer) {
        return customer == null ? made : made.referring(field, new RecordId("crm", "C" + customer), customer);
    }

    private static Document event(int key, Random random) {
        Integer customer = somebody(random);
        String kind = List.of("complaint", "order", "call").get(random.nextInt(3));
        String body = AskedRecords.words(random);
        Instant at =
                random.nextInt(8) == 0 ? null : RECORDS.now().minus(random.nextInt(60) * 24L + 12, ChronoUnit.HOURS);
        RECORDS.add("interactions", key, customer)
                .with("kind", kind)
                .with("at", at)
                .text(body);
        return belonging(
                        Documents.of(InteractionFields.ALL, key, "crm", "I" + key),
                        InteractionFields.CUSTOMER,
                        customer)
                .with(InteractionFields.KIND, kind)
                .with(InteractionFields.AT, at)
                .with(InteractionFields.BODY, body)
                .done();
    }

    private static Document answer(int key, Random random) {
        Integer customer = somebody(random);
        Double nps = random.nextInt(4) == 0 ? null : (double) random.nextInt(11);
        String comment = AskedRecords.words(random);
        Instant at = RECORDS.now().minus(random.nextInt(60) * 24L + 12, ChronoUnit.HOURS);
        RECORDS.add("feedback", key, customer).with("nps", nps).with("at", at).text(comment);
        return belonging(Documents.of(FeedbackFields.ALL, key, "crm", "F" + key), FeedbackFields.CUSTOMER, customer)
                .with(FeedbackFields.NPS, nps)
                .with(FeedbackFields.AT, at)
                .with(FeedbackFields.COMMENT, comment)
                .done();
    }

    private static SearchResult ask(String type, String words, Viewer viewer) {
        return on.index.search(
                SearchQuery.all(type).withWords(words).withFacets(List.of()).page(1_000, null), viewer);
    }

    private static Set<Integer> keys(SearchResult result) {
        return result.hits().stream().map(SearchResult.Hit::key).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> found(String type, String words) {
        SearchResult result = ask(type, words, SUPPORT);
        assertEquals(List.of(), result.mistakes(), words);
        return keys(result);
    }

    @Test
    void everyQuestionIsAnsweredAsPlainJavaAnswersIt() {
        Random random = new Random(17);
        int notEmpty = 0;
        for (int round = 0; round < 300; round++) {
            String type = List.of("customers", "interactions", "feedback").get(round % 3);
            Clause clause = RECORDS.clause(type, random, 3, 2);
            String words = QueryText.write(clause);
            SearchResult result = ask(type, words, SUPPORT);
            assertEquals(List.of(), result.mistakes(), words);
            Set<Integer> truth = RECORDS.answer(type, clause);
            assertEquals(truth, keys(result), type + " " + words);
            assertEquals(truth.size(), result.total(), words);
            notEmpty += truth.isEmpty() ? 0 : 1;
        }
        assertTrue(notEmpty > 150, notEmpty + " of 300 questions found something");
    }

    @Test
    void namesAreThoseOfTheCatalogue_inEitherLanguage() {
        Set<Integer> gold = found("customers", "tier:gold");
        assertTrue(gold.size() > 50);
        assertEquals(gold, found("customers", "等级:gold"));
        assertEquals(gold, found("customers", "会员等级：gold"));
        assertEquals(gold, found("customers", "Tier:gold"));
        assertEquals(found("interactions", "kind:complaint"), found("interactions", "类型:投诉"));
        assertEquals(found("feedback", "nps:0..6"), found("feedback", "\"nps score\":0..6"));
        assertEquals(found("customers", "has:interactions(kind:complaint)"), found("customers", "有：互动（类型：投诉）"));
        assertEquals(found("interactions", "last 30 days"), found("interactions", "最近30天"));
        assertEquals(found("interactions", "at:now-30d..now"), found("interactions", "last 30 days"));
    }

    @Test
    void recordsAreAskedByTheirCustomers_andBack() {
        Set<Integer> theirs = found("interactions", "of:customers(has:feedback(nps:0..6) tier:gold) kind:complaint");
        assertEquals(
                RECORDS.answer(
                        "interactions",
                        read("interactions", "of:customers(has:feedback(nps:0..6) tier:gold) kind:complaint")),
                theirs);
        assertTrue(theirs.size() > 5, theirs.toString());
        assertEquals(
                Set.copyOf(found("customers", "-has:interactions")),
                java.util.stream.IntStream.rangeClosed(1, PEOPLE)
                        .boxed()
                        .filter(key -> RECORDS.belonging("interactions", key).isEmpty())
                        .collect(Collectors.toSet()));
        assertEquals(PEOPLE / 2, ask("customers", "in:segment(even)", SUPPORT).total());
    }

    private static Clause read(String type, String words) {
        return QueryText.read(words, type, io.keqing.search.Vocabulary.ANY).clause();
    }

    @Test
    void aWrongPartIsTold_andTheRestIsAnswered() {
        SearchResult result = ask("interactions", "kind:complaint status:dancing", SUPPORT);
        assertEquals(found("interactions", "kind:complaint"), keys(result));
        Mistake mistake = result.mistakes().getFirst();
        assertEquals("kind:complaint ".length(), mistake.from());
        assertEquals("kind:complaint status:dancing".length(), mistake.to());
        assertTrue(mistake.leftOut() && mistake.detail().en().contains("\"dancing\""), mistake.toString());
        SearchResult unknown = ask("interactions", "kind:complaint knd:order", SUPPORT);
        assertEquals(0, unknown.total(), "an unknown field is looked for as text");
        Mistake asText = unknown.mistakes().getFirst();
        assertTrue(!asText.leftOut() && asText.detail().en().contains("did you mean kind:"), asText.toString());
        for (String wrong : List.of(
                "kind:dance",
                "at:2025-13..",
                "quantity:many",
                "kind:a..b",
                "has:customers(tier:gold)",
                "of:feedback(nps:3)",
                "has:nothing(x)",
                "in:segment(none)",
                "phone:139",
                "of:customers(tier:gold colour:red)",
                "has:interactions(knd:complaint)")) {
            SearchResult found = ask("interactions", wrong, SUPPORT);
            assertEquals(1, found.mistakes().size(), wrong + " " + found.mistakes());
            assertTrue(!found.mistakes()
                    .getFirst()
                    .detail()
                    .zh()
                    .equals(found.mistakes().getFirst().detail().en()));
        }
        assertEquals(
                found("interactions", "of:customers(tier:gold)"),
                keys(ask("interactions", "of:customers(tier:gold points:many)", SUPPORT)));
        assertEquals(
                EVENTS, ask("interactions", "-has:feedback(nsp:0..6)", SUPPORT).total());
        assertThrows(InvalidQueryException.class, () -> ask("customers", "a ".repeat(33), SUPPORT));
    }

    @Test
    void whatIsHiddenTakesNoPart_howeverItIsAsked() {
        for (String asked :
                List.of("gender:female", "性别:女", "gender:*", "-gender:*", "name:x", "birthday:1990..", "phone:\"1\"")) {
            SearchResult result = ask("customers", asked, ANALYST);
            assertEquals(0, result.total(), asked + ": of which nothing can be asked finds nothing");
            assertTrue(
                    result.mistakes().getFirst().detail().en().matches(".*(hidden|secret).*"),
                    asked + result.mistakes());
            SearchResult theirs = ask("interactions", "of:customers(" + asked + ")", ANALYST);
            assertEquals(0, theirs.total(), asked);
            assertEquals(1, theirs.mistakes().size(), asked);
            assertEquals(
                    List.of(),
                    ask("interactions", "of:customers(gender:female)", SUPPORT).mistakes());
        }
        assertEquals(
                RECORDS.answer("interactions", read("interactions", "of:customers(gender:female)")),
                found("interactions", "of:customers(性别:女)"));
    }

    @Test
    void allTypesAreAskedAtOnce_andWhoLacksAFieldAnswersNothing() {
        List<SearchResult> results = together("nps:0..6 OR zorf");
        assertEquals(List.of("customers", "interactions", "feedback"), types(results));
        assertEquals(0, results.get(0).total());
        assertEquals(found("interactions", "zorf").size(), results.get(1).total());
        assertEquals(
                found("feedback", "nps:0..6 OR zorf").size(), results.get(2).total());
        assertEquals(1, results.get(0).mistakes().size());
        assertEquals(List.of(), results.get(2).mistakes());
        assertEquals(0, together("last 30 days").get(0).total());
        // what no type knows is told and looked for as text
        assertEquals(0, together("tyre:gold").get(0).total());
        assertEquals(
                3,
                together("tyre:gold").stream()
                        .filter(r -> r.mistakes().size() == 1)
                        .count());
        for (SearchResult each : together("has:interactions(kind:complaint)")) {
            assertTrue(each.total() > 0);
            assertTrue(each.hits().size() <= 4);
        }
    }

    private static List<String> types(List<SearchResult> results) {
        return results.stream()
                .map(result -> result.hits().isEmpty()
                        ? "customers"
                        : result.hits().getFirst().type())
                .toList();
    }

    private static List<SearchResult> together(String words) {
        List<SearchQuery> queries = OnElasticsearch.TYPES.stream()
                .map(type -> SearchQuery.all(type.name())
                        .withWords(words)
                        .withFacets(List.of())
                        .page(4, null))
                .toList();
        return on.index.searchTogether(queries, SUPPORT);
    }

    @Test
    void beginningsAreFoundCompletely_andMarked() {
        assertEquals(RECORDS.answer("interactions", new Clause.Prefix("zo")), found("interactions", "zo*"));
        SearchResult.Hit hit = ask("interactions", "zo*", SUPPORT).hits().getFirst();
        assertTrue(
                hit.highlights().get("body").getFirst().stream()
                        .anyMatch(piece -> piece.hit() && piece.text().startsWith("zo")),
                hit.toString());
        SearchResult.Hit inField =
                ask("interactions", "内容:zorf", SUPPORT).hits().getFirst();
        assertTrue(inField.highlights().containsKey("body"), inField.toString());
    }

    @Test
    void whatOnlySelectsIsOrderedByTime_asFiltersAre() {
        List<Integer> byWords = ask("interactions", "kind:complaint", SUPPORT).hits().stream()
                .map(SearchResult.Hit::key)
                .toList();
        SearchQuery filtered = SearchQuery.all("interactions")
                .withFilters(List.of(new io.keqing.search.Filter(
                        "kind", List.of(new io.keqing.search.Filter.Condition.Is("complaint")))))
                .page(1_000, null);
        assertEquals(
                on.index.search(filtered, SUPPORT).hits().stream()
                        .map(SearchResult.Hit::key)
                        .toList(),
                byWords);
    }
}
