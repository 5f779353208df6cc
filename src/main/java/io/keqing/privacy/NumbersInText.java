package io.keqing.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds phone numbers in running text. It hides too much rather than too little where a number is written as
/// people
/// write numbers of phones; a bare row of digits is one only as a mobile number, or behind a word such as
/// `Tel.`, since
/// order numbers, amounts and dates look the same.
final class NumbersInText {
    private static final String START = "(?<![\\p{Alnum}+.,/_#-])";
    /// Behind it no letter or digit, and no part of an amount.
    private static final String END = "(?![\\p{Alnum}_%]|[.,:/-]\\d)";

    private static final String TAIL = "(?:" + PhoneNumbers.EXTENSION + ")?" + END;

    /// What stands in numbers besides digits.
    private static final String SIGNS = " ().-/+";

    /// An extension with its word is no longer than this.
    private static final int LONGEST_EXTENSION = 40;

    /// A number, and the rule that it must pass.
    private record Way(Pattern pattern, Rule rule) {}

    private enum Rule {
        /// Its form tells.
        FORM,
        /// A country has such a number.
        NUMBER,
        /// China has such a mobile number.
        MOBILE,
        /// A country has such a number, and no word before it says that it is a code.
        NO_CODE
    }

    /// From the surest to the vaguest; what one has found is no longer looked at by those behind it.
    private static final List<Way> WAYS = List.of(
            // +44 (0)20 7946 0735, 0044 20 …; fewer groups where they are not a number
            way("\\(?(?:\\+|00)[ ]?\\d{1,3}\\)?(?:[ .\\-/]{0,2}\\(?\\d{1,8}\\)?){1,7}", Rule.NUMBER),
            way("\\+\\d{1,3}[ -]?\\d{2,4}(?:[ -]?\\d{2,4}){2,3}", Rule.FORM),
            // mobiles of China, in any grouping
            way("(?:86[ .-]?)?1[3-9]\\d[ .-]?\\d{4}[ .-]?\\d{4}", Rule.FORM),
            way("1[3-9](?:[ .-]?\\d{2,5}){2,3}", Rule.MOBILE),
            // 0512-66557703, (0512) 6655 7703
            way("0\\d{2,3}-\\d{7,8}", Rule.FORM),
            way("(?:\\(0\\d{2,3}\\)[ -]?|0\\d{2,3}[ -]{1,3})\\d{3,4}[ -]?\\d{4}", Rule.NUMBER),
            // (415) 555-0134, 1-415-555-0134
            way("(?:1[ .-])?\\(?\\d{3}\\)?[ -]\\d{3}[ -]\\d{4}", Rule.FORM),
            way("(?:1[ .-])?(?:\\(\\d{3}\\) ?|\\d{3}\\.)\\d{3}[.-]\\d{4}", Rule.NUMBER),
            // 020 7946 0735, 01 42 68 53 00, 030/901820: a zero in front and parts behind it
            way("(?<!\\d )(?:\\(0\\d{1,4}\\) ?|0\\d{1,4}[ .\\-/])\\d{2,8}(?:[ .-]\\d{2,5}){0,4}", Rule.NO_CODE));

    /// Behind such a word even a bare row of digits is a number: `Tel. 23456789`, `联系电话：66557703`.
    private static final Pattern CALLED = Pattern.compile(
            "(?:电话|電話|手机|手機|座机|座機|号码|號碼|致电|致電|回电|回電|拨打|撥打|传真|傳真|微信|热线|"
                    + "(?<!\\p{L})(?:tel|phone|telephone|call|called|calls|mobile|cell|cellphone|handy|whatsapp|fax|hotline|dial|"
                    + "rang|ring|reach|sms)(?!\\p{L}))"
                    + "(?:[ .:：]|me|us|him|her|back|at|on|is|number|no|under|now|我|是|为|號|号|或|请|請|码|聯繫|联系){0,8}"
                    + "(\\(?\\+?\\d[\\d ().\\-]{5,18}\\d)" + TAIL,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CODE = Pattern.compile(
            "(?:(?<!\\p{L})(?:order|part|serial|sn|ref|reference|code|sku|invoice|item|article|model|case|ticket|nr|no)"
                    + "|订单|訂單|单号|單號|编号|編號|型号|型號|序列号|货号|貨號|运单|快递)[ .:：#是]{0,3}$",
            Pattern.CASE_INSENSITIVE);

    private NumbersInText() {}

    /// A number and where it stands.
    ///
    /// @param number without its extension
    record Found(int from, int to, String number) {}

    /// @param text must have as many signs as what is shown
    static List<Found> find(String text) {
        String flat = flat(text);
        List<Found> found = new ArrayList<>();
        List<Run> runs = runs(flat);
        for (Way way : WAYS) {
            Matcher match = way.pattern().matcher(flat).useTransparentBounds(true);
            for (Run run : runs) {
                int from = run.from();
                while (from < run.to()
                        && match.region(from, Math.min(flat.length(), run.to() + LONGEST_EXTENSION))
                                .find()
                        && match.start() < run.to()) {
                    from = take(flat, match.start(), match.end(), way.rule(), found) ? match.end() : match.start() + 1;
                }
            }
        }
        if (!runs.isEmpty()) {
            Matcher called = CALLED.matcher(flat);
            while (called.find()) {
                take(flat, called.start(1), called.end(), Rule.NUMBER, found);
            }
        }
        found.sort((one, other) -> Integer.compare(one.from(), other.from()));
        return found;
    }

    /// Signs of which every number but its extension consists, with enough digits among them.
    private record Run(int from, int to) {}

    /// Where numbers may be: most texts have none, and the patterns need not look at the rest.
    private static List<Run> runs(String flat) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        int digits = 0;
        for (int at = 0; at <= flat.length(); at++) {
            char sign = at == flat.length() ? 'x' : flat.charAt(at);
            boolean isDigit = sign >= '0' && sign <= '9';
            if (isDigit || SIGNS.indexOf(sign) >= 0) {
                digits += isDigit ? 1 : 0;
                continue;
            }
            if (digits >= PhoneNumbers.LEAST_DIGITS) {
                runs.add(new Run(from, at));
            }
            from = at + 1;
            digits = 0;
        }
        return runs;
    }

    private static Way way(String pattern, Rule rule) {
        return new Way(Pattern.compile(START + pattern + TAIL), rule);
    }

    private static boolean take(String text, int from, int to, Rule rule, List<Found> found) {
        if (found.stream().anyMatch(other -> other.from() < to && other.to() > from)) {
            return false;
        }
        String number = PhoneNumbers.withoutExtension(text.substring(from, to)).strip();
        boolean meant = switch (rule) {
            case FORM -> true;
            case NUMBER -> balanced(number) && PhoneNumbers.isNumber(number);
            case MOBILE -> PhoneNumbers.isMobile(number);
            case NO_CODE ->
                balanced(number)
                        && PhoneNumbers.isNumber(number)
                        && !CODE.matcher(text.substring(0, from)).find();
        };
        if (meant && !PhoneNumbers.isDate(number)) {
            found.add(new Found(from, to, number));
            return true;
        }
        return false;
    }

    private static boolean balanced(String number) {
        return number.chars().filter(c -> c == '(').count()
                == number.chars().filter(c -> c == ')').count();
    }

    /// Sign for sign, so that places stay what they are.
    private static String flat(String text) {
        StringBuilder flat = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char sign = PhoneNumbers.flat(text.charAt(at));
            flat.append(sign == 0 ? text.charAt(at) : sign);
        }
        return flat.toString();
    }
}
