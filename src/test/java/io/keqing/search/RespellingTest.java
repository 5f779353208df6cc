package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RespellingTest {
    private static final Viewer VIEWER = new Viewer("somebody", Set.of(Role.ADMIN));

    private final List<List<String>> asked = new ArrayList<>();

    private List<List<Clause>> respelt(Map<String, List<String>> near, Clause... parts) {
        Respelling respelling = new Respelling((type, words, viewer) -> {
            asked.add(words);
            return near;
        });
        return respelling.of("interactions", List.of(parts), VIEWER);
    }

    @Test
    void aWordIsReplaced_andTheRestStays() {
        Clause condition = new Clause.Has("feedback", new Clause.Word("slwo"));
        assertEquals(
                List.of(List.of(new Clause.Word("refund"), new Clause.Word("delivery"), condition)),
                respelt(
                        Map.of("refnud", List.of("refund"), "slwo", List.of("slow")),
                        new Clause.Word("refnud"),
                        new Clause.Word("delivery"),
                        condition));
        assertEquals(List.of(List.of("refnud", "delivery")), asked, "a condition has values, no words");
    }

    @Test
    void severalWordsAreReplacedAtOnce_thenByTheirNextNearest_twiceAtMost() {
        Map<String, List<String>> near = Map.of("tabel", List.of("table", "label", "babel"), "lmap", List.of("lamp"));
        assertEquals(
                List.of(
                        List.of(new Clause.Word("table"), new Clause.Word("lamp")),
                        List.of(new Clause.Word("label"), new Clause.Word("lamp"))),
                respelt(near, new Clause.Word("tabel"), new Clause.Word("lmap")));
    }

    @Test
    void thePlaceInAPhraseAndTheSignsAroundAreKept() {
        assertEquals(
                List.of(List.of(new Clause.Phrase("late refund, again"), new Clause.Word("refund?"))),
                respelt(
                        Map.of("refnud", List.of("refund")),
                        new Clause.Phrase("late refnud, again"),
                        new Clause.Word("refnud?")));
    }

    @Test
    void capitalsAreThoseThatWereTyped() {
        assertEquals(
                List.of(List.of(new Clause.Word("Abigail"), new Clause.Word("REFUND"), new Clause.Word("退款"))),
                respelt(
                        Map.of("Abigial", List.of("abigail"), "REFNUD", List.of("refund"), "退宽", List.of("退款")),
                        new Clause.Word("Abigial"),
                        new Clause.Word("REFNUD"),
                        new Clause.Word("退宽")));
    }

    @Test
    void codesAddressesAndNumbersAreNoWords() {
        assertEquals(
                List.of(),
                respelt(
                        Map.of(),
                        new Clause.Word("BX-720"),
                        new Clause.Word("e_disk_full"),
                        new Clause.Word("ana@example.org"),
                        new Clause.Word("com.shop.cart"),
                        new Clause.Word("O'Brien"),
                        new Clause.Word("iPhone15Pro"),
                        new Clause.Word("4711")));
        assertEquals(List.of(), asked, "nothing is asked of the engine");
    }

    @Test
    void aLongTextIsNotSpelled() {
        assertEquals(List.of(), respelt(Map.of(), new Clause.Phrase("one two three four five six seven eight nine")));
        assertEquals(List.of(), asked);
    }
}
