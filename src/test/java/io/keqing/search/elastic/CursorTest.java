package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keqing.search.InvalidQueryException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final Cursor cursor = new Cursor(new byte[] {1, 2, 3});

    @Test
    void whatWasSealedIsOpened_byEveryPortalOfTheInstallation() {
        List<Object> values = Arrays.asList("王小明", null, 12.25, 1_700_000_000_000L, Long.MIN_VALUE);
        String sealed = cursor.seal(values, "customers name");
        assertEquals(values, new Cursor(new byte[] {1, 2, 3}).open(sealed, "customers name"));
        assertFalse(sealed.contains("+") || sealed.contains("/") || sealed.contains("="), sealed);
    }

    @Test
    void aForeignOrChangedCursorIsRefused() {
        String sealed = cursor.seal(List.of(1L), "customers");
        assertThrows(InvalidQueryException.class, () -> cursor.open(sealed, "feedback"));
        assertThrows(InvalidQueryException.class, () -> cursor.open("A" + sealed.substring(1) + "A", "customers"));
        assertThrows(InvalidQueryException.class, () -> cursor.open("~~", "customers"));
        assertThrows(InvalidQueryException.class, () -> cursor.open("", "customers"));
        assertThrows(InvalidQueryException.class, () -> new Cursor(new byte[] {9}).open(sealed, "customers"));
    }
}
