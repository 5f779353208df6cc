package io.keqing.satisfaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.satisfaction.NonResponse.Reached;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class NonResponseTest {
    /// Of 100 who were asked in the north 60 answered, of 100 in the south 20: everything by hand.
    @Test
    void northAnswersAndSouthDoesNot() {
        NonResponse told = NonResponse.of(reached(60, 40, 20, 80));
        // expected 40 and 60 in both: (20²/40 + 20²/60) twice
        assertEquals(2 * (10 + 400 / 60.0), told.chiSquared(), 1e-12);
        assertEquals(1, told.freedom());
        assertTrue(told.p() < 1e-7 && told.flagged());
        // 60/80 of those who answered, 40/120 of the others
        double difference = (0.75 - 1 / 3.0) / Math.sqrt((0.75 * 0.25 + 2 / 9.0) / 2);
        assertEquals(difference, told.groups().getFirst().difference(), 1e-12);
        // both halves must count alike: 40/60 and 40/20
        assertEquals(2 / 3.0, told.groups().getFirst().weight(), 1e-12);
        assertEquals(2, told.groups().getLast().weight(), 1e-12);
        assertEquals(80 * 80 / (60 * 4 / 9.0 + 20 * 4), told.effective(), 1e-9);
        assertEquals(0.6, told.groups().getFirst().responseRate(), 1e-12);
    }

    @Test
    void whoAnswersAsTheOthersDoWeighsOne() {
        NonResponse told = NonResponse.of(reached(30, 70, 30, 70));
        assertEquals(0, told.chiSquared(), 1e-12);
        assertEquals(1, told.p(), 1e-12);
        assertEquals(60, told.effective(), 1e-12);
        assertFalse(told.flagged());
    }

    @Test
    void aGroupThatNeverAnsweredHasNoWeight_andSilenceAloneTellsNothing() {
        NonResponse told = NonResponse.of(reached(50, 50, 0, 10));
        assertEquals(0, told.groups().getLast().weight());
        assertThrows(IllegalArgumentException.class, () -> NonResponse.of(reached(0, 5, 0, 5)));
        assertThrows(IllegalArgumentException.class, () -> NonResponse.of(reached(5, 0, 5, 0)));
    }

    private static SequencedMap<String, Reached> reached(long north, long northSilent, long south, long southSilent) {
        SequencedMap<String, Reached> groups = new LinkedHashMap<>();
        groups.put("north", new Reached(north, northSilent));
        groups.put("south", new Reached(south, southSilent));
        return groups;
    }
}
