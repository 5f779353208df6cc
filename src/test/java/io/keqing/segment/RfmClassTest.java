package io.keqing.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RfmClassTest {
    @Test
    void everyCellHasAClass_andTheClassesHaveTheSizesOfTheirHighsAndLows() {
        Map<RfmClass, Integer> cells = new EnumMap<>(RfmClass.class);
        for (int cell = 0; cell < 125; cell++) {
            cells.merge(RfmClass.of(1 + cell / 25, 1 + cell / 5 % 5, 1 + cell % 5), 1, Integer::sum);
        }
        // two of five scores are high, three low
        assertEquals(
                Map.of(
                        RfmClass.CHAMPION, 8,
                        RfmClass.BIG_NEWCOMER, 12,
                        RfmClass.BIG_SLEEPER, 12,
                        RfmClass.BIG_LEAVER, 18,
                        RfmClass.REGULAR, 12,
                        RfmClass.NEWCOMER, 18,
                        RfmClass.SLEEPER, 18,
                        RfmClass.LEAVER, 27),
                cells);
    }

    @Test
    void aClassSaysWhatItsNameSays() {
        assertEquals(RfmClass.CHAMPION, RfmClass.of(5, 4, 4));
        assertEquals(RfmClass.NEWCOMER, RfmClass.of(5, 1, 1));
        assertEquals(RfmClass.BIG_LEAVER, RfmClass.of(1, 1, 5));
        assertEquals(RfmClass.SLEEPER, RfmClass.of(3, 5, 3));
        assertThrows(IllegalArgumentException.class, () -> RfmClass.of(0, 1, 1));
    }
}
