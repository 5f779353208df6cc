package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.search.SearchResult.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
    @Test
    void theEndsOfAnIdAndOfLongNumbers_lastCharacterFirst() {
        assertEquals(
                List.of("214000esac", "3377199402fs"),
                Codes.ends("CASE-000412", List.of("parcel SF-2049917733 of 2025-01-15")));
        assertEquals(List.of(), Codes.ends("C-1", List.of("room 501, 12 days, 139••••5678")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7733", "917733", "8001A", "SF-2049917733"})
    void fourLettersAndDigitsMayBeAnEnd(String end) {
        assertTrue(Codes.isEnd(end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"773", "reset", "退款1234", "17.4123"})
    void othersAreNone(String word) {
        assertFalse(Codes.isEnd(word));
    }

    @Test
    void hitsSideBySideAreOne_acrossASignInsideACodeToo() {
        String marked =
                "the %1$siOS%2$s %1$s17%2$s%1$s.4%2$s and %1$sO%2$s'%1$sShea%2$s".formatted(HitMark.START, HitMark.END);
        assertEquals(
                List.of(
                        new Piece("the ", false),
                        new Piece("iOS", true),
                        new Piece(" ", false),
                        new Piece("17.4", true),
                        new Piece(" and ", false),
                        new Piece("O'Shea", true)),
                HitMark.pieces(marked));
        assertEquals(List.of(new Piece("a \uE000 b", false)), HitMark.pieces("a \uE000 b"));
    }
}
