package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.field.Sensitivity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimeGuessesTest {
    private static RunTimeFields.Guess guess(String name, String... values) {
        RunTimeGuesses guesses = new RunTimeGuesses();
        for (String value : values) {
            guesses.see("attributes", Map.of(name, List.of(value)));
        }
        return guesses.guesses().get("attributes").get(name);
    }

    @ParameterizedTest
    @CsvSource({
        "12, -3.5, NUMBER",
        "12, twelve, TEXT",
        "007, 008, TEXT",
        "2026-01-31, 2026-02-01, DAY",
        "2026-01-31, 2026-02-31, TEXT",
        "1, 2026-01-31, TEXT",
        "true, false, TEXT"
    })
    void theKindHoldsForAllValues(String one, String two, RunTimeField.Kind kind) {
        assertEquals(kind, guess("a", one, two).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "Mobile phone, +1 555 0100 99, SECRET",
        "身份证号, 11010519491231002X, SECRET",
        "contact, ann@example.com, SECRET",
        "contact, 13912345678, SECRET",
        "note, call 13912345678 at noon, OPEN",
        "mobile, yes, OPEN",
        "colour, red, OPEN",
        "hotel, Hilton Beijing, OPEN"
    })
    void whatIdentifiesAPersonIsSecret(String name, String value, Sensitivity sensitivity) {
        assertEquals(sensitivity, guess(name, value).sensitivity());
    }

    @Test
    void oneCardNumberAmongOrderNumbersIsChance() {
        assertEquals(
                Sensitivity.OPEN,
                guess("ref", "4111111111111111", "4111111111111112", "4111111111111113", "4111111111111114")
                        .sensitivity());
    }
}
