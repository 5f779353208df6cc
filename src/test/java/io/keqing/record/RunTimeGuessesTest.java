package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.field.Sensitivity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimeGuessesTest {
    private static final RunTimeScope ATTRIBUTES = new RunTimeScope("attributes", "");

    private static RunTimeFields.Guess guess(String name, String... values) {
        RunTimeGuesses guesses = new RunTimeGuesses();
        for (String value : values) {
            guesses.see(ATTRIBUTES, Map.of(name, List.of(value)));
        }
        return guesses.guesses().get(ATTRIBUTES).get(name);
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
        "hotel, Hilton Beijing, OPEN",
        "手机价格, 128.00元/月, OPEN",
        "Phone model, Pixel 9 Pro, OPEN",
        "手机号码, +86 1380000, SECRET",
        "联系手机, 未提供号码 无, SECRET",
        "Email opt out, declined by letter, OPEN",
        "电话时长, 12分30秒整, OPEN"
    })
    void whatIdentifiesAPersonIsSecret(String name, String value, Sensitivity sensitivity) {
        assertEquals(sensitivity, guess(name, value).sensitivity());
    }

    @ParameterizedTest
    @CsvSource({
        "requester.name, Ann Example, PERSONAL",
        "firstName, Ann, PERSONAL",
        "requesterName, Ann, PERSONAL",
        "Last Name, Example, PERSONAL",
        "收货人姓名, 王小明, PERSONAL",
        "联系人, 王小明, PERSONAL",
        "用户名, xiaoming, PERSONAL",
        "Date of birth, 1990-02-03, PERSONAL",
        "生日, 1990-02-03, PERSONAL",
        "product.name, Kettle, OPEN",
        "Company Name, Example Ltd, OPEN",
        "商品名称, 茶壶, OPEN",
        "客户名单来源, 展会, OPEN",
        "file name, a.csv, OPEN",
        "birthplace, Kunming, OPEN",
        "contact, ann@example.com, SECRET"
    })
    void whatPeopleAreCalledIsPersonal(String name, String value, Sensitivity sensitivity) {
        assertEquals(sensitivity, guess(name, value).sensitivity());
    }

    @Test
    void aDayOfBirthStaysADay() {
        assertEquals(RunTimeField.Kind.DAY, guess("出生日期", "1990-02-03").kind());
    }

    @Test
    void oneCardNumberAmongOrderNumbersIsChance() {
        assertEquals(
                Sensitivity.OPEN,
                guess("ref", "4111111111111111", "4111111111111112", "4111111111111113", "4111111111111114")
                        .sensitivity());
    }
}
