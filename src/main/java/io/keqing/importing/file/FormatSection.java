package io.keqing.importing.file;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One of the parts of a number format that stand between semicolons.
///
/// @param kind what it shows
/// @param hasDay whether a date shows year, month or day, not only a time
/// @param currency in front of an amount: a code of ISO 4217, `$` or `¥`; empty where none is shown
/// @param unit 万 or 亿 and what follows, where the number shown is one of such units; empty where not
/// @param digits the digits and texts to show, [#ZERO] and [#OPTIONAL] where a digit goes
/// @param condition for which numbers it holds, null where its place says so
record FormatSection(
        Kind kind,
        boolean hasDay,
        String currency,
        String unit,
        String digits,
        @Nullable Condition condition) {
    static final char ZERO = '\uE000';
    static final char OPTIONAL = '\uE001';

    enum Kind {
        /// Nothing to show: a text, or no value at all.
        NONE,
        NUMBER,
        AMOUNT,
        /// Digits filled up with zeros or set apart, or letters in front of them: an id, a phone, a postal code.
        DIGITS,
        DATE,
        DURATION
    }

    /// @param sign `<`, `<=`, `>`, `>=`, `=` or `<>`
    record Condition(String sign, double bound) {
        boolean holds(double value) {
            return switch (sign) {
                case "<" -> value < bound;
                case "<=" -> value <= bound;
                case ">" -> value > bound;
                case ">=" -> value >= bound;
                case "=" -> value == bound;
                default -> value != bound;
            };
        }
    }

    static FormatSection of(String code) {
        return new Parser(code).parse();
    }

    /// A whole number as the section shows it; the number itself where it has fewer digits than a format has places
    /// that it leaves empty: what stands between them would become part of it.
    String show(String number) {
        int places =
                (int) digits.chars().filter(c -> c == ZERO || c == OPTIONAL).count();
        int first = digits.indexOf(String.valueOf(OPTIONAL));
        if (number.length() < places && first >= 0 && isApart(first)) {
            return number;
        }
        int spare = number.length() - places;
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c != ZERO && c != OPTIONAL) {
                shown.append(c);
                continue;
            }
            while (spare > 0) {
                shown.append(number.charAt(at++));
                spare--;
            }
            if (spare < 0) {
                shown.append(c == ZERO ? "0" : "");
                spare++;
            } else {
                shown.append(number.charAt(at++));
            }
        }
        return shown.toString().strip();
    }

    private boolean isApart(int first) {
        int last = Math.max(digits.lastIndexOf(ZERO), digits.lastIndexOf(OPTIONAL));
        return digits.substring(first, last).chars().anyMatch(c -> c != ZERO && c != OPTIONAL);
    }

    /// Goes through a section once, character by character.
    private static final class Parser {
        private final String code;
        private int at;
        private final StringBuilder digits = new StringBuilder();
        private final StringBuilder literals = new StringBuilder();
        /// Texts one after another, quoted or not: `HK$` may stand there in three pieces.
        private final StringBuilder run = new StringBuilder();
        private final StringBuilder parts = new StringBuilder();
        private int zeros;
        private int places;
        private boolean plainNumber;
        private boolean scaled;
        private boolean elapsed;
        private boolean general;
        private String currency = "";
        private @Nullable Condition condition;

        Parser(String code) {
            this.code = code;
        }

        FormatSection parse() {
            while (at < code.length()) {
                char c = code.charAt(at++);
                if ("_*[0#?.,%".indexOf(c) >= 0) {
                    endRun();
                }
                switch (c) {
                    case '"' -> run.append(upTo('"'));
                    case '\\', '!' -> run.append(at < code.length() ? code.substring(at, ++at) : "");
                    case '_', '*' -> at++;
                    case '[' -> bracket(upTo(']'));
                    case '0', '#', '?' -> place(c);
                    case '.' -> point();
                    case ',' -> comma();
                    case '%', '/' -> plainNumber = true;
                    default -> letter(c);
                }
            }
            endRun();
            boolean isDate = !parts.isEmpty() && !general && places == 0;
            Kind kind = elapsed ? Kind.DURATION : isDate ? Kind.DATE : number();
            return new FormatSection(kind, hasDay(), currency, unit(), digits.toString(), condition);
        }

        private String upTo(char end) {
            int close = code.indexOf(end, at);
            String text = code.substring(at, close < 0 ? code.length() : close);
            at = close < 0 ? code.length() : close + 1;
            return text;
        }

        private void endRun() {
            String text = run.toString();
            run.setLength(0);
            String sign = CurrencySign.of(text.replaceAll("^[\\s()+-]+|[\\s()+-]+$", ""), "");
            if (!sign.isEmpty() && currency.isEmpty()) {
                currency = sign;
            } else {
                digits.append(text);
            }
            literals.append(text);
        }

        private void bracket(String body) {
            String lower = body.toLowerCase(Locale.ROOT);
            if (lower.matches("h+|m+|s+")) {
                elapsed = true;
            } else if (body.startsWith("$")) {
                int dash = body.indexOf('-');
                String sign = CurrencySign.of(
                        body.substring(1, dash < 0 ? body.length() : dash), dash < 0 ? "" : body.substring(dash + 1));
                currency = sign.isEmpty() ? currency : sign;
            } else if (lower.matches("[<>=]{1,2} *-?[\\d.]{1,20}")) {
                String sign = body.replaceAll("[^<>=]", "");
                try {
                    double bound = Double.parseDouble(body.substring(sign.length()));
                    condition = new Condition(sign, bound);
                } catch (NumberFormatException e) {
                    // a bound that is no number bounds nothing
                    condition = null;
                }
            }
        }

        private void place(char c) {
            // what follows a zero is filled up, too
            boolean filled = c == '0' || c == '#' && zeros > 0;
            zeros += filled ? 1 : 0;
            places++;
            digits.append(filled ? ZERO : OPTIONAL);
        }

        /// Fractions of seconds are no digits of a number.
        private void point() {
            if (!parts.isEmpty() && parts.charAt(parts.length() - 1) == 's' || elapsed) {
                while (at < code.length() && code.charAt(at) == '0') {
                    at++;
                }
            } else {
                plainNumber = true;
            }
        }

        private void comma() {
            boolean last = at >= code.length() || "0#?,".indexOf(code.charAt(at)) < 0;
            scaled |= last && places > 0;
            plainNumber |= places > 0;
        }

        private void letter(char c) {
            char lower = Character.toLowerCase(c);
            int letters = codeLength();
            if (letters > 0) {
                run.append(code, at - 1, at - 1 + letters);
                at += letters - 1;
            } else if (code.regionMatches(true, at - 1, "General", 0, 7) || code.startsWith("G/", at - 1)) {
                general = true;
                at = c == 'G' && code.startsWith("G/", at - 1) ? code.length() : at + 6;
            } else if (lower == 'e' && at < code.length() && "+-".indexOf(code.charAt(at)) >= 0) {
                plainNumber = true;
                at++;
            } else if (lower == 'a' && code.regionMatches(true, at - 1, "AM/PM", 0, 5)) {
                parts.append('h');
                at += 4;
            } else if (lower == 'a' && code.regionMatches(true, at - 1, "A/P", 0, 3)) {
                parts.append('h');
                at += 2;
            } else if ("ymdhsge".indexOf(lower) >= 0 && c < 128) {
                parts.append(lower);
            } else if (c != '@') {
                run.append(c);
            }
        }

        /// How many letters belong to a currency that programs write without quotes: `USD`, `HK$`.
        private int codeLength() {
            int from = at - 1;
            int to = from;
            while (to < code.length() && to - from < 4 && code.charAt(to) >= 'A' && code.charAt(to) <= 'Z') {
                to++;
            }
            boolean sign = to > from && to < code.length() && "$¥￥".indexOf(code.charAt(to)) >= 0;
            boolean alone = (from == 0 || !Character.isLetter(code.charAt(from - 1)))
                    && (to == code.length() || !Character.isLetter(code.charAt(to)));
            boolean known = to - from == 3
                    && alone
                    && !CurrencySign.of(code.substring(from, to), "").isEmpty();
            return sign || known ? to - from : 0;
        }

        private Kind number() {
            if (places == 0) {
                return general ? Kind.NUMBER : Kind.NONE;
            }
            if (!currency.isEmpty()) {
                return Kind.AMOUNT;
            }
            return !plainNumber && !general && parts.isEmpty() && isText() ? Kind.DIGITS : Kind.NUMBER;
        }

        /// Digits that are filled up, set apart, or follow letters as in an id.
        private boolean isText() {
            int first = place(0, 1);
            int last = place(digits.length() - 1, -1);
            boolean apart = last - first + 1 > places;
            String before = digits.substring(0, first).strip();
            return zeros >= 2 || apart || before.matches("[A-Za-z0-9][A-Za-z0-9_/#-]{0,15}") && hasLetter(before);
        }

        private static boolean hasLetter(String text) {
            return text.chars().anyMatch(Character::isLetter);
        }

        private int place(int from, int step) {
            int i = from;
            while (digits.charAt(i) != ZERO && digits.charAt(i) != OPTIONAL) {
                i += step;
            }
            return i;
        }

        private String unit() {
            String after = literals.toString().strip();
            return scaled || !after.startsWith("万") && !after.startsWith("亿") ? "" : after;
        }

        private boolean hasDay() {
            String all = parts.toString();
            return all.matches(".*[ydge].*") || all.contains("m") && !all.contains("h") && !all.contains("s");
        }
    }
}
