package io.keqing.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "13912345678",
                "139 1234 5678",
                "139-1234-5678",
                "+86 139 1234 5678",
                "+8613912345678",
                "0086-13912345678",
                "013912345678",
                "(86)13912345678",
                "１３９１２３４５６７８",
                "＋８６　１３９ １２３４ ５６７８",
                "13912345678.0",
                "13912345678转12",
                "13912345678 ext. 7"
            })
    void oneNumber_howeverItIsWritten(String written) {
        assertEquals(List.of("13912345678"), MatchText.phones(written));
    }

    @Test
    void aLandline_isTheSameWithAndWithoutItsZero() {
        assertEquals(MatchText.phones("0571-88001234"), MatchText.phones("57188001234"));
        assertEquals(MatchText.phones("+86 571 8800 1234"), MatchText.phones("(0571)88001234"));
    }

    @Test
    void anotherCountrysNumber_isTheSameWithPlusAndZeros() {
        assertEquals(List.of("442079460958"), MatchText.phones("+44 20 7946 0958"));
        assertEquals(List.of("442079460958"), MatchText.phones("0044 20 7946 0958"));
    }

    @Test
    void aFieldMayHoldSeveralNumbers() {
        assertEquals(List.of("13912345678", "13812345678"), MatchText.phones("13912345678/13812345678"));
        assertEquals(List.of("13912345678", "13812345678"), MatchText.phones("13912345678、13812345678，13912345678"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10086", "0000000000", "11111111111", "none", "", "-", "12345678901234567890"})
    void whatIsNobodysNumber_isNone(String written) {
        assertEquals(List.of(), MatchText.phones(written));
    }

    @Test
    void anAddress_withoutCaseWidthAndTag() {
        Optional<String> ann = Optional.of("ann@example.com");
        assertEquals(ann, MatchText.email(" Ann@Example.COM "));
        assertEquals(ann, MatchText.email("ann+shop@example.com"));
        assertEquals(ann, MatchText.email("ａｎｎ＠example.com"));
        assertEquals(Optional.of("a.nn@example.com"), MatchText.email("a.nn@example.com"));
        assertEquals(Optional.empty(), MatchText.email("none"));
        assertEquals(Optional.empty(), MatchText.email("ann@"));
        assertEquals(Optional.empty(), MatchText.email("ann@localhost"));
    }

    @Test
    void aName_withoutCaseWidthAccentsSignsAndScript() {
        assertEquals(MatchText.name("劉偉"), MatchText.name("刘 伟"));
        assertEquals(MatchText.name("ＡＮＮ　Ｌｅｅ"), MatchText.name("ann lee"));
        assertEquals(MatchText.name("Jörg Müller-Ruß"), MatchText.name("Jorg Muller Ruß"));
        assertEquals(MatchText.name("阿布都·热合曼"), MatchText.name("阿布都热合曼"));
        assertEquals(Optional.empty(), MatchText.name("-"));
        assertEquals(Optional.empty(), MatchText.name("李"));
    }
}
