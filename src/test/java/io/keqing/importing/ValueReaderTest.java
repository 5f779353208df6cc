package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.importing.value.DateOrder;
import io.keqing.importing.value.NumberText;
import io.keqing.interaction.InteractionFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueReaderTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ValueReader READER = new ValueReader(new Habits(DateOrder.MDY, false, SHANGHAI));

    private static Object value(Field<?> field, String text) throws UnreadableValue {
        return READER.read(field, text).value();
    }

    private static String rule(Field<?> field, String text) {
        return assertThrows(UnreadableValue.class, () -> READER.read(field, text))
                .rule();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "128.45|128.45",
                "1,234.50|1234.50",
                "1,234|1234",
                "1,234,567|1234567",
                "12,5|12.5",
                "¥ 1,234.5|1234.5",
                "R$ 99.90|99.90",
                "12.50 CNY|12.50",
                "(12.5)|-12.5",
                "-7|-7",
                "−7|-7",
                "7-|-7",
                "１２３．５|123.5",
                "85%|0.85",
                "1 234,5|1234.5",
                "1'234.5|1234.5",
                "1e3|1e3",
                ".5|.5",
                "1234元|1234",
            })
    void amounts_areReadAsPeopleWriteThem(String text, String expected) throws UnreadableValue {
        assertEquals(0, new BigDecimal(expected).compareTo((BigDecimal) value(InteractionFields.AMOUNT, text)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.234,50|1234.50", "1.234|1234", "12,345|12.345", "1.234.567|1234567", "9,5|9.5"})
    void whereACommaIsDecimal_pointsGroup(String text, String expected) {
        assertEquals(
                0, new BigDecimal(expected).compareTo(NumberText.of(text, true).orElseThrow()), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.2.3", "12..5", "--5", "1,23,4", "1e999999999", "1/2", "%", "12 apples"})
    void whatIsNoAmount_isRefused(String text) {
        assertEquals("amount must be an amount of money", rule(InteractionFields.AMOUNT, text));
    }

    @Test
    void scores_keepTheirBounds() throws UnreadableValue {
        assertEquals(9d, value(FeedbackFields.NPS, "9"));
        assertEquals(10d, value(FeedbackFields.NPS, "10.0"));
        assertEquals("nps must be a whole number 0 to 10", rule(FeedbackFields.NPS, "11"));
        assertEquals("nps must be a whole number 0 to 10", rule(FeedbackFields.NPS, "7.5"));
        assertEquals("ces must be a whole number 1 to 7", rule(FeedbackFields.CES, "0"));
        assertEquals("csat must be a number", rule(FeedbackFields.CSAT, "a lot"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-01,2025-03-01",
        "2025/3/1,2025-03-01",
        "2025.3.1,2025-03-01",
        "20250301,2025-03-01",
        "2025年3月1日,2025-03-01",
        "3/1/2025,2025-03-01",
        "1.3.2025,2025-03-01",
        "2025-03-01 10:11:12,2025-03-01",
        "2025-03-01T23:00:00Z,2025-03-01",
    })
    void days_areReadInManySpellings(String text, LocalDate expected) throws UnreadableValue {
        assertEquals(expected, value(CustomerFields.JOINED, text));
    }

    @ParameterizedTest
    @CsvSource({
        "2017-07-09 21:57:05,2017-07-09T13:57:05Z",
        "2017-07-09T21:57:05.123Z,2017-07-09T21:57:05.123Z",
        "2017-07-09T21:57:05+02:00,2017-07-09T19:57:05Z",
        "2025/3/1 9:30,2025-03-01T01:30:00Z",
        "2025-03-01,2025-02-28T16:00:00Z",
        "3/1/2025 3:05 PM,2025-03-01T07:05:00Z",
        "3/1/2025 12:05 AM,2025-02-28T16:05:00Z",
        "2025年3月1日 下午3:05,2025-03-01T07:05:00Z",
        "2025年3月1日15时05分,2025-03-01T07:05:00Z",
        "1.3.2025 15:05,2025-03-01T07:05:00Z",
        "2025-03-01 24:00,2025-03-01T16:00:00Z",
    })
    void moments_areReadInTheZoneOfTheMapping_unlessTheyNameTheirOwn(String text, Instant expected)
            throws UnreadableValue {
        assertEquals(expected, value(InteractionFields.AT, text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-30",
                "2025-13-01",
                "13/13/2025",
                "yesterday",
                "1740787200",
                "1/2/25",
                "2025-03-01 25:00",
                "0000-01-01",
                "2025-03-01 13:00 PM"
            })
    void whatIsNoDate_isRefused(String text) {
        assertTrue(rule(InteractionFields.AT, text).startsWith("at must be a date and time such as 2025-03-25"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "MDY,7/29/13,2013-07-29",
        "MDY,5/10/18 4:01,2018-05-10",
        "DMY,29.7.13,2013-07-29",
        "DMY,1-2-29,2029-02-01",
        "DMY,1/2/30,1930-02-01",
    })
    void yearsOfTwoDigits_areRead_whereTheOrderIsSaid(DateOrder order, String text, LocalDate expected)
            throws UnreadableValue {
        ValueReader reader = new ValueReader(new Habits(order, true, SHANGHAI));
        assertEquals(expected, reader.read(CustomerFields.JOINED, text).value());
    }

    @Test
    void yearsOfTwoDigits_areRefused_whereTheYearMayComeFirst() {
        ValueReader reader = new ValueReader(new Habits(DateOrder.YMD, true, SHANGHAI));
        assertThrows(UnreadableValue.class, () -> reader.read(CustomerFields.JOINED, "1/2/25"));
    }

    @Test
    void choices_areMetByValueLabelAndSpelling_othersAreKeptBeside() throws UnreadableValue {
        assertEquals("order", value(InteractionFields.KIND, "订单"));
        assertEquals("order", value(InteractionFields.KIND, "Purchase"));
        assertEquals(ValueReader.Read.unknown("other"), READER.read(InteractionFields.KIND, "Zauber"));
        assertEquals(ValueReader.Read.unknown(null), READER.read(InteractionFields.PRIORITY, "meh"));
    }

    @Test
    void flagsAndKeywords_areReadInBothLanguages() throws UnreadableValue {
        for (String yes : List.of("是", "Yes", "TRUE", "1", "y")) {
            assertEquals(true, value(CustomerFields.CONSENT, yes));
        }
        for (String no : List.of("否", "no", "False", "0")) {
            assertEquals(false, value(CustomerFields.CONSENT, no));
        }
        assertFalse(READER.read(CustomerFields.CONSENT, "perhaps").understood());
        assertEquals(List.of("a", "b c", "d", "e"), value(CustomerFields.TAGS, "a; b c|d；e、a"));
    }

    @Test
    void anIdTooLongToBeFoundBy_isRefused() {
        assertEquals("customer must have at most 500 characters", rule(InteractionFields.CUSTOMER, "x".repeat(501)));
    }

    @ParameterizedTest
    @CsvSource({
        "SERIAL, 45741, 2025-03-25T00:00:00Z",
        "SERIAL, 45741.5, 2025-03-25T12:00:00Z",
        "SERIAL, 45741.395833333336, 2025-03-25T09:30:00Z",
        "SERIAL, 45741.999999999, 2025-03-26T00:00:00Z",
        "SERIAL1904, 44279, 2025-03-25T00:00:00Z",
        "SERIAL, 61, 1900-03-01T00:00:00Z",
        "SERIAL, 2025-03-25, 2025-03-25T00:00:00Z",
        "SERIAL, 20250325, 2025-03-25T00:00:00Z",
        "SERIAL, 3/25/2025, 2025-03-25T00:00:00Z"
    })
    void numbersAreDatesWhereTheMappingSaysSo(DateOrder order, String text, String expected) throws UnreadableValue {
        ValueReader reader = new ValueReader(new Habits(order, true, ZoneId.of("UTC")));
        assertEquals(
                Instant.parse(expected), reader.read(InteractionFields.AT, text).value());
    }

    @Test
    void aNumberIsNoDateUnlessSomebodySaidSo_andNotEveryNumberIsOne() {
        assertTrue(rule(InteractionFields.AT, "45741").startsWith("at must be a date and time"));
        ValueReader serial = new ValueReader(new Habits(DateOrder.SERIAL, true, ZoneId.of("UTC")));
        for (String text : List.of("0", "-3", "1234567", "3/4/2025", "1e5", "45,741")) {
            assertEquals(
                    "at must be a date and time such as 2025-03-25 or 45741",
                    assertThrows(UnreadableValue.class, () -> serial.read(InteractionFields.AT, text))
                            .rule(),
                    text);
        }
    }
}
