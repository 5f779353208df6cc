package io.keqing.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds phone numbers, e-mail addresses, identity and card numbers in running text and takes their middle out.
/// What was found is kept apart for exact look-up by those who may; everybody else searches the masked text.
public final class TextMask {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{Alnum}._%+-]{1,64}@[\\p{Alnum}-]{1,63}(?:\\.[\\p{Alnum}-]{1,63}){1,4}");
    /// 13 to 19 digits, or 17 and a check character; blanks and hyphens between groups.
    private static final Pattern LONG_NUMBER =
            Pattern.compile("(?<![\\p{Alnum}])(?:\\d[ -]?){12,18}[\\dXx](?![\\p{Alnum}])");
    /// Mainland mobile and landline numbers, and international numbers that say so with a plus.
    private static final Pattern PHONE =
            Pattern.compile("(?<![\\p{Alnum}])(?:\\+\\d{1,3}[ -]?)?(?:1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}"
                    + "|0\\d{2,3}-\\d{7,8}|\\(?\\d{3}\\)?[ -]\\d{3}[ -]\\d{4})(?![\\p{Alnum}])"
                    + "|(?<![\\p{Alnum}])\\+\\d{1,3}[ -]?\\d{2,4}(?:[ -]?\\d{2,4}){2,3}(?![\\p{Alnum}])");

    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private TextMask() {}

    /// The text with what identifies a person masked, and the values that were found, normalised as [#normal] does.
    public record Masked(String text, List<String> found) {}

    public static Masked mask(String text) {
        if (text.indexOf('@') < 0 && !hasLongDigits(text)) {
            return new Masked(text, List.of());
        }
        List<String> found = new ArrayList<>();
        String masked = replace(EMAIL, text, found, match -> true);
        masked = replace(LONG_NUMBER, masked, found, TextMask::isIdOrCard);
        masked = replace(PHONE, masked, found, match -> true);
        return new Masked(masked, List.copyOf(found));
    }

    /// The form in which such values are compared: lower case, without blanks, hyphens and brackets.
    public static String normal(String value) {
        return value.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s()-]", "");
    }

    /// `13912345678` → `139••••5678`, `ann@example.com` → `a•••@example.com`; anything of up to six characters
    /// vanishes.
    public static String maskValue(String value) {
        int at = value.indexOf('@');
        if (at > 0) {
            return value.substring(0, value.offsetByCodePoints(0, 1)) + "•••" + value.substring(at);
        }
        int length = value.length();
        return length <= 6 ? "•••" : value.substring(0, 3) + "••••" + value.substring(length - Math.min(4, length - 5));
    }

    private static String replace(
            Pattern pattern, String text, List<String> found, java.util.function.Predicate<String> meant) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder out = null;
        while (matcher.find()) {
            String match = matcher.group();
            if (meant.test(match)) {
                if (out == null) {
                    out = new StringBuilder();
                }
                found.add(normal(match));
                matcher.appendReplacement(out, Matcher.quoteReplacement(maskValue(match)));
            }
        }
        return out == null ? text : matcher.appendTail(out).toString();
    }

    private static boolean hasLongDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9' && ++digits >= 8) {
                return true;
            }
        }
        return false;
    }

    static boolean isIdOrCard(String match) {
        String digits = normal(match);
        return digits.length() == 18 && isIdentityNumber(digits) || isCardNumber(digits);
    }

    /// ISO 7064 mod 11-2, as the 18-character identity numbers of China (GB 11643-1999) use it.
    private static boolean isIdentityNumber(String digits) {
        int sum = 0;
        for (int i = 0; i < ID_WEIGHTS.length; i++) {
            sum += ID_WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return "10x98765432".charAt(sum % 11) == digits.charAt(17);
    }

    /// Luhn's check digit (ISO/IEC 7812-1).
    private static boolean isCardNumber(String digits) {
        if (digits.endsWith("x")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
