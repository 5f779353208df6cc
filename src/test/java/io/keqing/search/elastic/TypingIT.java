package io.keqing.search.elastic;

import static io.keqing.search.elastic.OnElasticsearch.ANALYST;
import static io.keqing.search.elastic.OnElasticsearch.CUSTOMERS;
import static io.keqing.search.elastic.OnElasticsearch.INTERACTIONS;
import static io.keqing.search.elastic.OnElasticsearch.SUPPORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Document;
import io.keqing.record.Documents;
import io.keqing.search.Filter;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.How;
import io.keqing.search.SearchResult.Match;
import io.keqing.search.SearchResult.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Names by Pinyin, slips of typing, and why a record was found.
class TypingIT {
    private static final String[] NAMES = {
        "王小明", "王晓鸣", "單田芳", "曾志偉", "欧阳娜娜", "吕布", "Catherine Müller", "上海東方科技", "王乐", "刘德华"
    };
    private static final String[] BODIES = {
        "他們的客戶關係一直很好",
        "The refund for the delivery was processed",
        "the delivrey came late, many refunds",
        "售后服务态度很差",
        "计划变更通知",
        "戸籍 與 髙橋",
        "charge E-1042 和 and 20250101",
        "东京経済新闻",
        "我想了解客户与供应商的关系",
    };

    private static OnElasticsearch on;

    @BeforeAll
    static void fill() {
        on = new OnElasticsearch();
        for (int i = 0; i < NAMES.length; i++) {
            on.writer.put(
                    CUSTOMERS,
                    1,
                    List.of(Documents.of(CustomerFields.ALL, i + 1, "crm", "C-" + (i + 1))
                            .with(CustomerFields.NAME, NAMES[i])
                            .done()),
                    List.of());
        }
        on.writer.refresh(CUSTOMERS);
        for (int i = 0; i < BODIES.length; i++) {
            on.writer.put(INTERACTIONS, 1, List.of(interaction(i + 1, BODIES[i])), List.of());
        }
        on.writer.put(
                INTERACTIONS,
                1,
                IntStream.rangeClosed(101, 130)
                        .mapToObj(key -> interaction(key, "please change the address"))
                        .toList(),
                List.of());
        on.writer.put(
                INTERACTIONS,
                1,
                IntStream.rangeClosed(201, 212)
                        .mapToObj(key -> interaction(key, "a charge on my card"))
                        .toList(),
                List.of());
        on.writer.refresh(INTERACTIONS);
    }

    private static Document interaction(int key, String body) {
        return Documents.of(InteractionFields.ALL, key, "crm", "I-" + key)
                .with(InteractionFields.BODY, body)
                .with(InteractionFields.CHANNEL, key % 2 == 0 ? "phone" : "email")
                .done();
    }

    private static List<Integer> names(String words) {
        return on.keys("customers", words);
    }

    private static List<Integer> texts(String words) {
        return on.keys("interactions", words);
    }

    @Test
    void namesAreFoundByPinyin_wholeInPartsAndByInitials() {
        assertEquals(Set.of(1, 2), Set.copyOf(names("wangxiaoming")));
        assertEquals(Set.of(1, 2), Set.copyOf(names("wang xiaoming")));
        assertEquals(Set.of(1, 2), Set.copyOf(names("Xiao-Ming")));
        assertEquals(Set.of(1, 2), Set.copyOf(names("wxm")));
        assertEquals(List.of(3), names("shantianfang"));
        assertEquals(List.of(4), names("zengzhiwei"));
        assertEquals(List.of(5), names("ouyang"));
        assertEquals(List.of(6), names("lvbu"));
        assertEquals(List.of(6), names("lübu"));
        assertEquals(List.of(6), names("lubu"));
        assertEquals(List.of(8), names("dongfangkeji"));
        assertEquals(List.of(9), names("wangle"));
        assertEquals(List.of(9), names("wangyue"));
        assertEquals(List.of(), names("\"wangxiaoming\""));
    }

    @Test
    void whoMayNotSearchNames_findsNoneByTheirSound() {
        for (String words : List.of("wangxiaoming", "wxm", "王小名", "wang", "Catherin")) {
            assertTrue(on.find("customers", words, SUPPORT).total() > 0, words);
            assertEquals(0, on.find("customers", words, ANALYST).total(), words);
        }
        Hit hit = on.find("customers", "C-1", ANALYST).hits().getFirst();
        assertFalse(hit.toString().contains("wang"), hit.toString());
    }

    @Test
    void aNameWithASlip_comesAfterTheRightOne() {
        assertEquals(List.of(1, 2), names("王小明"));
        assertEquals(List.of(10), names("刘得华"));
        assertEquals(List.of(7), names("Cathrine Mueler"));
        assertEquals(List.of(8), names("上海东芳科技"));
    }

