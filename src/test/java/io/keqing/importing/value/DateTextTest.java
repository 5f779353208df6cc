package io.keqing.importing.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {
    private static DateText read(String text) {
        return DateText.of(text, DateOrder.MDY, false).orElseThrow(() -> new AssertionError(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-Mar-25",
                "01-MAR-2025",
                "1 Mar 25",
                "1/Mar/2025",
                "1.Mar.2025",
                "01Mar2025",
                "Mar 1 2025",
                "Mar 01, 2025",
                "March 1st, 2025",
                "1st of March 2025",
                "1 March, 2025",
                "Sat Mar 1 2025",
                "Saturday, 1 March 2025",
                "Sat., Mar. 1, 2025",
                "2025-Mar-01",
                "2025 March 1",
                "1. März 2025",
                "1 mars 2025",
                "sam. 1 mars 2025",
                "1 de marzo de 2025",
                "2025年3月1日",
                "2025年3月1号",
                "2025 年 3 月 1 日",
                "2025年03月01日 星期六",
                "2025年3月1日（周六）",
                "二〇二五年三月一日",
                "1-三月-25",
                "三月 1, 2025",
                "25年3月1日",
                "２０２５－０３－０１",
                "2025/03/01"
            })
    void days_areKnownByTheNamesOfTheirMonths(String text) {
        assertEquals(LocalDate.of(2025, 3, 1), read(text).day(), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat, 01 Mar 2025 09:00:00 +0800|2025-03-01T01:00:00Z",
                "Sat, 1 Mar 2025 01:00:00 GMT|2025-03-01T01:00:00Z",
                "Sat, 01 Mar 2025 09:00:00 +0800 (CST)|2025-03-01T01:00:00Z",
                "Sat Mar 01 2025 09:00:00 GMT+0800 (China Standard Time)|2025-03-01T01:00:00Z",
                "Sat Mar  1 09:00:00 2025|2025-03-01T01:00:00Z",
                "Sat Mar 1 09:00:00 2025 +0800|2025-03-01T01:00:00Z",
                "Sat Mar 1 10:00:00 JST 2025|2025-03-01T01:00:00Z",
                "2025-03-01 09:00:00 GMT+8|2025-03-01T01:00:00Z",
                "2025-03-01 09:00:00 UTC+08:00|2025-03-01T01:00:00Z",
                "2025-03-01 09:00:00 Asia/Shanghai|2025-03-01T01:00:00Z",
                "2025-03-01T09:00:00+08:00[Asia/Shanghai]|2025-03-01T01:00:00Z",
                "2025-07-01 09:00 Europe/Berlin|2025-07-01T07:00:00Z",
                "2025-03-01 04:00 EDT|2025-03-01T08:00:00Z",
                "20250301090000|2025-03-01T01:00:00Z",
                "202503010900|2025-03-01T01:00:00Z",
                "20250301T010000Z|2025-03-01T01:00:00Z",
                "20250301090000123|2025-03-01T01:00:00.123Z",
                "22-Apr-15 3:53:50 PM|2015-04-22T07:53:50Z",
                "March 1, 2025 at 9:00 AM|2025-03-01T01:00:00Z",
                "3/1/2025 9 AM|2025-03-01T01:00:00Z",
                "2025年3月1日 上午9点|2025-03-01T01:00:00Z",
                "2025年3月1日下午5时30分|2025-03-01T09:30:00Z",
                "2025/3/1 下午 5:30:15|2025-03-01T09:30:15Z",
                "2025/3/1 17:30:15 下午|2025-03-01T09:30:15Z",
                "2025年3月1日 晚上8:00|2025-03-01T12:00:00Z",
                "2025年3月1日 中午12:30|2025-03-01T04:30:00Z",
                "2025-03-01 a.m. 9:00|2025-03-01T01:00:00Z",
                "2025-03-01T09:00:00.123456789|2025-03-01T01:00:00.123456789Z"
            })
    void instants_areReadAsOtherSystemsWriteThem(String text, Instant expected) {
        DateText date = read(text);
        ZoneId zone = date.zone() == null ? ZoneId.of("Asia/Shanghai") : date.zone();
        assertEquals(expected, date.atTime().atZone(zone).toInstant(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31-Feb-25",
                "Mar 2025",
                "Foo 1, 2025",
                "2025-03-01 9",
                "2025-03-01 CST",
                "2025-03-01 09:00 CST",
                "2025-03-01 09:00 Nowhere/Town",
                "2025-03-01 09:00 GMT+30",
                "20251301090000",
                "25/3/25",
                "1 2 3",
                "2025-03-01 晚上12:00",
                "11月",
                "May",
                "2025年3月",
                "12345678901234"
            })
    void whatNamesNoDayOrNoZone_isRefused(String text) {
        assertTrue(DateText.of(text, DateOrder.MDY, false).isEmpty(), text);
    }

    @Test
    void emptyDatesOfOtherSystems_areKnown() {
        for (String zero :
                new String[] {"0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "0000年00月00日", "00000000"}) {
            assertTrue(DateText.isZero(zero), zero);
        }
        assertFalse(DateText.isZero("0"));
        assertFalse(DateText.isZero("2000-00-00"));
        for (String end :
                new String[] {"0001-01-01", "0001/1/1 0:00:00", "1/1/0001 12:00:00 AM", "9999-12-31 23:59:59"}) {
            assertTrue(read(end).isFirstOrLast(), end);
        }
        assertTrue(DateText.namesSharedZone("2025-03-01 09:00 CST"));
        assertTrue(DateText.hasShortYear("25/3/25"));
    }

    @ParameterizedTest
    @CsvSource({
        "1740790800, SECONDS, 2025-03-01T01:00:00Z",
        "1740790800.5, SECONDS, 2025-03-01T01:00:00.5Z",
        "1740790800123, MILLISECONDS, 2025-03-01T01:00:00.123Z",
        "1740790800123456, MICROSECONDS, 2025-03-01T01:00:00.123456Z"
    })
    void numbersOfPlausibleYears_countSince1970(String text, EpochUnit unit, Instant expected) {
        assertEquals(unit, EpochUnit.of(text));
        assertEquals(expected, unit.instant(text));
        assertNull(EpochUnit.of("13800138000"));
        assertNull(EpochUnit.of("4102444800"));
        assertNull(EpochUnit.of("20250301"));
    }
}
