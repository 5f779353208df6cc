package io.keqing.importing.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a column says about its amounts: `金额（万元）`, `Amount (k USD)`, `Price EUR`, `销售额（单位：千元）`.
///
/// @param factor of every amount below it
/// @param unit as it was written, empty where there is none
/// @param sign of a currency, empty where there is none
public record HeaderUnit(BigDecimal factor, String unit, String sign) {
    public static final HeaderUnit NONE = new HeaderUnit(BigDecimal.ONE, "", "");

    private static final Pattern BRACKETS =
            Pattern.compile("[(\\[{【<](?:单位|in|unit|units)?[: ]*([^)\\]}】>]{1,24})[)\\]}】>]");
    /// Without brackets a unit stands at the end: `Umsatz in Tsd. €`, `Amount k USD`, `金额/万元`, `金额_USD`.
    private static final Pattern AT_END =
            Pattern.compile("(?:[ /_,:·-]|\\bin )+(?:单位:?|in )?([^ /_,:·-]{1,10}(?: [^ /_,:·-]{1,8})?)$");
    private static final Pattern NUMBER_WORD = Pattern.compile("'?(\\p{IsHan}{1,2}|[a-z]{1,9}|000s?)\\.?");

    /// @param name of the column
    public static HeaderUnit of(String name) {
        String flat = NumberText.halfWidth(name).strip();
        Matcher brackets = BRACKETS.matcher(flat);
        while (brackets.find()) {
            HeaderUnit unit = read(brackets.group(1).strip());
            if (unit != NONE) {
                return unit;
            }
        }
        Matcher end = AT_END.matcher(flat);
        return end.find() ? read(end.group(1).strip()) : NONE;
    }

    /// The whole text must be a unit, a currency or both: 千克 is a weight, and `m` alone a length.
    private static HeaderUnit read(String text) {
        Currencies.Found found = Currencies.in(text);
        String rest = found.rest().strip().toLowerCase(Locale.ROOT);
        if (rest.isEmpty()) {
            return found.sign().isEmpty() ? NONE : new HeaderUnit(BigDecimal.ONE, "", found.sign());
        }
        Matcher word = NUMBER_WORD.matcher(rest);
        Integer power = word.matches() ? Multiple.power(word.group(1)) : null;
        boolean isShort = rest.length() == 1 && rest.charAt(0) < 0x80 && rest.charAt(0) != 'k';
        if (power == null || power < 3 || isShort && found.sign().isEmpty()) {
            return NONE;
        }
        String unit = text.substring(0, Math.min(text.length(), 24));
        return new HeaderUnit(BigDecimal.ONE.movePointRight(power).setScale(0), unit, found.sign());
    }
}
