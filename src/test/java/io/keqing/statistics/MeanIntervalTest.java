package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MeanIntervalTest {
    /// The worked example of the NIST handbook, 1.3.5.2 (heat flow meter, 195 measurements).
    @Test
    void theHandbooksExample() {
        MeanInterval interval = MeanInterval.of(195, 9.261460, 0.02278881);
        assertEquals(9.258242, interval.low(), 1e-6);
        assertEquals(9.264679, interval.high(), 1e-6);
    }

    /// 2, 3, 4, 5, 5: mean 3.8, variance 1.7, and t(0.975, 4) is 2.776445.
    @Test
    void fiveAnswersByHand() {
        MeanInterval interval = MeanInterval.of(5, 3.8, Math.sqrt(1.7));
        assertEquals(3.8, interval.mean());
        assertEquals(3.8 - 2.776445 * Math.sqrt(1.7 / 5), interval.low(), 1e-6);
        assertEquals(2.181068, interval.low(), 1e-5);
        assertEquals(5.418932, interval.high(), 1e-5);
    }

    @Test
    void equalAnswersLeaveNoDoubt_andOneAnswerHasNoInterval() {
        assertEquals(new MeanInterval(4, 4, 4), MeanInterval.of(9, 4, 0));
        assertThrows(IllegalArgumentException.class, () -> MeanInterval.of(1, 4, 0));
    }
}
