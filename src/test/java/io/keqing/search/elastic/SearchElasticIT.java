package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.ADMIN;
import static io.keqing.search.elastic.OnElasticsearch.ANALYST;
import static io.keqing.search.elastic.OnElasticsearch.CUSTOMERS;
import static io.keqing.search.elastic.OnElasticsearch.INTERACTIONS;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchQuery.Order;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Piece;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchElasticIT {
    private static OnElasticsearch on;
    private static final String[] BODIES = {
        "我们的客户关系一直很好",
        "他們的客戶關係一直很好",
        "京都旅行团咨询",
        "東京都庁 東京都 地址变更",
        "iPhone15 手机壳,黑色,已发货",
        "iPhone14 手机壳,黑色",
        "想办理5G套餐,怎么办",
        "ＡＢＣ１２３ 全角文字",
        "Refunds were processed late, error E-1042",
        "The refund of E-1043 is fine",
        "请回电13912345678,谢谢",
        "Não recebi o produto, avaliação ruim",
        "退款问题,客户不满,关系紧张",
    };

    @BeforeAll
    static void fill() {
        on = new OnElasticsearch();
        for (int i = 0; i < BODIES.length; i++) {
            on.put(
                    INTERACTIONS,
                    1,
                    interaction(i + 1).with(InteractionFields.BODY, BODIES[i]).done());
        }
        on.put(
                CUSTOMERS,
                1,
                customer(1, "王小明")
                        .with(CustomerFields.PHONE, "+86 139-1234-5678")
                        .with(CustomerFields.COMPANY, "上海東方科技")
                        .done(),
                customer(2, "José Müller")
                        .with(CustomerFields.EMAIL, "Jose@Example.com")
                        .with(CustomerFields.GENDER, "male")
                        .done(),
                customer(3, "欧阳娜娜")
                        .with(CustomerFields.BIRTHDAY, LocalDate.of(1990, 2, 3))
                        .done());
    }

    private static Documents interaction(int key) {
        return Documents.of(InteractionFields.ALL, key, "crm", "I-" + key)
                .with(
                        InteractionFields.AT,
                        Instant.parse("2025-03-01T10:00:00Z").plusSeconds(key * 60L));
    }

    private static Documents customer(int key, String name) {
        return Documents.of(CustomerFields.ALL, key, "crm", "C-" + key).with(CustomerFields.NAME, name);
    }

    private static List<Integer> keys(String words) {
        return on.keys("interactions", words);
    }

    @Test
    void simplifiedFindsTraditional_andBack() {
        assertEquals(Set.of(1, 2, 13), new HashSet<>(keys("客户关系")));
        assertEquals(Set.of(1, 2, 13), new HashSet<>(keys("客戶關係")));
        assertEquals(Set.of(1, 2), new HashSet<>(keys("\"客戶關係\"")));
        assertEquals(Set.of(1), Set.copyOf(on.keys("customers", "东方科技")));
    }

    @Test
    void theWordRanksBeforeTheCharactersInsideAnother() {
        assertEquals(List.of(3, 4), keys("京都"));
    }

    @Test
    void oneCharacterIsFound_inTextsAndNames() {
        assertEquals(Set.of(5, 6), new HashSet<>(keys("壳")));
        assertEquals(List.of(1), on.keys("customers", "王"));
        assertEquals(List.of(3), on.keys("customers", "娜娜"));
    }

    @Test
    void mixedQueriesFindTheirWhole() {
        assertEquals(List.of(5), keys("iPhone15 黑色"));
        assertEquals(List.of(7), keys("5G套餐"));
        assertEquals(List.of(7), keys("５Ｇ套餐"));
        assertEquals(List.of(8), keys("abc123"));
        assertEquals(List.of(9), keys("E-1042"));
        assertEquals(List.of(12), keys("nao avaliacao"));
        assertEquals(List.of(2), on.keys("customers", "jose muller"));
        assertEquals(List.of(4), keys("i-4"));
    }

    @Test
    void wordsAreInflected_phrasesAreNot() {
        assertEquals(Set.of(9, 10), new HashSet<>(keys("refund")));
        assertEquals(Set.of(9, 10), new HashSet<>(keys("the refunding")));
        assertEquals(List.of(10), keys("\"the refund\""));
        assertEquals(List.of(9), keys("\"refunds were\""));
        assertEquals(List.of(10), keys("refund -late"));
        assertEquals(List.of(), keys("!!!"));
    }

    @Test
    void highlightsAreRunsOfText_neverMarkup() {
        Hit hit = on.find("interactions", "客户关系", SUPPORT).hits().stream()
                .filter(found -> found.key() == 2)
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(List.of(new Piece("他們的", false), new Piece("客戶關係", true), new Piece("一直很好", false))),
                hit.highlights().get("body"));
        assertEquals(List.of("body"), hit.why());
        Hit inflected = on.find("interactions", "refunds", SUPPORT).hits().stream()
                .filter(found -> found.key() == 10)
                .findFirst()
                .orElseThrow();
        assertTrue(
                inflected.highlights().get("body").getFirst().contains(new Piece("refund", true)),
                inflected.toString());
        Hit apart = on.find("interactions", "客户关系", SUPPORT).hits().stream()
                .filter(found -> found.key() == 13)
                .findFirst()
                .orElseThrow();
        assertTrue(apart.highlights().get("body").getFirst().contains(new Piece("关系", true)), apart.toString());
        assertEquals(
                List.of("id"),
                on.find("interactions", "I-4", SUPPORT).hits().getFirst().why());
    }

    @Test
    void analystsDoNotFindWhatTheyMayNotSee() {
        assertEquals(1, on.find("customers", "王小明", SUPPORT).total());
        assertEquals(0, on.find("customers", "王小明", ANALYST).total());
        assertEquals(0, on.find("customers", "13912345678", ANALYST).total());
        Hit hit = on.find("customers", "C-1", ANALYST).hits().getFirst();
        assertEquals("•••", hit.fields().get("name"));
        assertFalse(hit.fields().toString().contains("1234"), hit.toString());
        assertThrows(InvalidQueryException.class, () -> by("gender", "male", ANALYST));
        assertThrows(InvalidQueryException.class, () -> facet("gender", ANALYST));
        assertThrows(
                InvalidQueryException.class,
                () -> on.index.search(
                        SearchQuery.all("customers").withOrder(List.of(new Order("name", false))), ANALYST));
        assertTrue(on.index.search(SearchQuery.all("customers"), ANALYST).facets().stream()
                .noneMatch(facet -> facet.field().equals("gender")));
        assertTrue(on.index.search(SearchQuery.all("customers"), SUPPORT).facets().stream()
                .anyMatch(facet -> facet.field().equals("gender")));
    }

    @Test
    void secretsAreFoundByTheirWholeValue_byThoseWhoMayLookThemUp() {
        assertEquals(1, on.find("customers", "+8613912345678", SUPPORT).total());
        assertEquals(1, on.find("customers", "jose@example.com", SUPPORT).total());
        assertEquals(0, on.find("customers", "13912345", SUPPORT).total());
        assertEquals(1, by("phone", "+86 139 1234 5678", SUPPORT).total());
        assertThrows(InvalidQueryException.class, () -> by("phone", "", SUPPORT));
        assertThrows(InvalidQueryException.class, () -> by("phone", "1", ANALYST));
        assertThrows(InvalidQueryException.class, () -> facet("phone", ADMIN));
        assertEquals(
                "+86 139-1234-5678",
                by("phone", "+8613912345678", ADMIN).hits().getFirst().fields().get("phone"));
        // a number in a text is masked there, and found by its whole
        assertEquals(List.of(11), keys("13912345678"));
        assertEquals(
                "请回电•••,谢谢",
                on.find("interactions", "回电", ADMIN).hits().getFirst().fields().get("body"));
        assertEquals(List.of(), keys("1234"));
    }

    private static SearchResult by(String field, String value, Viewer viewer) {
        Filter filter = new Filter(field, List.of(new Condition.Is(value)));
        return on.index.search(SearchQuery.all("customers").withFilters(List.of(filter)), viewer);
    }

    private static SearchResult facet(String field, Viewer viewer) {
        return on.index.search(SearchQuery.all("customers").withFacets(List.of(field)), viewer);
    }

    @Test
    void everyRecordIsReachedByCursor_whateverTheOrder() {
        OnElasticsearch many = on;
        List<Document> documents = new ArrayList<>();
        for (int key = 1_001; key <= 1_700; key++) {
            Documents made = Documents.of(InteractionFields.ALL, key, "many", "M-" + key);
            made.with(InteractionFields.BODY, key % 3 == 0 ? "翻页 测试" : "翻页 测试 测试 长一点");
            made.with(InteractionFields.AT, key % 7 == 0 ? null : Instant.ofEpochSecond(key / 5));
            made.with(InteractionFields.PRODUCT, key % 4 == 0 ? null : "p" + key % 5);
            made.with(InteractionFields.QUANTITY, key % 6 == 0 ? null : key % 9 - 3.5);
            made.with(InteractionFields.ATTRIBUTES, Map.of("size", key % 2 == 0 ? List.of() : List.of("" + key % 8)));
            documents.add(made.done());
        }
        many.writer.put(INTERACTIONS, 1, documents, List.of());
        many.writer.refresh(INTERACTIONS);
        Filter source = new Filter("source", List.of(new Condition.Is("many")));
        for (List<Order> order : List.of(
                List.<Order>of(),
                List.of(new Order("at", true)),
                List.of(new Order("at", false)),
                List.of(new Order("product", true), new Order("quantity", false)),
                List.of(new Order("quantity", true)),
                List.of(new Order("attributes.size", false)))) {
            for (String words : List.of("", "翻页 测试")) {
                SearchQuery query = SearchQuery.all("interactions")
                        .withWords(words)
                        .withFilters(List.of(source))
                        .withOrder(order)
                        .withFacets(List.of());
                assertEquals(700, pages(query), order + " " + words);
            }
        }
        SearchQuery query = SearchQuery.all("interactions")
                .withFilters(List.of(source))
                .withOrder(List.of(new Order("product", false)));
        List<Object> streamed = new ArrayList<>();
        assertEquals(700, many.index.stream(query, SUPPORT, 97, hits -> hits.forEach(hit -> streamed.add(hit.key()))));
        assertEquals(700, new HashSet<>(streamed).size());
        String next = many.index.search(query.page(10, null), SUPPORT).next();
        assertThrows(
                InvalidQueryException.class,
                () -> many.index.search(query.withOrder(List.of()).page(10, next), SUPPORT));
        many.writer.put(
                INTERACTIONS,
                2,
                List.of(),
                documents.stream().map(Document::key).toList());
        many.writer.refresh(INTERACTIONS);
    }

    private static int pages(SearchQuery first) {
        Set<Integer> seen = new HashSet<>();
        String cursor = null;
        int count = 0;
        do {
            SearchResult result = on.index.search(first.page(64, cursor), SUPPORT);
            assertEquals(700, result.total());
            result.hits().forEach(hit -> seen.add(hit.key()));
            count += result.hits().size();
            cursor = result.next();
        } while (cursor != null && count < 1_000);
        assertEquals(seen.size(), count);
        return count;
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Document document = interaction(501)
                .referring(InteractionFields.CUSTOMER, new RecordId("crm", "a/b c"), 77)
                .with(InteractionFields.TAGS, List.of("甲", "乙"))
                .with(InteractionFields.QUANTITY, 2.5)
                .with(InteractionFields.OVERDUE, true)
                .with(InteractionFields.CUSTOMER_PROVINCE, "广东")
                .with(InteractionFields.ATTRIBUTES, Map.of("颜色", List.of("绛紫"), "mobile", List.of("13800000000")))
                .done();
        on.put(INTERACTIONS, 1, document);
        Map<String, Object> fields =
                on.find("interactions", "I-501", SUPPORT).hits().getFirst().fields();
        assertEquals(new RecordId("crm", "a/b c"), fields.get("customer"));
        assertEquals(List.of("甲", "乙"), fields.get("tags"));
        assertEquals(2.5, fields.get("quantity"));
        assertEquals(true, fields.get("overdue"));
        assertEquals("广东", fields.get("customer.province"));
        assertEquals(Instant.parse("2025-03-01T18:21:00Z"), fields.get("at"));
        assertEquals(
                List.of("attributes"),
                on.find("interactions", "绛紫", SUPPORT).hits().getFirst().why());
        assertEquals(0, on.find("interactions", "13800000000", ADMIN).total());
        on.writer.put(INTERACTIONS, 2, List.of(), List.of(501));
        on.writer.refresh(INTERACTIONS);
    }
}
