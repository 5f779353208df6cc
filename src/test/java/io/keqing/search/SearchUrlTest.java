package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.search.Filter.Condition.Between;
import io.keqing.search.Filter.Condition.Is;
import io.keqing.search.Filter.Condition.Missing;
import io.keqing.search.Filter.Condition.Present;
import io.keqing.search.SearchQuery.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchUrlTest {
    private final SearchUrl url = new SearchUrl(
            new RecordTypes(List.of(type(CustomerFields.ALL), type(InteractionFields.ALL), type(FeedbackFields.ALL))),
            SearchUrlTest::born);

    private static RecordType type(FieldSet fields) {
        return new RecordType(
                fields, fields.type(), fields.type(), "", Map.of(), List.of(), "0", Map.of(), RecordType.Known.BY_ROW);
    }

    private static Optional<RunTimeField> born(String type, String holder, String name) {
        RunTimeField.Kind kind = switch (name) {
            case "size", "a,b" -> RunTimeField.Kind.NUMBER;
            case "colour", "x.y" -> RunTimeField.Kind.TEXT;
            case "built" -> RunTimeField.Kind.DAY;
            default -> null;
        };
        return Optional.ofNullable(kind)
                .map(known -> new RunTimeField(
                        1, type, holder, name, new Label(name, name), "f1", known, Sensitivity.OPEN, true, null));
    }

    private SearchQuery read(String address) {
        SearchQuery query = url.read(address);
        assertEquals(query, url.read(url.address(query)), "what is read is written and read again the same");
        return query;
    }

    private static List<Filter.Condition> only(SearchQuery query) {
        assertEquals(1, query.filters().size());
        return query.filters().getFirst().anyOf();
    }

    @Test
    void nothingAsksForEverything() {
        assertEquals(SearchQuery.all("customers"), read("customers/search"));
        assertEquals(SearchQuery.all("customers"), read("/customers/search?q="));
        assertEquals("customers/search?", url.address(SearchQuery.all("customers")));
    }

    @Test
    void aFilterRepeatedMeansAnyOf_andAnEmptyOneMissing() {
        assertEquals(
                List.of(new Is("gold"), new Is("银 卡"), new Missing()),
                only(read("customers/search?f.tier=gold&f.tier=%E9%93%B6+%E5%8D%A1&f.tier=")));
        assertEquals(List.of(new Is("gold")), only(read("customers/search?f.tier=gold&f.tier=gold")));
    }

    @Test
    void dotsAreARangeOnlyWhereValuesHaveAnOrder() {
        assertEquals(List.of(new Is("a..b")), only(read("customers/search?f.tier=a..b")));
        assertEquals(List.of(new Is("x: \"y\", (z)")), only(read("customers/search?f.city=x:+%22y%22,+(z)")));
        assertEquals(List.of(new Between("0", "6", false)), only(read("feedback/search?f.nps=0..6")));
        assertEquals(List.of(new Between("10", null, false)), only(read("customers/search?f.spent=10..")));
        assertEquals(List.of(new Between(null, "10", true)), only(read("customers/search?f.orders=..%3C10")));
        assertEquals(
                List.of(new Between("2025-01", "2025-03", false)),
                only(read("customers/search?f.joined=2025-01..2025-03")));
        assertEquals(List.of(new Between("now-30d", null, false)), only(read("interactions/search?f.at=now-30d..")));
        assertEquals(List.of(new Between(null, null, false)), only(read("feedback/search?f.nps=..")));
        assertEquals(List.of(new Is("2025-03")), only(read("interactions/search?f.at=2025-03")));
    }

    @Test
    void fieldsBornAtRunTimeFollowTheirKind() {
        assertEquals(List.of(new Is("1..2")), only(read("customers/search?f.attributes.colour=1..2")));
        assertEquals(List.of(new Is("z")), only(read("customers/search?f.attributes.x.y=z")));
        assertEquals(List.of(new Between("1", "2", true)), only(read("customers/search?f.attributes.size=1..%3C2")));
        assertEquals(List.of(new Between("1", "2", false)), only(read("feedback/search?f.answers.size=1..2")));
        assertEquals(
                List.of(new Between("2025", null, false)), only(read("customers/search?f.attributes.built=2025..")));
    }

    @Test
    void whoARecordIsCanBeAskedFor() {
        assertEquals(
                "source",
                read("feedback/search?f.source=olist").filters().getFirst().field());
        assertEquals(
                "id",
                read("interactions/search?f.id=a%2Fb").filters().getFirst().field());
        assertEquals(
                "stub",
                read("customers/search?f.stub=true").filters().getFirst().field());
    }

    @Test
    void listsTakeCommasOrRepetition() {
        assertEquals(
                List.of(new Order("spent", true), new Order("name", false)),
                read("customers/search?sort=-spent,name").order());
        assertEquals(
                List.of(new Order("spent", true), new Order("name", false)),
                read("customers/search?sort=-spent&sort=name").order());
        assertEquals(
                List.of("tier", "city", "source"),
                read("customers/search?facets=tier,city&facets=source").facets());
        assertEquals(
                List.of("attributes.a,b", "tier"),
                read("customers/search?facets=attributes.a,b&facets=tier").facets());
        assertEquals(List.of(), read("customers/search?facets=").facets());
    }

    @Test
    void theWholeGrammarOfWordsIsKeptAsItWasTyped() {
        String words = "(a OR 或) -c \"x & y\" 等级：gold at:now-30d.. has:interactions(kind:complaint nps:0..<7) 100%";
        SearchQuery query = SearchQuery.all("customers").withWords(words);
        assertEquals(query, read(url.address(query)));
        assertEquals(words, read(url.address(query)).words());
    }

    @Test
    void sizeAndCursorAreKept() {
        SearchQuery query = read("customers/search?q=a%26b&size=0&cursor=x%2By%3D");
        assertEquals("a&b", query.words());
        assertEquals(0, query.size());
        assertEquals("x+y=", query.cursor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "people/search?q=",
                "customers?q=",
                "customers/search?facet=tier",
                "customers/search?zone=Mars",
                "customers/search?f.tyre=gold",
                "customers/search?f.attributes.nope=1",
                "customers/search?size=many",
                "customers/search?size=1001",
                "customers/search?size=-1",
                "customers/search?q=a&q=b",
                "customers/search?q=%zz"
            })
    void whatCannotBeAskedIsRefused(String address) {
        assertThrows(InvalidQueryException.class, () -> url.read(address));
    }

    @Test
    void anUnknownFieldIsNamedWithTheKnownOnes() {
        String message = assertThrows(InvalidQueryException.class, () -> url.read("feedback/search?f.nsp=1"))
                .getMessage();
        assertTrue(message.contains("\"nsp\"") && message.contains("nps"), message);
    }

    @Test
    void thatThereIsAValue_isAskedWithAnExclamationMark() {
        assertEquals(List.of(new Present()), only(read("customers/search?f.tier!=")));
        assertEquals(List.of(new Is("gold"), new Present()), only(read("customers/search?f.tier=gold&f.tier!=")));
        assertEquals(List.of(new Missing(), new Present()), only(read("customers/search?f.tier=&f.tier!=")));
        assertEquals(List.of(new Present()), only(read("customers/search?f.attributes.size!=")));
        String message = assertThrows(InvalidQueryException.class, () -> url.read("customers/search?f.tier!=gold"))
                .getMessage();
        assertTrue(message.startsWith("f.tier!= takes no value and asks that there is one, was \"gold\""), message);
        assertThrows(InvalidQueryException.class, () -> url.read("customers/search?f.nope!="));
    }

    @Test
    void aConditionOnlyWordsCanSayIsNotLost() {
        SearchQuery range = SearchQuery.all("customers")
                .withFilters(List.of(new Filter("tier", List.of(new Between("a", "b", false)))));
        assertThrows(InvalidQueryException.class, () -> url.address(range));
    }
}
