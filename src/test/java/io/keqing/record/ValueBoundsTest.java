package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ValueBoundsTest {
    private static void isRefused(Field<?> field, Object given) {
        assertThrows(GivenValue.Broken.class, () -> GivenValue.read(field, given, "s"), String.valueOf(given));
    }

    @Test
    void theFirstAndLastInstants_areThoseOfTheYears1To9999() throws GivenValue.Broken {
        assertTrue(ValueBounds.moment(Instant.parse("0001-01-01T00:00:00Z")).isEmpty());
        assertTrue(ValueBounds.moment(Instant.parse("0000-12-31T16:00:00Z")).isPresent());
        assertTrue(ValueBounds.day(LocalDate.of(-4713, 1, 1)).isPresent());
        isRefused(InteractionFields.AT, "0001-01-01T00:00:00+08:00");
        isRefused(InteractionFields.AT, "9999-12-31T00:00:00Z");
        isRefused(CustomerFields.BIRTHDAY, "0000-01-01");
        assertEquals(LocalDate.of(1, 1, 1), GivenValue.read(CustomerFields.BIRTHDAY, "0001-01-01", "s"));
    }

    @Test
    void textsWithoutBytes_areRefusedWhereverTheyStand() {
        for (String text : new String[] {"a\0", "\uD83D", "a\uDE00b", "\uDE00\uD83D"}) {
            assertTrue(ValueBounds.text(text).isPresent());
            isRefused(CustomerFields.NAME, text);
            assertThrows(IllegalArgumentException.class, () -> new RecordId("s", text));
        }
        assertTrue(ValueBounds.text("a\uD83D\uDE00b").isEmpty());
    }

    @Test
    void amountsAndNumbers_haveTheBoundsOfTheirKind() {
        assertTrue(
                ValueBounds.amount(new BigDecimal("9999999999999999.123456789")).isEmpty());
        assertTrue(ValueBounds.amount(new BigDecimal("1e16")).isPresent());
        assertTrue(ValueBounds.amount(new BigDecimal("0.1234567891")).isPresent());
        assertEquals(new BigDecimal("0.3"), ValueBounds.rounded(new BigDecimal("0.30000000000000004")));
        isRefused(FeedbackFields.NPS, new BigDecimal("11"));
        isRefused(FeedbackFields.NPS, new BigDecimal("7.5"));
        isRefused(CustomerFields.POINTS, new BigDecimal("1e400"));
        assertTrue(FeedbackFields.NPS.kind() instanceof ValueKind.Number nps && ValueBounds.isWithin(nps, 10));
    }

    @Test
    void idsAndScopes_fitIntoKeysOfTheDatabase() {
        assertTrue(ValueBounds.id("x".repeat(RecordId.LONGEST)).isEmpty());
        assertTrue(ValueBounds.id("x".repeat(RecordId.LONGEST + 1)).isPresent());
        assertTrue(ValueBounds.scope("x".repeat(501)).isPresent());
    }
}
