package io.keqing.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.privacy.ContactForms;
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
        assertEquals(List.of("13912345678"), phones(written));
    }

    private static List<String> phones(String written) {
        return MatchText.phones(written, null, new ContactForms("CN"));
    }

    @Test
    void aLandline_isTheSameWithAndWithoutItsZero() {
        assertEquals(phones("0571-88001234"), phones("57188001234"));
        assertEquals(phones("+86 571 8800 1234"), phones("(0571)88001234"));
    }

    @Test
    void anotherCountrysNumber_isTheSameWithPlusAndZeros() {
        assertEquals(List.of("2079460958"), phones("+44 20 7946 0958"));
        assertEquals(List.of("2079460958"), phones("0044 20 7946 0958"));
    }

    @Test
    void aFieldMayHoldSeveralNumbers() {
        assertEquals(List.of("13912345678", "13812345678"), phones("13912345678/13812345678"));
        assertEquals(List.of("13912345678", "13812345678"), phones("13912345678、13812345678，13912345678"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10086", "0000000000", "11111111111", "none", "", "-", "12345678901234567890"})
    void whatIsNobodysNumber_isNone(String written) {
        assertEquals(List.of(), phones(written));
    }

    @Test
    void anAddress_withoutCaseWidthAndTag() {
        List<String> ann = List.of("ann@example.com");
        assertEquals(ann, MatchText.emails(" Ann@Example.COM "));
        assertEquals(ann, MatchText.emails("ann+shop@example.com"));
        assertEquals(ann, MatchText.emails("ａｎｎ＠example.com"));
        assertEquals(List.of("a.nn@example.com"), MatchText.emails("a.nn@example.com"));
        assertEquals(List.of(), MatchText.emails("none"));
        assertEquals(List.of(), MatchText.emails("ann@"));
        assertEquals(List.of(), MatchText.emails("ann@localhost"));
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
