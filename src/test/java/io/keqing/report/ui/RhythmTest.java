package io.keqing.report.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How often a report comes round, in words and as a cron line.
class RhythmTest {
    @ParameterizedTest
    @EnumSource
    void aRhythm_isReadFromItsCronLine(Rhythm rhythm) {
        Rhythm.Beat beat = new Rhythm.Beat(rhythm, LocalTime.of(18, 5));
        assertEquals(Optional.of(beat), Rhythm.Beat.of(beat.cron()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 8 1,15 * *", "*/5 * * * *", "0 24 * * *", "60 8 * * *", "0 8 * * 7"})
    void whatTheScreenCannotSay_staysACronLine(String cron) {
        assertEquals(Optional.empty(), Rhythm.Beat.of(cron));
    }
}
