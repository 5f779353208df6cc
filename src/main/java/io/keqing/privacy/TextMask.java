package io.keqing.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds phone numbers, e-mail addresses, identity and card numbers in running text and takes their middle out.
/// What was found is kept apart for exact look-up by those who may; everybody else searches the masked text.
public final class TextMask {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{Alnum}._%+-]{1,64}[@＠][\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,4}");
    /// 13 to 19 digits, or 17 and a check character; blanks and hyphens between groups.
    private static final Pattern LONG_NUMBER =
            Pattern.compile("(?<![\\p{Alnum}])(?:\\d[ -]?){12,18}[\\dXx](?![\\p{Alnum}])");
    private static final Pattern BETWEEN = Pattern.compile("[\\s()-]");

    private static final String HIDDEN = "•••";

    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private TextMask() {}

    /// The text with what identifies a person masked, and the values that were found, normalised as [#normal]
    /// does.
    ///
    /// @param withoutParts the text without any part of such a value. Everybody searches it: the last digits,
    ///     which
    ///     the masked text shows, find nobody
    public record Masked(String text, String withoutParts, List<String> found) {}

    public static Masked mask(String text) {
        boolean hasAt = text.indexOf('@') >= 0 || text.indexOf('＠') >= 0;
        boolean hasDigits = hasLongDigits(text);
        if (!hasAt && !hasDigits) {
            return new Masked(text, text, List.of());
        }
        List<Found> found = new ArrayList<>();
        if (hasAt) {
            addAll(EMAIL, text, found, match -> true);
        }
        if (hasDigits) {
            addAll(LONG_NUMBER, text, found, TextMask::isIdOrCard);
            NumbersInText.find(text).forEach(phone -> add(phone.from(), phone.to(), phone.number(), found));
        }
        if (found.isEmpty()) {
            return new Masked(text, text, List.of());
        }
        found.sort((one, other) -> Integer.compare(one.from(), other.from()));
        return new Masked(
                replaced(text, found, TextMask::maskValue),
                replaced(text, found, value -> HIDDEN),
                found.stream().map(each -> normal(each.value())).toList());
    }

    private record Found(int from, int to, String value) {}

    private static void addAll(Pattern pattern, String text, List<Found> found, Predicate<String> meant) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (meant.test(matcher.group())) {
                add(matcher.start(), matcher.end(), matcher.group(), found);
            }
        }
    }

    private static void add(int from, int to, String value, List<Found> found) {
        if (found.stream().noneMatch(other -> other.from() < to && other.to() > from)) {
            found.add(new Found(from, to, value));
        }
    }

    private static String replaced(String text, List<Found> found, UnaryOperator<String> mask) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Found each : found) {
            out.append(text, from, each.from()).append(mask.apply(each.value()));
            from = each.to();
        }
        return out.append(text, from, text.length()).toString();
    }

    /// A value without blanks, hyphens, brackets and case: how values are compared that are no number or address
    /// which [ContactForms] knows.
    public static String normal(String value) {
        return BETWEEN.matcher(value.strip().toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /// `13912345678` → `139••••5678`, `ann@example.com` → `a•••@example.com`; anything of up to six characters
    /// vanishes.
    public static String maskValue(String value) {
        int at = value.indexOf('@');
        if (at > 0 && value.indexOf('@', at + 1) < 0) {
            return value.substring(0, value.offsetByCodePoints(0, 1)) + HIDDEN + value.substring(at);
        } else if (at > 0) {
            return MailAddresses.read(value).stream()
                    .map(address -> maskValue(address.whole()))
                    .collect(Collectors.joining(", "));
        }
        int length = value.length();
        return length <= 6
                ? HIDDEN
                : value.substring(0, 3) + "••••" + value.substring(length - Math.min(4, length - 5));
    }

    private static boolean hasLongDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9' || c >= '０' && c <= '９') && ++digits >= PhoneNumbers.LEAST_DIGITS) {
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
