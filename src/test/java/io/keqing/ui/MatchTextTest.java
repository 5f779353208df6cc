package io.keqing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.search.SearchResult.How;
import io.keqing.search.SearchResult.Match;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MatchTextTest {
    @Test
    void whatDiffersIsSaid_whatIsTheSameIsNot() {
        List<Match> matches = List.of(
                new Match("body", "退款", "退款", How.EXACT),
                new Match("body", "ABC", "ＡＢＣ", How.FORM),
                new Match("body", "客戶", "客户", How.SCRIPT),
                new Match("subject", "客戶", "客户", How.SCRIPT),
                new Match("name", "wxm", "王小明", How.PINYIN));
        assertEquals("客戶 → 客户 (繁简) · wxm → 王小明 (拼音)", MatchText.of(matches, Locale.SIMPLIFIED_CHINESE));
        assertEquals("客戶 → 客户 (other characters) · wxm → 王小明 (Pinyin)", MatchText.of(matches, Locale.ENGLISH));
        assertEquals("", MatchText.of(matches.subList(0, 2), Locale.ENGLISH));
    }
}
