package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.ANALYST;
import static io.keqing.search.elastic.OnElasticsearch.CUSTOMERS;
import static io.keqing.search.elastic.OnElasticsearch.INTERACTIONS;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchQuery.Order;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.How;
import io.keqing.search.SearchResult.Match;
import io.keqing.search.SearchResult.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What one thing is written as: why it was found, what is marked, in which order names are listed.
class WritingsIT {
    private static final String[] BODIES = {
        "since iOS 17.4.1 the map is empty",
        "升级到iOS17.4.1后地图空白",
        "the FW-501 drill smokes",
        "log: ERR_CONNECTION_RESET in com.lamp.cart",
        "我的滑鼠左鍵失靈",
        "the water\u00adfall print arrived",
        "a private \uE000 sign beside the kettle",
        "parcel SF2049917733 is late",
        "I don't like the ﬁnish",
        "屏幕碎了",
    };
    private static final String[] NAMES = {
        "Aoife O'Shea", "Ελένη Δήμου", "Jörg Müller", "赵敏", "安心", "丁甲", "Åsa Berg", "Room 10", "Room 9", "Zed", "東方明",
    };
    private static OnElasticsearch on;

    @BeforeAll
    static void fill() {
        on = new OnElasticsearch();
        List<Document> interactions = new ArrayList<>();
        for (int i = 0; i < BODIES.length; i++) {
            interactions.add(Documents.of(InteractionFields.ALL, i + 1, "crm", "CASE-000" + (4210 + i))
                    .with(InteractionFields.BODY, BODIES[i])
                    .done());
        }
        on.writer.put(INTERACTIONS, 1, interactions, List.of());
        on.writer.refresh(INTERACTIONS);
        List<Document> customers = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            customers.add(Documents.of(CustomerFields.ALL, i + 1, "crm", "C" + i)
                    .with(CustomerFields.NAME, NAMES[i])
                    .done());
        }
        customers.add(Documents.of(CustomerFields.ALL, 50, "crm", "C50")
                .with(CustomerFields.NAME, "Berta " + "long ".repeat(200))
                .done());
        customers.add(Documents.of(CustomerFields.ALL, 60, "crm", "C60").done());
        on.writer.put(CUSTOMERS, 1, customers, List.of());
        on.writer.refresh(CUSTOMERS);
    }

    private static Set<Integer> texts(String words) {
        return Set.copyOf(on.keys("interactions", words));
    }

    private static Set<Match> matches(String type, String words) {
        return on.find(type, words, SUPPORT).hits().stream()
                .flatMap(hit -> hit.matches().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void bordersOfCodesAreNoBordersOfMeaning_butQuotesKeepThem() {
        for (String words : List.of("iOS17.4.1", "iOS 17.4.1", "ios-17.4.1", "ｉＯＳ１７．４．１", "iOS17", "iOS17.4")) {
            assertEquals(Set.of(1, 2), texts(words), words);
        }
        assertEquals(Set.of(2), texts("升级到iOS 17.4.1后"));
        assertEquals(Set.of(3), texts("FW501"));
        assertEquals(Set.of(3), texts("fw 501"));
        assertEquals(Set.of(2), texts("\"iOS17.4.1\""));
        assertEquals(Set.of(), texts("\"FW501\""));
        assertEquals(Set.of(), texts("FW502"));
        assertEquals(Set.of(), texts("7.4.1"));
        assertEquals(Set.of(1, 2), texts("iOS17.4.1 -FW501"));
    }

    @Test
    void partsOfNamesWithSignsAreWords() {
        for (String words :
                List.of("CONNECTION_RESET", "connection", "reset", "err_connection_reset", "cart", "lamp.cart")) {
            assertEquals(Set.of(4), texts(words), words);
        }
    }

    @Test
    void theEndOfALongNumberFindsIt() {
        assertEquals(Set.of(8), texts("7733"));
        assertEquals(Set.of(8), texts("917733"));
        assertEquals(Set.of(5), texts("4214"));
        assertEquals(Set.of(), texts("\"4214\""));
        assertEquals(Set.of(new Match("id", "4214", "CASE-0004214", How.ENDING)), matches("interactions", "4214"));
        assertEquals(Set.of(new Match("body", "7733", "SF2049917733", How.ENDING)), matches("interactions", "7733"));
    }

    @Test
    void signsThatNobodySeesAreNone_inTextsAndInQuestions() {
        for (String words :
                List.of("waterfall", "water\u200bfall", "\"water\u00adfall print\"", "waterfalls", "\u202ewaterfall")) {
            assertEquals(Set.of(6), texts(words), words);
        }
        assertEquals(Set.of(9), texts("finish"));
        assertEquals(Set.of(9), texts("dont"));
    }

    @Test
    void accentsAndApostrophesAreNoneInNames() {
        for (String words : List.of("Shea", "OShea", "o'shea", "O’Shea", "O Shea")) {
            assertEquals(List.of(1), on.keys("customers", words), words);
        }
        assertEquals(List.of(2), on.keys("customers", "ελενη"));
        assertEquals(List.of(2), on.keys("customers", "ΔΗΜΟΥ"));
        assertEquals(List.of(3), on.keys("customers", "Mueller"));
        assertEquals(Set.of(new Match("name", "OShea", "O'Shea", How.FORM)), matches("customers", "OShea"));
        assertEquals(Set.of(new Match("name", "Mueller", "Müller", How.FORM)), matches("customers", "Mueller"));
        assertEquals(0, on.find("customers", "OShea", ANALYST).total());
    }

    @Test
    void wordsOfOtherRegionsMeanTheSame_bothWays() {
        assertEquals(Set.of(5), texts("鼠标"));
        assertEquals(Set.of(5), texts("鼠标左键"));
        assertEquals(Set.of(5), texts("我鼠标失灵"));
        assertEquals(Set.of(10), texts("螢幕"));
        assertEquals(Set.of(), texts("\"鼠标\""));
        assertEquals(Set.of(new Match("body", "鼠标", "滑鼠", How.REGION)), matches("interactions", "鼠标"));
    }

    @Test
    void everyHitSaysWhichCodeItMet() {
        assertEquals(
                Set.of(
                        new Match("body", "iOS17.4.1", "iOS 17.4.1", How.FORM),
                        new Match("body", "iOS17.4.1", "iOS17.4.1", How.EXACT)),
                matches("interactions", "iOS17.4.1"));
        assertEquals(Set.of(new Match("body", "FW501", "FW-501", How.FORM)), matches("interactions", "FW501"));
    }

    @Test
    void aPrivateSignInATextIsNoMark() {
        Hit hit = on.find("interactions", "kettle", SUPPORT).hits().getFirst();
        assertEquals(
                List.of(new Piece("a private \uE000 sign beside the ", false), new Piece("kettle", true)),
                hit.highlights().get("body").getFirst());
    }

    private static List<String> listed(SearchQuery query) {
        List<String> names = new ArrayList<>();
        String cursor = query.cursor();
        do {
            SearchResult page = on.index.search(query.page(3, cursor), SUPPORT);
            page.hits()
                    .forEach(hit ->
                            names.add(String.valueOf(hit.fields().get("name")).split(" ")[0]));
            cursor = page.next();
        } while (cursor != null);
        return names;
    }

    private static SearchQuery byName(boolean descending, Locale language) {
        return SearchQuery.all("customers")
                .withFacets(List.of())
                .withOrder(List.of(new Order("name", descending)))
                .in(language);
    }

    @Test
    void namesAreListedInTheReadersOrder() {
        assertEquals(
                List.of(
                        "安心", "丁甲", "東方明", "赵敏", "Aoife", "Åsa", "Berta", "Jörg", "Room", "Room", "Zed", "Ελένη",
                        "null"),
                listed(byName(false, Locale.CHINESE)));
        assertEquals(
                List.of("Aoife", "Åsa", "Berta", "Jörg", "Room", "Room", "Zed", "Ελένη"),
                listed(byName(false, Locale.ENGLISH)).subList(0, 8));
        List<String> backwards = listed(byName(true, Locale.CHINESE));
        assertEquals("Ελένη", backwards.getFirst());
        assertEquals("null", backwards.getLast());
        List<Integer> rooms = on.index.search(byName(false, Locale.ENGLISH), SUPPORT).hits().stream()
                .filter(hit -> String.valueOf(hit.fields().get("name")).startsWith("Room"))
                .map(Hit::key)
                .toList();
        assertEquals(List.of(9, 8), rooms, "9 comes before 10");
    }

    @Test
    void aListOfNamesBeginsAtALetter_ofPinyinWhereItIsChinese() {
        SearchQuery chinese = byName(false, Locale.CHINESE);
        assertEquals("丁甲", begin(chinese, "D").getFirst());
        assertEquals("赵敏", begin(chinese, "U").getFirst());
        assertEquals("赵敏", begin(chinese, "赵").getFirst());
        assertEquals("Room", begin(chinese, "Ro").getFirst());
        assertEquals("東方明", begin(byName(true, Locale.CHINESE), "D").getFirst());
        assertEquals("赵敏", begin(byName(true, Locale.CHINESE), "Z").getFirst());
        assertEquals("Åsa", begin(byName(false, Locale.ENGLISH), "as").getFirst());
    }

    private static List<String> begin(SearchQuery query, String at) {
        return listed(query.page(3, on.index.cursorAt(query, at, SUPPORT)));
    }

    @Test
    void everyListIsComplete() {
        assertTrue(listed(byName(false, Locale.CHINESE)).size() == NAMES.length + 2);
    }
}
