package io.keqing.importing.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsOfCellsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$100|100|USD",
                "US$ 1,200.50|1200.50|USD",
                "HK$100|100|HKD",
                "EUR 100|100|EUR",
                "100 €|100|EUR",
                "-9,13 €|-9.13|EUR",
                "€ -9,13|-9.13|EUR",
                "£5|5|GBP",
                "¥100|100|CNY",
                "￥100|100|CNY",
                "100 元|100|CNY",
                "100元整|100|CNY",
                "100美元|100|USD",
                "1.2万美元|12000.0|USD",
                "₹ 1,23,456.00|123456.00|INR",
                "INR 50|50|INR",
                "NGN 2,300.50|2300.50|NGN",
                "₦1,500.00|1500.00|NGN",
                "R$ 99.90|99.90|BRL",
                "CHF 12.50|12.50|CHF",
                "$ 100 CAD|100|CAD",
                "C$ 5|5|CAD",
                "12 zł|12|PLN",
                "1 250 Kč|1250|CZK",
                "3k|3000|",
                "1.2 M€|1200000.0|EUR",
                "2 Mio. €|2000000|EUR",
                "3 lakh|300000|",
                "1.2万|12000.0|",
                "3亿|300000000|",
                "12万元|120000|CNY",
                "5千|5000|",
                "１２３．５元|123.5|CNY",
                "(¥12.00)|-12.00|CNY",
                "RMB 8|8|CNY"
            })
    void amounts_keepTheCurrencyAndTheUnitBesideThem(String text, BigDecimal number, String code) {
        NumberText.Amount amount = NumberText.of(text, NumberMarks.POINT).orElseThrow(() -> new AssertionError(text));
        assertEquals(number.stripTrailingZeros(), amount.number().stripTrailingZeros(), text);
        assertEquals(
                code == null ? "" : code, Currencies.code(amount.sign(), "CNY").orElse(""), text);
    }

    @Test
    void aSignOfSeveralCountries_isThatOfTheHouse() {
        assertEquals("JPY", Currencies.code("¥", "JPY").orElseThrow());
        assertEquals("CNY", Currencies.code("¥", "EUR").orElseThrow());
        assertEquals("SGD", Currencies.code("$", "SGD").orElseThrow());
        assertEquals("USD", Currencies.code("$", "CNY").orElseThrow());
        assertTrue(Currencies.isShared("$") && Currencies.isShared("¥") && !Currencies.isShared("€"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "金额（万元）|10000|元",
                "金额(万元)|10000|元",
                "销售额（单位：千元）|1000|元",
                "合同额[亿元]|100000000|元",
                "金额/万元|10000|元",
                "Amount (k USD)|1000|USD",
                "Amount (USD k)|1000|USD",
                "Revenue (in thousands)|1000|",
                "Umsatz in Tsd. €|1000|€",
                "Amount ($000)|1000|$",
                "Amount ('000)|1000|",
                "Price (EUR)|1|EUR",
                "Price EUR|1|EUR",
                "金额(元)|1|元",
                "amount_usd|1|usd",
                "重量(千克)|1|",
                "Length (m)|1|",
                "Amount|1|",
                "Order Total|1|",
                "积分（分）|1|",
                "满意度(1-5)|1|",
                "Time in k|1000|"
            })
    void aHeader_namesUnitAndCurrency(String name, BigDecimal factor, String sign) {
        HeaderUnit unit = HeaderUnit.of(name);
        assertEquals(factor, unit.factor(), name);
        assertEquals(sign == null ? "" : sign, unit.sign(), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 - 非常愿意|10",
                "0 - 很不愿意|0",
                "5分|5",
                "9 分|9",
                "4/5|4",
                "4 out of 5|4",
                "★★★★☆|4",
                "⭐⭐⭐|3",
                "5 (very good)|5",
                "5. Very good|5",
                "(5) 非常满意|5",
                "非常满意（5分）|5",
                "Very satisfied (5)|5",
                "5=非常满意|5",
                "5 stars|5",
                "3星|3",
                "8/10分|8",
                "4.5/5|4.5"
            })
    void theNumberBesideALabel_isTheAnswer(String text, String number) {
        assertEquals(number, AnswerText.numberIn(text).orElse("none"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"满意", "3 - 5", "2025-03-01", "a lot", "v2 and v3", ""})
    void whatHasNoOneNumber_isNoLabelledAnswer(String text) {
        assertTrue(AnswerText.numberIn(text).isEmpty(), text);
    }

    @Test
    void answersInWords_areStepsOfOneScale_orOfNone() {
        AnswerWords.Meaning five =
                AnswerWords.of(List.of("非常满意", "满意", "一般", "不满意", "非常不满意")).orElseThrow();
        assertEquals(Map.of("非常满意", "5", "满意", "4", "一般", "3", "不满意", "2", "非常不满意", "1"), five.numbers());
        assertTrue(five.isCertain());
        AnswerWords.Meaning seven =
                AnswerWords.of(List.of("满意", "比较满意", "非常满意")).orElseThrow();
        assertEquals(7, seven.steps());
        assertEquals("5", seven.numbers().get("比较满意"));
        assertFalse(seven.isCertain());
        AnswerWords.Meaning agree = AnswerWords.of(List.of("Strongly agree", "agree", "Strongly Disagree"))
                .orElseThrow();
        assertEquals("1", agree.numbers().get("Strongly Disagree"));
        assertFalse(agree.isCertain(), "to a statement that blames, agreement is no praise");
        assertTrue(AnswerWords.of(List.of("满意", "banana")).isEmpty());
        assertTrue(AnswerWords.of(List.of("满意")).isEmpty());
        assertEquals(
                "4",
                AnswerWords.of(List.of("Satisfied", "Very dissatisfied"))
                        .orElseThrow()
                        .numbers()
                        .get("Satisfied"));
    }

    @Test
    void wordsForNothing_areToldFromNames() {
        for (String word : List.of("NULL", "null", "\\N", "N/A", "#N/A", "--", "—", "未填", "(空)", "NaN", "Ｎ／Ａ")) {
            assertTrue(NothingWords.isCertain(word), word);
        }
        for (String word : List.of("无", "NA", "none", "未知", "?", "暂无", "(跳过)")) {
            assertTrue(NothingWords.isLikely(word), word);
        }
        for (String word : List.of("NA", "无", "Nil Lee", "0", "None")) {
            assertFalse(NothingWords.isCertain(word), word);
        }
    }

    @Test
    void whatNobodySees_isTakenOut_andWhatKeepsSpreadsheetsAway() {
        assertEquals("00123", VisibleText.unwrapped("=\"00123\""));
        assertEquals("a \"b\"", VisibleText.unwrapped("=\"a \"\"b\"\"\""));
        assertEquals("00123", VisibleText.unwrapped("\t00123\t"));
        assertEquals("¥12.00", VisibleText.unwrapped("`¥12.00"));
        assertEquals("`code` here", VisibleText.unwrapped("`code` here"));
        assertEquals("=1+1", VisibleText.unwrapped("=1+1"));
        assertEquals("00123", VisibleText.withoutApostrophe("'00123"));
        assertEquals("'s-Hertogenbosch", VisibleText.unwrapped("'s-Hertogenbosch"));
        assertEquals("’t Hart", VisibleText.words("’t Hart"));
        assertEquals("N1", VisibleText.identity("\uFEFF\u200BN1\u00A0"));
        assertEquals("A 1", VisibleText.identity("A\u00A01"));
        assertEquals("ann@a.example", VisibleText.identity("\u202Aann@a.example\u202C"));
        assertEquals("\u00E9", VisibleText.identity("e\u0301"));
        assertEquals(
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                VisibleText.words("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"));
        assertTrue(VisibleText.isFloat("1001.0") && !VisibleText.isFloat("1001.5") && !VisibleText.isFloat("v1.0"));
        assertTrue(VisibleText.isScientific("1.2E+10") && !VisibleText.isScientific("12E10"));
    }
}
