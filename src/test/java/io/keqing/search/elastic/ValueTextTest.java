package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.search.InvalidQueryException;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    @Test
    void aValueIsFound_howeverItsCharactersAreWritten() {
        assertTrue(new ValueText("客户").isIn("重要客戶"));
        assertTrue(new ValueText("客戶").isIn("重要客户"));
        assertTrue(new ValueText("iphone").isIn("Apple IPHONE 15"));
        assertTrue(new ValueText("iphone").isIn("ｉＰｈｏｎｅ"));
        assertTrue(new ValueText("ＩＰ").isIn("iPhone"));
        assertTrue(new ValueText("köln").isIn("KÖLN"));
        assertFalse(new ValueText("客户").isIn("客人"));
    }

    @Test
    void whatMeansSomethingElsewhereMeansItselfHere() {
        for (String special : ".?+*|{}[]()\"\\#@&<>~-^$/".split("")) {
            assertTrue(new ValueText("a" + special + "b").isIn("xA" + special + "By"), special);
            assertFalse(new ValueText("a" + special + "b").isIn("axb"), special);
        }
        assertEquals(".*[\\.．].*", new ValueText(".").pattern());
    }

    @Test
    void aTextMayBeTooLong() {
        assertEquals(
                "prefix must have at most 100 characters, had 101",
                assertThrows(InvalidQueryException.class, () -> new ValueText("x".repeat(101)))
                        .getMessage());
    }
}
