package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameOrderTest {
    private static final String[] PARTS = {
        "王", "安", "东", "趙", "Å", "a", "A", "é", "z", " ", "-", "7", "10", "９", "Ж", "ё", "ά", "\u200b", "𠮷"
    };

    @Test
    void keysCompareAsTheirNamesDo_byteByByte() {
        Random random = new Random(48);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder name = new StringBuilder("x");
            for (int part = random.nextInt(6); part >= 0; part--) {
                name.append(PARTS[random.nextInt(PARTS.length)]);
            }
            names.add(name.substring(random.nextInt(2)));
        }
        for (NameOrder order : NameOrder.values()) {
            RuleBasedCollator collator = collator(order);
            for (int i = 1; i < names.size(); i++) {
                String one = names.get(i - 1);
                String other = names.get(i);
                if (!one.strip().equals(one) || !other.strip().equals(other)) {
                    continue;
                }
                assertEquals(
                        Integer.signum(collator.compare(one, other)),
                        Integer.signum(Arrays.compareUnsigned(bytes(order.key(one)), bytes(order.key(other)))),
                        one + " " + other);
            }
        }
    }

    private static RuleBasedCollator collator(NameOrder order) {
        RuleBasedCollator collator = ((RuleBasedCollator)
                        Collator.getInstance(order == NameOrder.BY_PINYIN ? new ULocale("zh") : ULocale.ROOT))
                .cloneAsThawed();
        collator.setNumericCollation(true);
        return collator;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aStartLiesBeforeAllThatBeginSo_andItsEndBehind() {
        for (NameOrder order : NameOrder.values()) {
            for (String start : List.of("王", "wa", "Å", "7")) {
                for (String rest : List.of("", "小明", "b", "É", " 1")) {
                    String key = order.key(start + rest);
                    assertTrue(order.from(start).compareTo(key) <= 0, start + rest);
                    assertTrue(order.behind(start).compareTo(key) >= 0, start + rest);
                }
            }
        }
        assertTrue(NameOrder.BY_PINYIN.from("L").compareTo(NameOrder.BY_PINYIN.key("李")) < 0);
        assertTrue(NameOrder.BY_PINYIN.behind("K").compareTo(NameOrder.BY_PINYIN.key("李")) < 0);
        assertTrue(NameOrder.BY_PINYIN.behind("Z").compareTo(NameOrder.BY_PINYIN.key("左")) > 0);
        assertTrue(NameOrder.BY_PINYIN.behind("Z").compareTo(NameOrder.BY_PINYIN.key("Anna")) <= 0);
    }

    @Test
    void aLongNameStandsWhereItBelongs() {
        List<String> names = new ArrayList<>(List.of("Berta", "Anna " + "x".repeat(5_000), "Carl"));
        names.sort(Comparator.comparing(NameOrder.BY_LETTER::key));
        assertEquals(
                List.of("Anna", "Berta", "Carl"),
                names.stream().map(name -> name.split(" ")[0]).toList());
    }
}
