package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostDigitsTest {
    @ParameterizedTest
    @CsvSource({
        "3.30102199003071E+17, true",
        "1.2E+10, true",
        "4E+15, true",
        "'1,2e+10', true",
        "A-3.30102199003071E+17, true",
        "330102199003071234, false",
        "1E10, false",
        "12E5, false",
        "E+, false",
        "+8613800000001, false",
        "x1.2E+10y, false"
    })
    void aNumberWithAnExponent_isNoId(String text, boolean lost) {
        assertEquals(lost, LostDigits.in(text));
    }
}
