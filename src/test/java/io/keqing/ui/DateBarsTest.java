package io.keqing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Value;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DateBarsTest {
    private static Facet facet(String... valuesAndCounts) {
        List<Value> values = Stream.of(valuesAndCounts)
                .map(each -> each.split("="))
                .map(each -> new Value(each[0], each[0], Long.parseLong(each[1]), each.length > 2))
                .toList();
        return new Facet("at", values, 0, 0, 0);
    }

    private static List<String> texts(DateBars bars) {
        return bars.bars().stream()
                .map(bar -> bar.from() + ".." + bar.to() + "=" + bar.count())
                .toList();
    }

    @Test
    void aMonthWithoutRecords_isAGapInTheRow() {
        assertEquals(
                List.of("2024-11..2024-12=3", "2024-12..2025-01=0", "2025-01..2025-02=0", "2025-02..2025-03=4"),
                texts(DateBars.of(facet("2024-11..<2024-12=3", "2025-02..<2025-03=4"))));
        assertEquals(
                List.of("2019..2020=1", "2020..2021=0", "2021..2022=2"),
                texts(DateBars.of(facet("2019..<2020=1", "2021..<2022=2"))));
    }

    @Test
    void aYearFarFromAllOthers_makesNoThousandGaps() {
        assertEquals(
                List.of("1023..1024=1", "2024..2025=5"), texts(DateBars.of(facet("1023..<1024=1", "2024..<2025=5"))));
    }

    @Test
    void aChosenMonth_isListedByItsDays_withWhatLiesAroundItBeside() {
        DateBars bars = DateBars.of(facet(
                "..<2025-03-01=7",
                "2025-03..<2025-04=5=chosen",
                "2025-03-30..<2025-03-31=2",
                "2025-03-31..<2025-04-01=3",
                "2025-04-01..=9"));
        assertEquals(List.of("2025-03-30..2025-03-31=2", "2025-03-31..2025-04-01=3"), texts(bars));
        assertNotNull(bars.earlier());
        assertEquals(7, bars.earlier().count());
        assertNotNull(bars.later());
        assertEquals(9, bars.later().count());
        assertEquals(3, bars.most());
    }

    @Test
    void whatAPersonTyped_isNoBar() {
        DateBars bars = DateBars.of(facet("2025-03..<2025-04=2", "2025-01..=3=chosen", "now-30d..=1=chosen"));
        assertEquals(List.of("2025-03..2025-04=2"), texts(bars));
        assertNull(bars.earlier());
    }

    @Test
    void barsWithinWhatIsChosen_areMarked() {
        DateBars bars = DateBars.of(facet("2025-03-30..<2025-03-31=2", "2025-03-31..<2025-04-01=3"));
        assertEquals(
                List.of(false, true),
                bars.bars().stream()
                        .map(bar -> bars.isChosen(
                                bar, List.of(new Condition.Between("2025-03-31", "2025-04", false)), ZoneOffset.UTC))
                        .toList());
        assertEquals(
                List.of(true, true),
                bars.bars().stream()
                        .map(bar -> bars.isChosen(bar, List.of(new Condition.Is("2025-03")), ZoneOffset.UTC))
                        .toList());
    }
}
