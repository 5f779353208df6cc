package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TypedTest {
    private static Typed of(String text) {
        return Typed.of(text, "customers");
    }

    @Test
    void theLastTermIsCompleted() {
        assertEquals(new Typed("退款 ", false, "go", "customers", false), of("退款 go"));
        assertEquals(new Typed("", false, "王", "customers", false), of("王"));
        assertEquals("", of("gold ").term());
        assertEquals("go", of("退款　go").term()); // a blank as Chinese keyboards write it
    }

    @Test
    void aColonSaysWhichFieldIsMeant_alsoAWideOne() {
        assertEquals("等级", of("王 等级:go").field());
        assertEquals("go", of("王 等级：go").value());
        assertNull(of("gold").field());
        assertEquals("gold", of("gold").value());
        assertNull(of(":gold").field());
    }

    @Test
    void aQuoteHoldsATermTogether() {
        Typed typed = of("a product:\"smart lam");
        assertEquals("a ", typed.before());
        assertEquals("product", typed.field());
        assertEquals("smart lam", typed.value());
        assertEquals("b", of("\"a phrase\" b").term());
        assertEquals("c (d", of("\"c (d").value());
        assertFalse(of("\"c (d").nested());
    }

    @Test
    void bracketsSayWhatTheirTermIsAskedOf() {
        Typed typed = of("gold has:interactions(kind:compl");
        assertEquals("gold has:interactions(", typed.before());
        assertEquals("interactions", typed.type());
        assertTrue(typed.nested());
        assertEquals("customers", of("(gold OR sil").type());
        assertTrue(of("(gold OR sil").nested());
        assertEquals("customers", of("has:interactions(kind:complaint) go").type());
        assertFalse(of("has:interactions(kind:complaint) go").nested());
        assertEquals("interactions", of("-has:interactions(channel:ap").type());
        assertNull(Typed.of("gold", null).type());
    }

    @Test
    void aMinusStaysBefore() {
        assertEquals(new Typed("a -", true, "tier:go", "customers", false), of("a -tier:go"));
    }

    @Test
    void aNameIsNothingButWords() {
        assertTrue(Typed.isPlain("Ann Gin"));
        assertTrue(Typed.isPlain("王小明"));
        assertFalse(Typed.isPlain("tier:gold"));
        assertFalse(Typed.isPlain("\"Ann"));
        assertFalse(Typed.isPlain("-Ann"));
        assertFalse(Typed.isPlain("（Ann"));
    }
}
