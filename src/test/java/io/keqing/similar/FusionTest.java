package io.keqing.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.search.TextIndex.Address;
import io.keqing.search.TextIndex.Scored;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static final ReadText SENTENCE =
            ReadText.of("my card was swallowed by the machine").orElseThrow();
    private static final ReadText CODE = ReadText.of("E4711").orElseThrow();

    private static Scored found(int key, double score) {
        return new Scored(new Address("interactions", key), score, false);
    }

    private static Scored whole(int key, double score) {
        return new Scored(new Address("interactions", key), score, true);
    }

    private static List<Integer> keys(List<Fusion.Fused> fused) {
        return fused.stream().map(each -> each.address().key()).toList();
    }

    @Test
    void sharesAreStretched_andAddedByWeight() {
        List<Fusion.Fused> fused =
                Fusion.of(SENTENCE, List.of(found(1, 20), found(2, 10)), List.of(found(2, 0.95), found(3, 0.75)));
        assertEquals(List.of(2, 1, 3), keys(fused));
        assertEquals(0.9, fused.get(0).score(), 1e-12, "last by words, first by meaning");
        assertEquals(0.1, fused.get(1).score(), 1e-12, "first by words");
        assertEquals(0, fused.get(2).score(), 1e-12, "last of both");
        assertEquals(2, fused.get(0).lexical().rank());
        assertEquals(1, fused.get(0).vector().rank());
    }

    @Test
    void oneListAlone_decidesAlone() {
        assertEquals(
                1,
                Fusion.of(SENTENCE, List.of(found(1, 3), found(2, 1)), List.of())
                        .get(0)
                        .score(),
                1e-12);
        assertEquals(
                1,
                Fusion.of(SENTENCE, List.of(), List.of(found(1, 0.9), found(2, 0.8)))
                        .get(0)
                        .score(),
                1e-12);
        assertTrue(Fusion.of(SENTENCE, List.of(), List.of()).isEmpty());
    }

    @Test
    void aLookUp_isAnsweredByWhatHoldsItWordForWord_inTheOrderOfTheWords() {
        List<Scored> words = List.of(whole(4, 9), whole(5, 8), found(6, 7));
        List<Scored> meaning = List.of(found(6, 0.99), found(5, 0.9), found(4, 0.8));
        assertEquals(List.of(4, 5, 6), keys(Fusion.of(CODE, words, meaning)));
        assertEquals(List.of(6, 5, 4), keys(Fusion.of(SENTENCE, words, meaning)), "a sentence is no look-up");
    }

    @Test
    void whatSharesNoWord_andIsHardlyLike_isLeftOut() {
        List<Fusion.Fused> fused =
                Fusion.of(SENTENCE, List.of(found(1, 5)), List.of(found(2, 0.9), found(3, 0.5), found(1, 0.4)));
        assertEquals(List.of(2, 1), keys(fused));
        assertFalse(keys(fused).contains(3));
    }

    @Test
    void whatNoModelHasRead_isRankedByItsWords_amongWhatWasRead() {
        Address unread = new Address("interactions", 1);
        List<Scored> words = List.of(found(1, 20), found(2, 10), found(4, 5));
        List<Scored> meaning = List.of(found(2, 0.95), found(3, 0.75));
        List<Fusion.Fused> fused = Fusion.of(SENTENCE, words, meaning, new Fusion.Beside(Set.of(unread), Map.of()));
        assertEquals(List.of(1, 2, 3, 4), keys(fused));
        assertEquals(1, fused.getFirst().score(), 1e-12, "its words count for both");
        assertEquals(
                0.1,
                Fusion.of(SENTENCE, words, meaning).get(1).score(),
                1e-12,
                "one that was read and is not near has its words only");
    }

    @Test
    void whoHoldsARareCode_comesFirst_theMoreOfThemTheEarlier() {
        Address both = new Address("interactions", 8);
        Address one = new Address("interactions", 9);
        List<Fusion.Fused> fused = Fusion.of(
                SENTENCE,
                List.of(whole(4, 9), found(9, 1)),
                List.of(found(4, 0.99), found(5, 0.9)),
                new Fusion.Beside(Set.of(), Map.of(both, 2.5, one, 1.5)));
        assertEquals(List.of(8, 9, 4, 5), keys(fused));
        assertEquals(0, fused.getFirst().score(), 1e-12, "found by its code alone");
    }

    @Test
    void wordsAreCounted_twoChineseCharactersAsOne() {
        assertEquals(1, Fusion.words("E4711"));
        assertEquals(3, Fusion.words("apple pay doesn't"));
        assertEquals(2, Fusion.words("top-up failed …"));
        assertEquals(3, Fusion.words("修改密码 iPhone15"));
        assertEquals(0, Fusion.words("… !"));
    }

    @Test
    void textsAreReadByTheModelOfTheirScript_withoutNumbersOfPeople() {
        assertEquals(TextModel.ZH, ReadText.of("我的 card 丢了").orElseThrow().model());
        assertEquals(
                TextModel.EN,
                ReadText.of("the word 客户 in an English text").orElseThrow().model());
        assertEquals(
                ReadText.of("如何修改登录密码").orElseThrow().hash(),
                ReadText.of("如何修改登錄密碼").orElseThrow().hash(),
                "Traditional or Simplified, the same text");
        assertTrue(ReadText.of(" …😀 ").isEmpty());
        ReadText number = ReadText.of("call  13912345678\nnow").orElseThrow();
        assertFalse(number.text().contains("13912345678"));
        assertEquals(
                number.hash(), ReadText.of("call 13912345678 now").orElseThrow().hash(), "blanks are one");
    }
}
