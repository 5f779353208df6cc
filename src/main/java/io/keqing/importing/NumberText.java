package io.keqing.importing;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number as people write it: `1,234.50`, `1.234,50`, `¥ 1 234.5`, `(12)`, `12-`, `85 %`, `１２`. A percentage is
/// its fraction, as a workbook keeps it.
final class NumberText {
    private static final int LONGEST = 64;
    private static final int MOST_DIGITS = 40;
    private static final Pattern CURRENCY =
            Pattern.compile("(?i)R\\$|US\\$|HK\\$|NT\\$|CN¥|[¥￥$€£₩₹₽₫฿₱₴₪]|人民币|美元|欧元|日元|港币|元|圆"
                    + "|(?<![a-z])(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|TWD|BRL|KRW|INR|CHF|AUD|CAD|SGD)(?![a-z])");
    private static final Pattern DIGIT_GROUPS = Pattern.compile("\\d{1,3}(?:([,.' ])\\d{3})(?:\\1\\d{3})*");
    private static final Pattern PLAIN = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,2})?");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2007\\u202F]+");

    private NumberText() {}

    /// Full-width digits, signs and letters as plain ones.
    static String halfWidth(String text) {
        StringBuilder half = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u3000' || c >= '\uFF01' && c <= '\uFF5E') {
                if (half == null) {
                    half = new StringBuilder(text);
                }
                half.setCharAt(i, c == '\u3000' ? ' ' : (char) (c - 0xFEE0));
            }
        }
        return half == null ? text : half.toString();
    }

    static Optional<BigDecimal> of(String raw, boolean decimalComma) {
        if (raw.length() > LONGEST) {
            return Optional.empty();
        }
        if (PLAIN.matcher(raw).matches() && !(decimalComma && raw.contains("."))) {
            return bounded(new BigDecimal(raw));
        }
        String text = CURRENCY.matcher(halfWidth(raw).replace('−', '-').replace('’', '\''))
                .replaceAll("")
                .strip();
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
        text = plain(BLANKS.matcher(text).replaceAll(" "), decimalComma);
        if (text.startsWith("-") || text.startsWith("+") || !PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        if (percent) {
            number = number.movePointLeft(2);
        }
        return bounded(negative ? number.negate() : number);
    }

    /// Takes the grouping out and makes the decimal sign a point; what is neither stays and is refused.
    private static String plain(String text, boolean decimalComma) {
        int comma = text.lastIndexOf(',');
        int point = text.lastIndexOf('.');
        char decimal;
        if (comma >= 0 && point >= 0) {
            decimal = comma > point ? ',' : '.';
        } else if (comma >= 0) {
            decimal = isGrouped(text) && (!decimalComma || text.indexOf(',') != comma) ? '.' : ',';
        } else {
            decimal = point >= 0 && isGrouped(text) && (decimalComma || text.indexOf('.') != point) ? ',' : '.';
        }
        int at = text.indexOf(decimal);
        String whole = at < 0 ? text : text.substring(0, at);
        String fraction = at < 0 ? "" : "." + text.substring(at + 1);
        Matcher groups = DIGIT_GROUPS.matcher(whole);
        return (groups.matches() ? whole.replace(groups.group(1), "") : whole) + fraction;
    }

    private static boolean isGrouped(String text) {
        return DIGIT_GROUPS.matcher(text).matches();
    }

    /// A number without a needless fraction.
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// Whether the text shows by itself which sign is the decimal one: a comma with one or two digits behind it.
    static boolean showsDecimalComma(String raw) {
        return raw.length() <= LONGEST && DECIMAL_COMMA.matcher(raw).find();
    }

    static boolean showsDecimalPoint(String raw) {
        return raw.length() <= LONGEST && DECIMAL_POINT.matcher(raw).find();
    }

    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d,\\d{1,2}\\D*$");
    private static final Pattern DECIMAL_POINT = Pattern.compile("\\d\\.(?:\\d{1,2}|\\d{4,})\\D*$|,\\d{3}\\.\\d");

    /// Numbers of unreasonable length are typing errors, and cost their length in the database.
    private static Optional<BigDecimal> bounded(BigDecimal number) {
        return number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(number);
    }
}