    @Test
    void aMisspeltWordIsFound_afterThoseSpelledAsAsked() {
        assertEquals(List.of(2, 3), texts("delivery"));
        assertEquals(List.of(2), texts("\"delivery\""));
        assertEquals(Set.of(2, 3), Set.copyOf(texts("refnud")));
        assertEquals(List.of(4), texts("售后服物态度"));
        assertEquals(List.of(4), texts("售后务态度很差"));
        assertEquals(List.of(4), texts("售后服务的态度很差"));
        assertEquals(List.of(), texts("\"售后服物态度\""));
    }

    @Test
    void ofASentenceAWordMayBeMissing_butNoneInQuotes_andNoKeyword() {
        assertEquals(List.of(3), texts("the refund of our late delivery came"));
        assertEquals(List.of(), texts("the refund of \"our\" late delivery came"));
        assertEquals(List.of(), texts("refund our"));
        assertEquals(List.of(4), texts("售后服务的人态度真的很差"));
    }

    @Test
    void lettersAndChineseMayStandApart() {
        assertEquals(List.of(7), texts("charge和20250101"));
    }

    @Test
    void numbersAndCodesAreNeverStretched() {
        assertEquals(List.of(7), texts("E-1042"));
        assertEquals(List.of(), texts("E-1043"));
        assertEquals(List.of(), texts("20250102"));
        assertEquals(List.of(), texts("I-999"));
    }

    @Test
    void aWordThatManyRecordsHave_isTakenAsItIsSpelled_underAnyFilter() {
        assertEquals(13, on.find("interactions", "charge", SUPPORT).total());
        SearchQuery one = SearchQuery.all("interactions")
                .withWords("charge")
                .withFacets(List.of("channel"))
                .withFilters(List.of(new Filter("id", List.of(new Filter.Condition.Is("I-7")))));
        assertEquals(1, on.index.search(one, SUPPORT).total());
        SearchQuery facets = SearchQuery.all("interactions").withWords("delivery");
        for (String words : List.of("delivery", "charge", "refnud")) {
            SearchResult all = on.index.search(facets.withWords(words).withFacets(List.of("channel")), SUPPORT);
            all.facets().getFirst().values().forEach(value -> {
                Filter click = new Filter("channel", List.of(new Filter.Condition.Is(value.value())));
                SearchQuery clicked = facets.withWords(words).withFilters(List.of(click));
                assertEquals(value.count(), on.index.search(clicked, SUPPORT).total(), words + " " + value);
                List<Hit> streamed = new ArrayList<>();
                on.index.stream(clicked, SUPPORT, 100, streamed::addAll);
                assertEquals(value.count(), streamed.size(), words + " " + value);
            });
        }
    }

    @Test
    void everyHitSaysWhichWordMetWhatAndHow() {
        assertEquals(Set.of(new Match("body", "客户关系", "客戶關係", How.SCRIPT)), matches("interactions", "客户关系", 1));
        assertEquals(
                Set.of(new Match("body", "refunds", "refund", How.INFLECTION)), matches("interactions", "refunds", 2));
        assertEquals(
                Set.of(new Match("body", "delivery", "delivrey", How.TYPO)), matches("interactions", "delivery", 3));
        assertEquals(Set.of(new Match("body", "客户关系", "客户 … 关系", How.WORDS)), matches("interactions", "客户关系", 9));
        assertEquals(Set.of(new Match("body", "高桥", "髙橋", How.SCRIPT)), matches("interactions", "高桥", 6));
        assertEquals(Set.of(new Match("body", "ＲＥＦＵＮＤ", "refund", How.FORM)), matches("interactions", "ＲＥＦＵＮＤ", 2));
        assertEquals(
                Set.of(new Match("body", "refund", "refund", How.EXACT)), matches("interactions", "\"refund\"", 2));
        assertEquals(Set.of(new Match("name", "xiaoming", "晓鸣", How.PINYIN)), matches("customers", "xiaoming", 2));
        assertEquals(Set.of(new Match("name", "wxm", "王小明", How.PINYIN)), matches("customers", "wxm", 1));
        assertEquals(Set.of(new Match("name", "王小明", "王晓鸣", How.HOMOPHONE)), matches("customers", "王小明", 2));
        assertEquals(Set.of(new Match("name", "Muler", "Müller", How.TYPO)), matches("customers", "Muler", 7));
        assertEquals(Set.of(new Match("id", "i-4", "I-4", How.FORM)), matches("interactions", "i-4", 4));
    }

    private static Set<Match> matches(String type, String words, int key) {
        return on.find(type, words, SUPPORT).hits().stream()
                .filter(hit -> hit.key() == key)
                .flatMap(hit -> hit.matches().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void aNameFoundByPinyin_isMarked() {
        Hit hit = on.find("customers", "xiaoming", SUPPORT).hits().stream()
                .filter(found -> found.key() == 1)
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(List.of(new Piece("王", false), new Piece("小明", true))),
                hit.highlights().get("name"));
        assertEquals(List.of("name"), hit.why());
        assertEquals(new RecordId("crm", "C-1"), hit.id());
    }
}
