package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static String of(String text) {
        return Script.languageOf(List.of(text));
    }

    @Test
    void theScriptSaysTheLanguage() {
        assertEquals("zh", of("我买的 iPhone 15 Pro Max 屏幕坏了"));
        assertEquals("zh", of("客戶關係"));
        assertEquals("ja", of("注文した商品がまだ届きません"));
        assertEquals("ko", of("배송이 늦어요"));
        assertEquals("ru", of("Где мой заказ?"));
        assertEquals("en", of("Where is my order?"));
        assertEquals("en", of("iPhone"));
        assertEquals("pt", of("Recebi o produto com defeito, não foi muito bom"));
        assertNull(of("12345 !!!"));
        assertNull(Script.languageOf(List.of()));
    }
}
