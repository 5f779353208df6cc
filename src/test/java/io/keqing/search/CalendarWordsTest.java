package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarWordsTest {
    /// A Wednesday.
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 4);

    @ParameterizedTest
    @CsvSource({
        "today, 2026-03-04, 2026-03-05",
        "今天, 2026-03-04, 2026-03-05",
        "Yesterday, 2026-03-03, 2026-03-04",
        "昨日, 2026-03-03, 2026-03-04",
        "前天, 2026-03-02, 2026-03-03",
        "day before yesterday, 2026-03-02, 2026-03-03",
        "tomorrow, 2026-03-05, 2026-03-06",
        "this week, 2026-03-02, 2026-03-09",
        "本周, 2026-03-02, 2026-03-09",
        "这个星期, 2026-03-02, 2026-03-09",
        "last week, 2026-02-23, 2026-03-02",
        "上周, 2026-02-23, 2026-03-02",
        "上個禮拜, 2026-02-23, 2026-03-02",
        "上上周, 2026-02-16, 2026-02-23",
        "next week, 2026-03-09, 2026-03-16",
        "this month, 2026-03-01, 2026-04-01",
        "本月, 2026-03-01, 2026-04-01",
        "last month, 2026-02-01, 2026-03-01",
        "last-month, 2026-02-01, 2026-03-01",
        "lastmonth, 2026-02-01, 2026-03-01",
        "Last_Month, 2026-02-01, 2026-03-01",
        "previous month, 2026-02-01, 2026-03-01",
        "上个月, 2026-02-01, 2026-03-01",
        "上上个月, 2026-01-01, 2026-02-01",
        "下个月, 2026-04-01, 2026-05-01",
        "this quarter, 2026-01-01, 2026-04-01",
        "本季度, 2026-01-01, 2026-04-01",
        "last quarter, 2025-10-01, 2026-01-01",
        "上季度, 2025-10-01, 2026-01-01",
        "this year, 2026-01-01, 2027-01-01",
        "今年, 2026-01-01, 2027-01-01",
        "last year, 2025-01-01, 2026-01-01",
        "去年, 2025-01-01, 2026-01-01",
        "前年, 2024-01-01, 2025-01-01",
        "3 days ago, 2026-03-01, 2026-03-02",
        "3天前, 2026-03-01, 2026-03-02",
        "两个月前, 2026-01-01, 2026-02-01",
        "2 weeks ago, 2026-02-16, 2026-02-23",
        "2025年3月, 2025-03-01, 2025-04-01",
        "２０２５年３月, 2025-03-01, 2025-04-01",
        "2025年3月5日, 2025-03-05, 2025-03-06",
        "2025年3月5号, 2025-03-05, 2025-03-06",
        "2025年, 2025-01-01, 2026-01-01",
        "2025年第一季度, 2025-01-01, 2025-04-01",
        "2025年4季度, 2025-10-01, 2026-01-01",
        "2025年上半年, 2025-01-01, 2025-07-01",
        "Q1 2025, 2025-01-01, 2025-04-01",
        "q3 2025, 2025-07-01, 2025-10-01",
        "2025Q4, 2025-10-01, 2026-01-01",
        "2025-Q2, 2025-04-01, 2025-07-01",
        "H2 2025, 2025-07-01, 2026-01-01",
        "March 2025, 2025-03-01, 2025-04-01",
        "Sept. 2025, 2025-09-01, 2025-10-01",
        "5 Mar 2025, 2025-03-05, 2025-03-06",
        "'Mar 5, 2025', 2025-03-05, 2025-03-06",
        "2025/3/5, 2025-03-05, 2025-03-06",
        "2025/03, 2025-03-01, 2025-04-01",
        "2025.3.5, 2025-03-05, 2025-03-06",
    })
    void whatPeopleCallATimeIsItsDays(String words, LocalDate from, LocalDate to) {
        assertEquals(new CalendarWords.Days(from, to), days(words, DayOfWeek.MONDAY));
    }

    @ParameterizedTest
    @CsvSource({
        "SUNDAY, this week, 2026-03-01, 2026-03-08",
        "SUNDAY, 上周, 2026-02-22, 2026-03-01",
        "SATURDAY, this week, 2026-02-28, 2026-03-07"
    })
    void aWeekBeginsOnTheDayOfTheSetting(DayOfWeek start, String words, LocalDate from, LocalDate to) {
        assertEquals(new CalendarWords.Days(from, to), days(words, start));
    }

    private static CalendarWords.Days days(String words, DayOfWeek start) {
        return CalendarWords.read(words).orElseThrow().days(TODAY, start);
    }

    /// Whatever the day: months and quarters follow each other without a gap.
    @ParameterizedTest
    @ValueSource(strings = {"month", "quarter", "year", "week"})
    void theLastOneEndsWhereThisOneBegins(String unit) {
        for (LocalDate day = LocalDate.of(2023, 12, 1); day.isBefore(LocalDate.of(2025, 3, 3)); day = day.plusDays(1)) {
            CalendarWords.Days last =
                    CalendarWords.read("last " + unit).orElseThrow().days(day, DayOfWeek.MONDAY);
            CalendarWords.Days present =
                    CalendarWords.read("this " + unit).orElseThrow().days(day, DayOfWeek.MONDAY);
            assertEquals(last.to(), present.from(), day.toString());
            assertTrue(!day.isBefore(present.from()) && day.isBefore(present.to()), day.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "todayish",
                "2025年13月",
                "2025年2月30日",
                "Q5 2025",
                "last days",
                "上",
                "yesterday's",
                "32 Mar 2025",
                "月"
            })
    void whatIsNoTimeIsNone(String words) {
        assertTrue(CalendarWords.read(words).isEmpty());
    }
}
