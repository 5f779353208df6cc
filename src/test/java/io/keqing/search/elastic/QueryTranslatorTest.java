package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RunTimeField;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchQuery.Order;
import io.keqing.search.Segments;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class QueryTranslatorTest {
    private static final Viewer SUPPORT = new Viewer("sun", Set.of(Role.SUPPORT));
    private static final Viewer ANALYST = new Viewer("an", Set.of(Role.ANALYST));
    private static final RunTimeField SIZE = new RunTimeField(
            7,
            "interactions",
            "attributes",
            "鞋 码",
            new Label("鞋码", "Size"),
            "f7",
            RunTimeField.Kind.NUMBER,
            Sensitivity.OPEN,
            true,
            null);

    private final QueryTranslator translator = new QueryTranslator(
            new Catalogue(
                    List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL),
                    type -> type.equals("interactions") ? List.of(SIZE) : List.of()),
            new Dates(ZoneId.of("Asia/Shanghai"), DayOfWeek.MONDAY),
            Clock.fixed(Instant.parse("2025-06-15T00:00:00Z"), ZoneOffset.UTC),
            new Cursor(new byte[] {1}),
            (type, path, query, most) -> RoaringBitmap.bitmapOf(3, 5),
            Segments.NONE,
            new io.keqing.privacy.ContactForms("CN"));

    private JsonNode body(SearchQuery query, Viewer viewer) {
        QueryTranslator.Together alone = translator.new Together(viewer, List.of());
        return Json.tree(
                Json.bytes(translator.translateLeniently(query, alone, false).body()));
    }

    private static SearchQuery filtered(String type, String field, String... values) {
        List<Condition> any = List.<String>of(values).stream()
                .<Condition>map(Condition.Is::new)
                .toList();
        return SearchQuery.all(type).withFilters(List.of(new Filter(field, any)));
    }

    private String clause(String type, String field, String... values) {
        return body(filtered(type, field, values).withFacets(List.of()), SUPPORT)
                .at("/query/bool/filter/0")
                .toString();
    }

    private String message(String type, String field, String value, Viewer viewer) {
        return assertThrows(
                        InvalidQueryException.class,
                        () -> translator.translate(filtered(type, field, value), viewer, false))
                .getMessage();
    }

    @Test
    void datesMeanTheirWholeUnit_inThePortalsZone() {
        assertEquals(
                "{\"range\":{\"at\":{\"gte\":"
                        + Instant.parse("2024-12-31T16:00:00Z").toEpochMilli() + ",\"lt\":"
                        + Instant.parse("2025-03-31T16:00:00Z").toEpochMilli() + "}}}",
                clause("interactions", "at", "2025-01..2025-03"));
        assertEquals(
                "{\"range\":{\"at\":{\"gte\":"
                        + Instant.parse("2025-05-16T00:00:00Z").toEpochMilli() + "}}}",
                clause("interactions", "at", "now-30d.."));
        assertEquals(
                "{\"range\":{\"joined\":{\"gte\":\"2024-02-01\",\"lt\":\"2024-03-01\"}}}",
                clause("customers", "joined", "2024-02"));
        assertEquals(
                "{\"range\":{\"joined\":{\"gte\":\"2024-01-01\",\"lt\":\"2024-02-01\"}}}",
                clause("customers", "joined", "2024..<2024-02"));
    }

    @Test
    void valuesOfOneFieldAreAlternatives() {
        assertEquals("{\"terms\":{\"tier\":[\"gold\",\"银..卡\"]}}", clause("customers", "tier", "gold", "银..卡"));
        assertEquals("{\"term\":{\"kind\":\"complaint\"}}", clause("interactions", "kind", "投诉"));
        assertEquals("{\"range\":{\"nps\":{\"gte\":0.0,\"lte\":6.0}}}", clause("feedback", "nps", "0..6"));
        assertEquals("{\"term\":{\"numbers.f7\":42.5}}", clause("interactions", "attributes.鞋 码", "42.5"));
        assertEquals(
                "{\"bool\":{\"must_not\":[{\"exists\":{\"field\":\"customer_tier\"}}]}}",
                clause("feedback", "customer.tier", ""));
    }

    @Test
    void aBadValueIsNamedWithItsRule() {
        assertEquals("nps must be a number, was \"abc\"", message("feedback", "nps", "abc", SUPPORT));
        assertEquals("consent must be true or false, was \"2\"", message("customers", "consent", "2", SUPPORT));
        assertTrue(message("interactions", "kind", "dance", SUPPORT).endsWith("was \"dance\""));
        assertTrue(message("interactions", "at", "2025-13", SUPPORT).startsWith("at must be a date such as"));
        assertEquals("customers has no field \"colour\"", message("customers", "colour", "x", SUPPORT));
        assertTrue(message("customers", "gender", "male", ANALYST).contains("hidden"));
        assertTrue(message("customers", "phone", "139", ANALYST).contains("secret"));
        assertThrows(InvalidQueryException.class, () -> body(SearchQuery.all("people"), SUPPORT));
        assertThrows(
                InvalidQueryException.class,
                () -> body(SearchQuery.all("customers").withOrder(List.of(new Order("phone", false))), SUPPORT));
        assertThrows(
                InvalidQueryException.class,
                () -> body(SearchQuery.all("interactions").withWords("a ".repeat(33)), SUPPORT));
    }

    @Test
    void aChosenFacetNarrowsTheHits_notItsOwnCounts() {
        SearchQuery query = SearchQuery.all("customers")
                .withFilters(List.of(
                        new Filter("tier", List.of(new Condition.Is("gold"))),
                        new Filter("city", List.of(new Condition.Is("上海")))))
                .withFacets(List.of("tier", "country"));
        JsonNode body = body(query, SUPPORT);
        assertEquals(
                "[{\"term\":{\"city\":\"上海\"}},{\"term\":{\"tier\":\"gold\"}}]",
                body.at("/query/bool/filter").toString());
        assertEquals("[\"1\"]", names(body.path("aggs")).toString());

        Translated translated = translator.translate(query, SUPPORT, false);
        Facets.Apart tier = translated.facets().apart().getFirst();
        JsonNode own = Json.tree(Json.bytes(translated.body(tier)));
        assertEquals(1, translated.facets().apart().size());
        assertEquals(0, own.path("size").asInt(-1));
        assertEquals(
                "[{\"bool\":{\"filter\":[{\"term\":{\"city\":\"上海\"}}]}}]",
                own.at("/query/bool/filter").toString());
        assertEquals("[\"0\", \"0chosen\"]", names(own.path("aggs")).toString());
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream()
                .map(entry -> "\"" + entry.getKey() + "\"")
                .toList();
    }

    @Test
    void hiddenFieldsTakeNoPart() {
        String seen = body(SearchQuery.all("customers").withWords("王"), SUPPORT).toString();
        assertTrue(seen.contains("\"name\"") && seen.contains("\"phone"));
        String hidden =
                body(SearchQuery.all("customers").withWords("王"), ANALYST).toString();
        assertFalse(hidden.contains("\"name\"") || hidden.contains("\"phone") || hidden.contains("\"gender\""), hidden);
    }

    private JsonNode asked(String type, String words, Viewer viewer) {
        return body(SearchQuery.all(type).withWords(words).withFacets(List.of()), viewer)
                .path("query");
    }

    @Test
    void whatActsOnAQuestion_getsNoneOfWhichAPartIsWrong() {
        SearchQuery wrong = SearchQuery.all("customers").withWords("tier:gold tyre:gold name:Ann points:many");
        InvalidQueryException refused = assertThrows(
                InvalidQueryException.class,
                () -> translator.translate(wrong, new Viewer("lin", Set.of(Role.ANALYST)), false));
        for (String part : List.of("\"tyre:gold\": ", "\"name:Ann\": ", "\"points:many\": ")) {
            assertTrue(refused.label().en().contains(part), refused.label().en());
        }
        assertTrue(
                refused.label().zh().startsWith("查询中有无法执行的部分：“tyre:gold”：客户没有字段"),
                refused.label().zh());
    }

    @Test
    void whatOnlySelectsDoesNotScore() {
        assertEquals(
                "{\"bool\":{\"filter\":[{\"regexp\":{\"country\":{\"value\":\"[1１] ?[2２]\"}}}]}}",
                asked("customers", "国家:12", SUPPORT).toString());
        assertEquals(
                asked("interactions", "at:now-30d..", SUPPORT).toString(),
                body(filtered("interactions", "at", "now-30d..").withFacets(List.of()), SUPPORT)
                        .path("query")
                        .toString());
        assertEquals(
                "{\"match_none\":{}}",
                asked("customers", "points:many", SUPPORT).at("/bool/should/0").toString(),
                "a question of which nothing can be asked finds nothing");
        assertEquals(
                "{\"match_none\":{}}",
                asked("customers", "?!", SUPPORT).at("/bool/should/0").toString());
        assertEquals(
                "{\"terms\":{\"customerKey\":[3,5]}}",
                asked("interactions", "of:customers(tier:gold)", SUPPORT)
                        .at("/bool/filter/0")
                        .toString());
        assertEquals(
                "{\"bool\":{\"must_not\":[{\"terms\":{\"key\":[3,5]}}]}}",
                asked("customers", "-has:feedback(nps:0..6)", SUPPORT)
                        .at("/bool/filter/0")
                        .toString());
        assertEquals(
                "{\"term\":{\"kind\":\"order\"}}",
                asked("interactions", "kind:ORDER", SUPPORT)
                        .at("/bool/filter/0")
                        .toString());
        assertEquals(
                asked("customers", "tier:gold", SUPPORT).at("/bool/filter/0").toString(),
                asked("customers", "of:customers(tier:gold)", SUPPORT)
                        .at("/bool/filter/0")
                        .toString());
        JsonNode both =
                asked("interactions", "王 kind:order -kind:case", SUPPORT).at("/bool/should/0/bool");
        assertEquals(1, both.path("must").size(), both.toString());
        assertEquals("[{\"term\":{\"kind\":\"order\"}}]", both.path("filter").toString());
        assertEquals("[{\"term\":{\"kind\":\"case\"}}]", both.path("must_not").toString());
    }

    @Test
    void moreCustomersThanTheEngineTakes_areRefusedWithTheRule() {
        QueryTranslator many = new QueryTranslator(
                new Catalogue(
                        List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL), type -> List.of()),
                new Dates(ZoneOffset.UTC, DayOfWeek.MONDAY),
                Clock.systemUTC(),
                new Cursor(new byte[1]),
                (type, path, query, most) -> {
                    RoaringBitmap keys = new RoaringBitmap();
                    keys.add(0L, most + 1L);
                    return keys;
                },
                Segments.NONE,
                new io.keqing.privacy.ContactForms("CN"));
        String message = assertThrows(
                        InvalidQueryException.class,
                        () -> many.translate(SearchQuery.all("customers").withWords("has:feedback"), SUPPORT, false))
                .getMessage();
        assertTrue(message.contains("1,000,000"), message);
    }

    @Test
    void ordersEndWithTheKey_soThatPagesMeet() {
        assertEquals(
                "[{\"at\":{\"order\":\"desc\",\"missing\":\"_last\"}},{\"key\":\"desc\"}]",
                body(SearchQuery.all("interactions"), SUPPORT).path("sort").toString());
        assertEquals(
                "[{\"_score\":\"desc\"},{\"key\":\"asc\"}]",
                body(SearchQuery.all("interactions").withWords("x"), SUPPORT)
                        .path("sort")
                        .toString());
        assertEquals(
                "[{\"name_by_letter\":{\"order\":\"asc\",\"missing\":\"_last\"}},{\"key\":\"asc\"}]",
                body(SearchQuery.all("customers").withOrder(List.of(new Order("name", false))), SUPPORT)
                        .path("sort")
                        .toString());
    }
}
