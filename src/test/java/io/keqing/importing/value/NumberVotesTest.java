package io.keqing.importing.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The columns are those that people of other programs complained about, with other numbers.
class NumberVotesTest {
    private static NumberVotes.Verdict verdict(boolean european, boolean typed, String... cells) {
        NumberVotes votes = new NumberVotes();
        for (int i = 0; i < cells.length; i++) {
            votes.see(cells[i], i + 2L);
        }
        return votes.verdict(null, european, typed);
    }

    private static List<String> read(NumberVotes.Verdict verdict, String... cells) {
        return Arrays.stream(cells)
                .map(cell -> NumberText.of(cell, verdict.marks())
                        .orElseThrow(() -> new AssertionError(cell))
                        .number()
                        .stripTrailingZeros()
                        .toPlainString())
                .toList();
    }

    @Test
    void aWholeAmountBesideOthersWithDecimals_isReadAsThose() {
        String[] german = {"-236,48", "-124,99", "1.488,69", "-1.000"};
        assertEquals(List.of("-236.48", "-124.99", "1488.69", "-1000"), read(verdict(true, false, german), german));
        String[] american = {"25,000", "1,234.50", "3,000"};
        NumberVotes.Verdict verdict = verdict(false, false, american);
        assertEquals(List.of("25000", "1234.5", "3000"), read(verdict, american));
        assertEquals(
                "the decimal sign is \".\", as 1,234.50 shows",
                verdict.remarks().getFirst().rule());
        assertEquals(2, verdict.remarks().getFirst().count());
        assertEquals(2, verdict.remarks().getFirst().line());
    }

    @Test
    void oneOddCellAmongThousands_isAQuestion() {
        String[] cells = {"1,234", "2,500", "12,000", "3,5"};
        NumberVotes.Verdict verdict = verdict(false, false, cells);
        assertEquals(List.of("1234", "2500", "12000", "3.5"), read(verdict, cells));
        assertEquals(
                List.of(3L, 1L),
                verdict.remarks().stream().map(NumberVotes.Remark::count).toList());
        String[] mirrored = {"1.234", "2.500", "12.000", "3.5"};
        assertEquals(List.of("1234", "2500", "12000", "3.5"), read(verdict(true, false, mirrored), mirrored));
    }

    @Test
    void threeDecimalsThroughout_areDecimals_andToldWhereNothingProvesThem() {
        String[] open = {"12.500", "3.125", "1.250"};
        NumberVotes.Verdict verdict = verdict(true, false, open);
        assertEquals(List.of("12.5", "3.125", "1.25"), read(verdict, open));
        assertTrue(verdict.remarks().getFirst().rule().contains("it is open"));
        String[] proven = {"0.750", "12.500", "1250.500"};
        assertEquals(List.of("0.75", "12.5", "1250.5"), read(verdict(true, false, proven), proven));
    }

    @Test
    void numbersThatAProgramWroteWithoutItsZeros_areNeverThousands() {
        String[] floats = {"1.125", "2.375", "0.5", "3.5", "7.125", "9.625"};
        for (boolean european : new boolean[] {false, true}) {
            NumberVotes.Verdict verdict = verdict(european, false, floats);
            assertEquals(List.of("1.125", "2.375", "0.5", "3.5", "7.125", "9.625"), read(verdict, floats));
            assertEquals(List.of(), verdict.remarks());
        }
        String[] cells = {"3.125", "12"};
        assertEquals(List.of(), verdict(true, true, cells).remarks());
        assertEquals(List.of("3.125", "12"), read(verdict(true, true, cells), cells));
    }

    @Test
    void groupsOfOtherCountries_areGroups() {
        assertEquals(
                new BigDecimal("123456.00"), NumberText.of("1,23,456.00", false).orElseThrow());
        assertEquals(
                new BigDecimal("12345678"), NumberText.of("1,23,45,678", false).orElseThrow());
        assertEquals(
                new BigDecimal("123456789"), NumberText.of("1,2345,6789", false).orElseThrow());
        assertEquals(new BigDecimal("7000"), NumberText.of("7\u202F000", false).orElseThrow());
        assertEquals(new BigDecimal("1234.5"), NumberText.of("1’234.5", false).orElseThrow());
        assertEquals(new BigDecimal("0.750"), NumberText.of("0,750", false).orElseThrow());
        assertEquals(new BigDecimal("0.750"), NumberText.of("0.750", true).orElseThrow());
        assertEquals(new BigDecimal("123"), NumberText.of("١٢٣", false).orElseThrow());
    }

    @Test
    void whatTheMappingSays_goesBeforeEveryGuess() {
        NumberMarks point = new NumberMarks('.', null, true);
        NumberMarks comma = new NumberMarks(',', '.', true);
        assertEquals(
                "12.500", NumberText.of("12.500", point).orElseThrow().number().toPlainString());
        assertEquals(
                "12500", NumberText.of("12.500", comma).orElseThrow().number().toPlainString());
        assertTrue(NumberText.of("12,5", point).isEmpty());
        assertTrue(NumberText.of("12.5", comma).isEmpty());
        assertFalse(NumberText.of("12.345,50", comma).isEmpty());
        assertTrue(NumberText.of("1 234,50", comma).isEmpty());
    }
}
