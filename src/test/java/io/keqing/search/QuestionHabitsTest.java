package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.interaction.InteractionFields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How people write a question who know other systems, with the names of the catalogue.
class QuestionHabitsTest {
    private static final FieldNames NAMES =
            new FieldNames(List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL), type -> List.of());

    private static QueryText read(String type, String text) {
        return QueryText.read(text, type, NAMES);
    }

    private static Clause clause(String type, String text) {
        QueryText read = read(type, text);
        assertEquals(List.of(), read.mistakes(), text);
        return read.clause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customers    | points > 100          | points:>100",
                "customers    | points>100            | points:>100",
                "customers    | points>=100           | points:>=100",
                "customers    | points =< 100         | points:<=100",
                "customers    | points : > 100        | points:>100",
                "customers    | points = 100          | points:100",
                "customers    | points == 100         | points:100",
                "customers    | points != 100         | -points:100",
                "customers    | points <> 100         | -points:100",
                "customers    | 积分＞１００            | 积分:>１００",
                "customers    | tier = gold           | tier:gold",
                "customers    | tier : gold city:x    | tier:gold city:x",
                "customers    | tier :gold            | tier:gold",
                "customers    | tier: gold            | tier:gold",
                "customers    | 会员等级 ： gold        | 会员等级:gold",
                "customers    | -tier = gold          | -tier:gold",
                "interactions | amount:1,000..2,000   | amount:1000..2000",
                "interactions | 金额>=1,000           | 金额:>=1000",
                "interactions | amount:1,000          | amount:1000",
                "interactions | amount:1500,99        | amount:1500,99",
                "interactions | amount:5,10           | amount:5,10",
                "interactions | amount:12,345,678     | amount:12345678",
                "interactions | amount > 1,000 refund | amount:>1000 refund",
                "interactions | at:last month         | at:\"last month\"",
                "interactions | at : last month x     | at:\"last month\" x",
                "interactions | at:\"last month\"     | at:\"last month\"",
                "interactions | 时间:上个月            | 时间:\"上个月\"",
                "interactions | at:Q1 2025..Q2 2025   | at:\"Q1 2025\"..\"Q2 2025\"",
                "interactions | at:last week..today   | at:\"last week\"..\"today\"",
                "interactions | at > yesterday        | at:>\"yesterday\"",
                "interactions | yesterday             | at:\"yesterday\"",
                "interactions | 上个月 退款            | at:\"上个月\" 退款",
                "interactions | refund last month     | refund at:\"last month\"",
                "interactions | refund Q1 2025        | refund at:\"Q1 2025\"",
                "interactions | -昨天                  | -at:\"昨天\"",
                "interactions | 2025年3月 投诉         | at:\"2025年3月\" 投诉",
                "interactions | kind:case and status = open | kind:case status:open",
            })
    void otherSystemsSpellingsMeanTheSame(String type, String text, String same) {
        assertEquals(clause(type, same), clause(type, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\Users\\ada\\bill.pdf",
                "af:cc:e4:9d",
                "00:1B:44:11:3A:B7",
                "fe80::1ff:fe23:4567:890a",
                "CheckoutService.java:88",
                "shop.example.com:8443",
            })
    void whatHasAColonByNatureIsATextAsItStands(String text) {
        QueryText read = read("interactions", text);
        assertEquals(List.of(), read.mistakes());
        boolean text1 = read.clause() instanceof Clause.Phrase(String phrase) && phrase.equals(text);
        boolean text2 = read.clause() instanceof Clause.Word(String word) && word.equals(text);
        assertTrue(text1 || text2, read.clause().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12:30", "3:1", "https://example.com/a?b=c", "a=b", "x->y", "a>b", "Re: refund", "ratio 3:1"})
    void wordsWithSignsStayWords(String text) {
        QueryText read = read("interactions", text);
        assertEquals(List.of(), read.mistakes());
        assertTrue(read.clause().hasWords());
        assertFalse(QueryText.write(read.clause()).contains("at:"), text);
    }

    @Test
    void anUnknownFieldIsLookedForAsText_andTold() {
        QueryText read = read("interactions", "note:fragile refund");
        assertEquals(
                new Clause.All(List.of(new Clause.Phrase("note:fragile"), new Clause.Word("refund"))), read.clause());
        assertEquals(1, read.mistakes().size());
        Mistake mistake = read.mistakes().getFirst();
        assertFalse(mistake.leftOut());
        assertEquals("0-12", mistake.from() + "-" + mistake.to());
    }

    @Test
    void aFieldWithoutItsValueIsTold() {
        assertEquals(1, read("interactions", "kind:").mistakes().size());
        assertEquals(1, read("interactions", "refund (status : )").mistakes().size());
    }

    @Test
    void aTimeInASentenceIsAPartOfIt() {
        assertTrue(clause("interactions", "my card was declined yesterday evening")
                .toString()
                .contains("Word[text=yesterday]"));
        assertEquals(
                new Clause.Word("yesterday"), clause("customers", "yesterday"), "customers have no time of their own");
    }

    @Test
    void aQuestionOfWhichNothingIsLeftFindsNothing() {
        assertTrue(read("interactions", "kind:").silent());
        assertTrue(read("interactions", "京*都").silent());
        assertFalse(read("interactions", "kind: x").silent());
        assertFalse(read("interactions", "*").silent());
    }

    @Test
    void theNearestNameIsFound() {
        assertEquals("tier", NAMES.nearest("customers", "teir").orElse("none"));
        assertEquals("status", NAMES.nearest("interactions", "statsu").orElse("none"));
        assertEquals("none", NAMES.nearest("interactions", "fragile").orElse("none"));
    }
}
