package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.interaction.InteractionFields;
import org.junit.jupiter.api.Test;

class KeywordValuesTest {
    private static Words.Term word(String text) {
        return new Words.Term(text, false, false);
    }

    @Test
    void aWordMeetsAWholeWordOfAValue_chineseAnyPart() {
        assertEquals("Saint", KeywordValues.met("Saint John", "saint"));
        assertNull(KeywordValues.met("Saint John", "sain"));
        assertEquals("武汉", KeywordValues.met("武汉市", "武汉"));
        assertEquals("臺南", KeywordValues.met("臺南市", "台南"));
        assertEquals("泉州", KeywordValues.met("泉州", "泉州市"), "the record has it without its ending");
        assertNull(KeywordValues.met("泉州大学", "泉州市"));
    }

    @Test
    void whatIsTooShortOrSaysNothing_isNotLookedForInValues() {
        assertTrue(KeywordValues.ways(word("王")).isEmpty());
        assertTrue(KeywordValues.ways(word("us")).isEmpty());
        assertTrue(KeywordValues.ways(word("with")).isEmpty());
        assertEquals(1, KeywordValues.ways(word("V2")).size());
        assertEquals(2, KeywordValues.ways(word("广西壮族自治区")).size());
        assertEquals(1, KeywordValues.ways(new Words.Term("武汉市", true, false)).size(), "a phrase is exact");
    }

    @Test
    void onlyOpenKeywordsStandAmongTheValues() {
        assertTrue(KeywordValues.fields(CustomerFields.ALL).contains(CustomerFields.CITY));
        assertTrue(KeywordValues.fields(InteractionFields.ALL).contains(InteractionFields.CUSTOMER_TIER));
        assertTrue(KeywordValues.fields(CustomerFields.ALL).stream()
                .noneMatch(field -> field.equals(CustomerFields.GENDER) || field.equals(CustomerFields.PHONE)));
    }
}
