package io.keqing.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactFormsTest {
    private static final ContactForms FORMS = new ContactForms("CN");

    /// Each line is one number, its ways of writing parted by `|`.
    private static final List<String> NUMBERS = List.of(
            "+86 139-5550-2701|13955502701|＋８６　１３９５５５０２７０１|0086 139 5550 2701|86-13955502701|(+86)139 5550 2701"
                    + "|+86 (139) 5550-2701|139 5550 2701|139.5550.2701|1395 5502 701|tel:+86-139-5550-2701|手机：13955502701"
                    + "|\u202a+86 139 5550 2701\u202c|139\u00a05550\u00a02701|139‑5550‑2701|013955502701|13955502701.0",
            "0573-8255 2703 转 318|0573-82552703|057382552703|+86 573 8255 2703|(0573) 8255-2703|0573-82552703-318"
                    + "|0573/82552703|（０５７３）８２５５－２７０３|0573-82552703转318|0573-82552703 ext 318|0573-82552703#318",
            "(212) 555-0157 ext. 12|212-555-0157|+1 212 555 0157|1-212-555-0157|+12125550157|212.555.0157|2125550157"
                    + "|12125550157|001 212 555 0157|(212)555-0157 x12|tel:+1-212-555-0157;ext=12",
            "+44 161 496 0275|0161 496 0275|01614960275|+44 (0)161 496 0275|0044 161 496 0275|(0161) 496 0275"
                    + "|441614960275|011 44 161 496 0275",
            "+49 30 23125 127|030/23125127|030 23 12 51 27|0049 (0)30 23125127|(030) 23125127",
            "+852 2194 3328|2194 3328|21943328|852-21943328|(852) 2194 3328|00852 2194 3328",
            "+886 2 2194 3329|(02) 2194-3329|02-21943329",
            "+81 3-5550-1829|03-5550-1829|(03)5550-1829",
            "+33 1 99 00 18 20|01 99 00 18 20|01.99.00.18.20|+33 (0)1 99 00 18 20|0033199001820",
            "+39 06 6982 5555|06 6982 5555",
            "+7 495 555-27-01|8 (495) 555-27-01",
            "+36 1 555 2701|06 1 555 2701",
            "400-820-2701|4008202701|400 820 2701");

    @Test
    void everyWayOfWritingANumber_findsEveryOther_andNoOtherNumber() {
        for (String number : NUMBERS) {
            for (String stored : number.split("\\|")) {
                for (String other : NUMBERS) {
                    for (String asked : other.split("\\|")) {
                        assertEquals(number.equals(other), finds(asked, stored, null), asked + " ~ " + stored);
                    }
                }
            }
        }
    }

    private static boolean finds(String asked, String stored, String country) {
        return !Collections.disjoint(
                new HashSet<>(FORMS.ofValue(stored, country)),
                FORMS.ofQuestion(asked).whole());
    }

    @Test
    void duplicatesAgreeWithWhatIsFound() {
        for (String number : NUMBERS) {
            String[] ways = number.split("\\|");
            Set<String> first = new HashSet<>(FORMS.comparable(ways[0], null));
            for (String way : ways) {
                assertFalse(Collections.disjoint(first, FORMS.comparable(way, null)), way);
            }
        }
    }

    @Test
    void theRecordsCountryDecides_thenTheRegion() {
        assertTrue(finds("+49 30 23125127", "030 23125127", "DE"));
        assertFalse(finds("+86 30 23125127", "030 23125127", "Germany"));
        assertTrue(finds("+44 161 496 0275", "0161 496 0275", "英国"));
        assertTrue(FORMS.ofValue("0161 496 0275", "GBR").contains("+441614960275"));
        assertTrue(new ContactForms("GB").ofValue("0161 496 0275", null).contains("+441614960275"));
        assertEquals(List.of("+862079460735"), FORMS.ofQuestion("020 7946 0735").first());
        assertThrows(IllegalArgumentException.class, () -> new ContactForms("Atlantis"));
    }

    @Test
    void aFieldMayHoldSeveralNumbers() {
        for (String both : List.of(
                "13955502706 / 0573-82552706",
                "13955502706/0573-82552706",
                "13955502706 0573-82552706",
                "home: 0573-82552706; work: 13955502706",
                "13955502706、0573-82552706",
                "手机13955502706（家）0573-82552706",
                "+86 13955502706\n0573-82552706")) {
            assertTrue(finds("139 5550 2706", both, null), both);
            assertTrue(finds("+86 573 82552706", both, null), both);
        }
        assertTrue(finds("0573-82552707", "0573-82552706/7", null));
        assertTrue(finds("13955502702", "13955502701转13955502702", null));
    }

    @Test
    void aPartOfANumber_isNotTheNumber() {
        for (String part : List.of("82552703", "5550 2701", "1395550270", "2701", "0573")) {
            assertFalse(finds(part, "0573-82552703", null), part);
            assertFalse(finds(part, "13955502701", null), part);
        }
    }

    @Test
    void lastDigitsAreTheEndOfAForm() {
        for (String typed : List.of("尾号2701", "*2701", "2701", "尾号为 2701", "＊２７０１")) {
            String ending = ContactForms.ending(typed).orElseThrow();
            assertTrue(FORMS.ofValue("13955502701", null).stream().anyMatch(form -> form.startsWith(ending)), typed);
        }
        assertEquals(Optional.empty(), ContactForms.ending("701"));
        assertEquals(Optional.empty(), ContactForms.ending("a2701"));
    }

    @Test
    void anAddressIsOne_howeverMailProgramsWriteIt() {
        for (String written : List.of(
                "<flora.winter+news@letters.example>",
                "Flora Winter <Flora.Winter+News@Letters.Example>",
                "mailto:flora.winter%2Bnews@letters.example?subject=x",
                "flora.winter+news＠letters.example,",
                "gs@office.example; flora.winter+news@letters.example.")) {
            assertTrue(finds("flora.winter+news@letters.example", written, null), written);
            assertFalse(finds("flora.winter@letters.example", written, null), written);
        }
        assertTrue(finds("heidi@bücher.example", "HEIDI@xn--bcher-kva.example", null));
        assertTrue(
                FORMS.ofQuestion("flora.winter@letters.example").similar().contains("~flora.winter@letters.example"));
        assertFalse(finds("winter+news@letters.example", "flora.winter+news@letters.example", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"13955502701", "139 5550 2701", "+44 161 496 0275", "057382552703", "212-555-0157", "a@b.example"
            })
    void whatIsSomebodysForSure(String text) {
        assertTrue(ContactForms.isSomebodys(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"20240115778", "12345678", "2024-01-15", "01.02.2024", "2019-2020", "0012345678", "1,234,567"})
    void whatMayBeAnOrderOrADate(String text) {
        assertFalse(ContactForms.isSomebodys(text));
    }
}
