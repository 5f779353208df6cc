package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.search.Clause.All;
import io.keqing.search.Clause.Word;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the parts of a question hang together.
class OperatorsTest {
    private static QueryText read(String text) {
        return QueryText.read(text, "interactions", Vocabulary.ANY);
    }

    private static Clause clause(String text) {
        QueryText read = read(text);
        assertEquals(List.of(), read.mistakes(), text);
        return read.clause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a AND b | a b",
                "a && b | a b",
                "a 并且 b | a b",
                "a 並且 b | a b",
                "a 且 b | a b",
                "a NOT b | a -b",
                "NOT a | -a",
                "NOT NOT a | -(-a)",
                "a AND NOT b | a -b",
                "a OR NOT b | a OR -b",
                "!a b | -a b",
                "a ! b | a -b",
                "！a | -a",
                "a 不含 b | a -b",
                "a 不包含 b | a -b",
                "非 (a b) | -(a b)",
                "NOT(a OR b) | -(a OR b)",
                "a 或者 b | a OR b",
                "(a)OR(b) | a OR b",
                "(a)或(b) | a OR b",
                "a AND b OR c AND d | (a b) OR (c d)",
                "a b OR c d | (a b) OR (c d)",
                "a AND (b OR c) | a (b OR c)",
                "NOT a OR b | (-a) OR b",
                "NOT a AND b | (-a) b",
                "k:v and w:x | k:v w:x",
                "k:v AND NOT w:x | k:v -w:x",
                "a or k:v | a OR k:v",
                "not k:v | -k:v",
                "k:v And Not a | k:v -a",
                "k:v and not a | k:v -a",
                "k:v not a | k:v -a",
                "a and (b or c) | a (b or c)",
                "hello! a | hello! a",
                "a -- b | a b",
                "a - b | a b",
                "a & b | a b",
                "!!! a | a",
            })
    void operatorsInBothLanguagesAreOneGrammar(String text, String same) {
        assertEquals(clause(same), clause(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card not working",
                "terms and conditions",
                "cash or cheque",
                "Not working And Or",
                "不能 登录",
                "非常 好",
                "或许 可以",
                "且慢 一下",
                "whether or not",
                "ANDROID ORDER NOTE"
            })
    void wordsThatLookLikeOperatorsStayWords(String text) {
        assertEquals(new All(Stream.of(text.split(" ")).<Clause>map(Word::new).toList()), clause(text));
    }

    @Test
    void smallOperatorsThatWereTakenForWordsAreKnown() {
        assertTrue(read("terms and conditions").ambiguous());
        assertFalse(read("k:v and conditions").ambiguous());
        assertFalse(read("terms AND conditions").ambiguous());
    }
}
