package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.keqing.record.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValueGuessTest {
    private static ValueGuess.Found of(Stream<String> values) {
        ValueGuess guess = new ValueGuess();
        values.forEach(guess::see);
        return guess.found();
    }

    private static ColumnKind kind(String... values) {
        return of(Arrays.stream(values)).kind();
    }

    /// Each answer from lowest to highest ten times, then the codes as often as said.
    private static ValueGuess.Found answers(int lowest, int highest, int times, String... codes) {
        return of(Stream.concat(
                IntStream.rangeClosed(lowest, highest)
                        .boxed()
                        .flatMap(answer ->
                                Stream.generate(() -> Integer.toString(answer)).limit(10)),
                Arrays.stream(codes).flatMap(code -> Stream.generate(() -> code).limit(times))));
    }

    @Test
    void codesBesideAScale_areProposedAsMissing() {
        assertEquals(
                new ValueGuess.Found(ColumnKind.SCALE, new Scale(1, 5), List.of("0", "6")), answers(1, 5, 3, "0", "6"));
        assertEquals(new ValueGuess.Found(ColumnKind.SCALE, new Scale(0, 10), List.of("11")), answers(0, 10, 4, "11"));
        assertEquals(
                List.of("-1", "98", "99"), answers(1, 7, 2, "99", "98", "-1").missing());
        assertEquals(List.of("0"), answers(1, 5, 30, "0").missing());
    }

    @Test
    void aFullScale_hasNoMissingCodes() {
        for (int[] ends : new int[][] {{1, 5}, {1, 7}, {0, 10}, {1, 10}}) {
            assertEquals(
                    new ValueGuess.Found(ColumnKind.SCALE, new Scale(ends[0], ends[1]), List.of()),
                    answers(ends[0], ends[1], 0));
        }
    }

    @Test
    void aNumberThatMayBelongToALongerScale_isNotProposed_norIsASlip() {
        assertEquals(List.of(), answers(1, 5, 8, "6").missing(), "school marks");
        assertEquals(List.of(), answers(0, 5, 0).missing(), "stars from none to five");
        assertEquals(List.of(), answers(1, 5, 1, "44").missing(), "a four that was struck twice");
    }

    @Test
    void amountsAndFewRows_areNoScale() {
        assertNull(of(IntStream.range(0, 100).mapToObj(i -> i * 7 % 60 + ".50")).scale());
        assertEquals(ColumnKind.NUMBER, kind("12.50", "7.25", "1,300.00"));
        assertNull(of(Stream.of("1", "2", "3", "4", "5")).scale());
    }

    @Test
    void addressesAndNumbersOfPeople_areTold() {
        assertEquals(ColumnKind.EMAIL, kind("a@b.cn", "", "Ann.W@example.com"));
        assertEquals(ColumnKind.PHONE, kind("13800138000", "+86 139 1234 5678", "15912345678"));
        assertEquals(ColumnKind.PHONE, kind("+44 20 7946 0958", "+1-202-555-0143"));
        assertEquals(ColumnKind.TEXT, kind("write to a@b.cn", "no", "maybe"));
    }

    @Test
    void days_andMoments_areTold() {
        assertEquals(ColumnKind.DAY, kind("2024-05-01", "2024/5/2", "2024年5月3日"));
        assertEquals(ColumnKind.DAY, kind("31/12/2024", "01/02/2025"));
        assertEquals(ColumnKind.DAY, kind("12/31/2024", "01/02/2025"));
        assertEquals(ColumnKind.MOMENT, kind("2024-05-01 08:00:00", "2024-05-02T09:30:00Z"));
    }

    @Test
    void aColumnThatDiffersInEveryRow_isAnId_unlessItMayBeAnAmount() {
        assertEquals(ColumnKind.ID, kind("C-1", "C-2", "D-1"));
        assertEquals(ColumnKind.ID, kind("1", "2", "5"));
        assertEquals(ColumnKind.ID, kind("4711", "3901", "8140"));
        assertEquals(ColumnKind.NUMBER, kind("120", "80", "30"));
        assertEquals(ColumnKind.TEXT, kind("C-1", "", "D-1"));
        assertEquals(ColumnKind.TEXT, kind("C-1", "C-2", "C-1"));
        assertEquals(ColumnKind.TEXT, kind("Ann", "Bo", "Cai"));
    }

    @Test
    void fewWords_areAChoice_andNothingIsEmpty() {
        assertEquals(ColumnKind.CHOICE, kind("gold", "silver", "gold", "silver", "gold"));
        assertEquals(ColumnKind.EMPTY, kind("", ""));
        assertEquals(ColumnKind.EMPTY, kind());
    }
}
