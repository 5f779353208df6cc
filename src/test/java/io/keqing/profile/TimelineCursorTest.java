package io.keqing.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineCursorTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3_600);

    private static String after(String cursor, Instant... times) {
        TimelineCursor next = TimelineCursor.read(cursor).after(Arrays.asList(times));
        assertEquals(next, TimelineCursor.read(next.written()));
        return next.written();
    }

    @Test
    void itCountsTheEntriesOfItsVeryTime() {
        assertEquals("2026-01-31T12:00:00Z~2", after("", ONE, NOON, NOON));
        assertEquals("2026-01-31T12:00:00Z~4", after("2026-01-31T12:00:00Z~2", NOON, NOON));
        assertEquals("2026-01-31T12:00:00Z~1", after("2026-01-31T13:00:00Z~2", ONE, NOON));
        assertEquals("undated~2", after("2026-01-31T13:00:00Z~2", ONE, null, null));
        assertEquals("undated~1", after("", (Instant) null));
        assertEquals("undated~3", after("undated~2", (Instant) null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "~1", "2026~1", "undated", "undated~-1", "undated~9999999"})
    void whatIsNoCursorIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TimelineCursor.read(text));
    }
}
