package io.keqing.importing.value;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number as people write it: `1,234.50`, `1.234,50`, `¥ 1 234.5`, `1,23,456.00`, `1.2万`, `(12)`, `12-`, `85 %`,
/// `１２`. A percentage is its fraction, as a workbook keeps it.
public final class NumberText {
    static final int LONGEST = 64;
    private static final int MOST_DIGITS = 40;
    /// What begins with a zero is no thousand: `0,750` is three quarters in every country.
    private static final Pattern THOUSANDS = Pattern.compile("[1-9]\\d{0,2}(?:([,.' ])\\d{3})(?:\\1\\d{3})*");
    /// As India parts numbers: hundreds of thousands and tens of millions.
    private static final Pattern LAKHS = Pattern.compile("[1-9]\\d?(?:,\\d{2})+,\\d{3}");
    /// As China may part them, by ten thousands. Two signs at least: `1,2345` has four decimals.
    private static final Pattern MYRIADS = Pattern.compile("[1-9]\\d{0,3}(?:,\\d{4}){2,}");
    private static final Pattern PLAIN = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,2})?");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2007\\u2009\\u202F]+");

    private NumberText() {}

    /// A number, and what stood beside it.
    ///
    /// @param sign of a currency, as it was written; empty where there is none
    /// @param unit that the number was multiplied by, as it was written: `万`; empty where there is none
    public record Amount(BigDecimal number, String sign, String unit) {}

    /// Full-width digits, signs and letters as plain ones, and the digits of all scripts.
    public static String halfWidth(String text) {
        StringBuilder half = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char plain = c < 0x80 ? c : half(c);
            if (plain != c) {
                if (half == null) {
                    half = new StringBuilder(text);
                }
                half.setCharAt(i, plain);
            }
        }
        return half == null ? text : half.toString();
    }

    private static char half(char c) {
        if (c == '\u3000') {
            return ' ';
        }
        if (c >= '\uFF01' && c <= '\uFF5E') {
            return (char) (c - 0xFEE0);
        }
        return Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c;
    }

    public static Optional<BigDecimal> of(String raw, boolean decimalComma) {
        return of(raw, decimalComma ? NumberMarks.COMMA : NumberMarks.POINT).map(Amount::number);
    }

    public static Optional<Amount> of(String raw, NumberMarks marks) {
        if (raw.length() > LONGEST) {
            return Optional.empty();
        }
        if (PLAIN.matcher(raw).matches() && !(marks.isComma() && raw.indexOf('.') >= 0)) {
            return bounded(new BigDecimal(raw), "", "");
        }
        Currencies.Found found = Currencies.in(halfWidth(raw).replace('−', '-').replace('’', '\''));
        String text = found.rest().strip();
        boolean percent = text.endsWith("%");
        text = (percent ? text.substring(0, text.length() - 1) : text).strip();
        boolean negative = false;
        if (text.startsWith("(") && text.endsWith(")") && text.length() > 2) {
            negative = true;
            text = text.substring(1, text.length() - 1).strip();
        } else if (text.startsWith("-") || text.startsWith("+") || text.endsWith("-")) {
            negative = text.startsWith("-") || text.endsWith("-");
            text = (text.endsWith("-") ? text.substring(0, text.length() - 1) : text.substring(1)).strip();
        }
        Multiple multiple = Multiple.at(text);
        text = plain(BLANKS.matcher(multiple.rest()).replaceAll(" "), marks);
        if (text.startsWith("-") || text.startsWith("+") || !PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        if (percent) {
            number = number.movePointLeft(2);
        }
        if (!multiple.name().isEmpty()) {
            number = number.multiply(multiple.factor());
        }
        return bounded(negative ? number.negate() : number, found.sign(), multiple.name());
    }

    /// Takes the grouping out and makes the decimal sign a point; what is neither stays and is refused.
    private static String plain(String text, NumberMarks marks) {
        int comma = text.lastIndexOf(',');
        int point = text.lastIndexOf('.');
        char decimal;
        if (marks.fixed()) {
            decimal = marks.decimal();
        } else if (comma >= 0 && point >= 0) {
            decimal = comma > point ? ',' : '.';
        } else if (comma >= 0) {
            decimal = isGrouped(text) && (!marks.isComma() || text.indexOf(',') != comma) ? '.' : ',';
        } else {
            decimal = point >= 0 && isGrouped(text) && (marks.isComma() || text.indexOf('.') != point) ? ',' : '.';
        }
        int at = text.indexOf(decimal);
        String whole = at < 0 ? text : text.substring(0, at);
        String fraction = at < 0 ? "" : "." + text.substring(at + 1);
        String digits = ungrouped(whole, marks);
        // a point that parts nothing where the comma is the decimal sign
        return decimal == ',' && digits.indexOf('.') >= 0 ? "" : digits + fraction;
    }

    private static String ungrouped(String whole, NumberMarks marks) {
        Matcher groups = THOUSANDS.matcher(whole);
        if (groups.matches() && marks.mayGroup(groups.group(1).charAt(0))) {
            return whole.replace(groups.group(1), "");
        }
        boolean isOther =
                LAKHS.matcher(whole).matches() || MYRIADS.matcher(whole).matches();
        return isOther && marks.mayGroup(',') ? whole.replace(",", "") : whole;
    }

    static boolean isGrouped(String text) {
        return THOUSANDS.matcher(text).matches()
                || LAKHS.matcher(text).matches()
                || MYRIADS.matcher(text).matches();
    }

    /// A number without a needless fraction.
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// Numbers of unreasonable length are typing errors, and cost their length in the database.
    private static Optional<Amount> bounded(BigDecimal number, String sign, String unit) {
        return number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(new Amount(number, sign, unit));
    }
}
