package io.keqing.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the gate shows PX-4410 and nobody gets in, please hurry | PX-4410",
                "贴标机一直提示K3-118，换了色带也没用 | K3-118",
                "Windows says 0x80070057 when I start it | 0x80070057",
                "login fails with ORA-00942 since Monday | ORA-00942",
                "洗碗机报E0135不进水 | E0135",
                "the browser shows ERR_CONNECTION_RESET on that page | ERR_CONNECTION_RESET",
                "订单号20250301889一直没有发货 | 20250301889",
                "我的订单 4711 还没到 | 4711",
                "order number 88123 never came | 88123",
                "tracking 1Z999AA10123456784 stands still | 1Z999AA10123456784",
                "it throws a NullPointerException at night | NullPointerException",
                "the headphones WH1000XM5 hum | WH1000XM5",
                "connect gives ECONNREFUSED | ECONNREFUSED"
            })
    void whatNamesOneThing_isACode(String text, String code) {
        assertEquals(List.of(code), Codes.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I bought it in 2025 for 1299 euros and it broke after 3 days",
                "2026年3月1日买的，花了1999元，用了20次",
                "the package of 25kg came on 2026-03-01 at 12:30",
                "it was 1,500.00 USD, 20% off, on 3/5/2026",
                "write to ann.lee2024@store.example please",
                "see https://store.example/help2 for the 2nd time",
                "20260301 was the day, 100000元 the price"
            })
    void years_amounts_sizesAndAddresses_areNone(String text) {
        assertEquals(List.of(), Codes.of(text));
    }

    @Test
    void anException_isKnownByItsShortName_andEachCodeOnce() {
        assertEquals(
                List.of("TimeoutException", "E-77"),
                Codes.of("java.util.concurrent.TimeoutException: E-77, then e-77 again"));
    }

    @Test
    void ofManyCodes_theFirstAreTaken() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append("AB-").append(1000 + i).append(' ');
        }
        assertEquals(Codes.MOST, Codes.of(text.toString()).size());
    }
}
