package io.keqing.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMaskTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please call me back at +86 139 5550 2707 after six",
                "请回电13955502707,谢谢",
                "call 0573 8255 2703 now",
                "ring me on +44 161 496 0275.",
                "office (212) 555-0157 ext. 12, ask for Bo",
                "电话：82552703",
                "tel 21943328",
                "＋８６　１３９５５５０２７０１ 找我",
                "0161 496 0275 is my number",
                "call 01614960275",
                "Mobil 0151 23456789",
                "Rufen Sie 030/23125127 an",
                "01 99 00 18 20",
                "03-5550-1829まで",
                "联系0573-82552703转205",
                "1-212-555-0157",
                "212.555.0157",
                "(0573)82552703",
                "0044 161 496 0275",
                "8613955502701",
                "+852 2194 3328",
                "call me at 555-0134"
            })
    void aNumberInATextIsHidden_withAllItsParts(String text) {
        TextMask.Masked masked = TextMask.mask(text);
        assertEquals(1, masked.found().size(), masked.toString());
        assertFalse(masked.withoutParts().matches(".*\\d{3}.*"), masked.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 20240115778 shipped",
                "订单号 202401157788 已发货",
                "2024-01-15 10:30:22",
                "01.02.2024 to 03.04.2024",
                "amount 1,234,567.89 due",
                "12345678.90 EUR",
                "invoice 2024-0815-4711",
                "IP 192.168.100.200",
                "version 10.12.2024.1",
                "id LP00123456789CN",
                "SN 0815-4711-22",
                "SKU 100-200-300",
                "price 1000 2000 3000",
                "ISBN 978-3-16-148410-0",
                "coordinates 52.520008, 13.404954",
                "合计 12345678 元",
                "case 00123456",
                "2024 01 15 10 30",
                "at 08:30-17:30",
                "part 0123-456-789",
                "call about order 12345678",
                "called on 2024-01-15",
                "phone with 128GB 8000mAh 65W",
                "1.000.000,00"
            })
    void ordersAmountsDatesAndCodesAreShown(String text) {
        assertEquals(text, TextMask.mask(text).text());
    }

    @Test
    void severalAddressesInOneValueAreAllMasked() {
        assertEquals("a•••@x.example, b•••@y.example", TextMask.maskValue("ann@x.example, bob@y.example"));
    }

    @Test
    void whatWasFoundIsToldWithoutItsExtension() {
        TextMask.Masked masked = TextMask.mask("ann@x.example or (212) 555-0157 ext. 12");
        assertEquals(List.of("ann@x.example", "2125550157"), masked.found());
        assertTrue(masked.text().endsWith("0157"), masked.text());
    }
}
