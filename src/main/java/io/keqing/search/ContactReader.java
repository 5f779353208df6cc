package io.keqing.search;

import io.keqing.privacy.ContactForms;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds a phone number or e-mail address in what was typed, before blanks part it into words: `020 7946 0735`,
/// `+86 (0512) 6655 7703 转 205`, `<ann@a.example>,`, `尾号7701`, `*7701`. A number with blanks must be a number of
/// some
/// country; one without is taken as it is, since a clause for it finds ids and texts with the very digits too.
final class ContactReader {
    private static final int LEAST_DIGITS = 7;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_LENGTH = 40;

    private static final Pattern ADDRESS = Pattern.compile(
            "[<＜]?(?:mailto[:：])?([\\p{L}\\p{M}\\p{N}._%+'&~=-]{1,64}[@＠][\\p{L}\\p{M}\\p{N}-]{1,63}"
                    + "(?:\\.[\\p{L}\\p{M}\\p{N}-]{1,63}){1,6})[>＞]?",
            Pattern.CASE_INSENSITIVE);
    /// Pasted links to numbers.
    private static final Pattern SCHEME = Pattern.compile("(?:tel|sms|callto):", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDING = Pattern.compile("(?:尾号|尾號|尾数|尾數|后四位|後四位|末四位|[*＊])[:：为是]?[  ]?\\d{4,12}");
    private static final Pattern EXTENSION = Pattern.compile(
            "[  ]?[,，]?[  ]?(?:转|轉|分机|分機|内线|內線|(?i:extension|extn|ext)\\.?|[xX#])[  ]?[.:：]?[  ]?\\d{1,6}");
    private static final Pattern BOUND =
            Pattern.compile("[\\s\\p{Z}()（）,;，；、。！？>＞]|[.!?](?:[\\s\\p{Z}]|$)|/[\\s\\p{Z}]|$");
    /// What stands between several of them, of which any is asked for.
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}]*[,;，；、/][\\s\\p{Z}]*");
    /// What people leave at their end.
    private static final Pattern LAST_SIGN = Pattern.compile("[,;，；、。]+(?=[\\s\\p{Z}()（）]|$)");
    private static final Pattern PLAIN_AMOUNT = Pattern.compile("\\d+\\.\\d{1,3}|\\d{1,3}(?:\\.\\d{1,3}){3}");

    private ContactReader() {}

    /// @param to the place behind it
    record Contact(String text, int to) {}

    /// Those that stand one behind the other, with commas between them; none where none begins here.
    ///
    /// @param to the place behind them and behind what people leave at their end
    record Contacts(List<Clause.Contact> all, int to) {}

    static Contacts readAll(String text, int at) {
        Set<Clause.Contact> all = new LinkedHashSet<>();
        int to = at;
        int from = at;
        Contact contact = read(text, from);
        while (contact != null) {
            all.add(new Clause.Contact(contact.text()));
            to = contact.to();
            from = behind(BETWEEN, text, to);
            contact = from > to && from < text.length() ? read(text, from) : null;
        }
        return new Contacts(List.copyOf(all), all.isEmpty() ? at : behind(LAST_SIGN, text, to));
    }

    static @Nullable Contact read(String text, int at) {
        Contact address = address(text, at);
        if (address != null) {
            return address;
        }
        Matcher ending = ENDING.matcher(text).region(at, text.length());
        if (ending.lookingAt() && isBound(text, ending.end())) {
            return new Contact(ending.group().strip(), ending.end());
        }
        return number(text, at);
    }

    private static int behind(Pattern signs, String text, int at) {
        Matcher sign = signs.matcher(text).region(at, text.length());
        return sign.lookingAt() ? sign.end() : at;
    }

    private static @Nullable Contact address(String text, int at) {
        Matcher match = ADDRESS.matcher(text).region(at, text.length());
        return match.lookingAt() && isBound(text, match.end()) ? new Contact(match.group(1), match.end()) : null;
    }

    /// The longest number that begins here.
    private static @Nullable Contact number(String text, int start) {
        Matcher scheme = SCHEME.matcher(text).region(start, text.length());
        int at = scheme.lookingAt() ? scheme.end() : start;
        if (at == text.length()) {
            return null;
        }
        char first = text.charAt(at);
        if (digit(first) < 0 && "+＋(（".indexOf(first) < 0) {
            return null;
        }
        int end = at;
        int best = -1;
        while (end < text.length() && end - at < MOST_LENGTH && isSign(text, end)) {
            end++;
            if (digit(text.charAt(end - 1)) >= 0) {
                int to = withExtension(text, end);
                if (isBound(text, to) && isNumber(text.substring(at, end))) {
                    best = to;
                }
            }
        }
        return best < 0 ? null : new Contact(text.substring(at, best), best);
    }

    private static int withExtension(String text, int end) {
        Matcher extension = EXTENSION.matcher(text).region(end, text.length());
        return extension.lookingAt() && isBound(text, extension.end()) ? extension.end() : end;
    }

    /// A sign of a number. A minus behind a blank excludes what follows, unless another blank follows it.
    private static boolean isSign(String text, int at) {
        char c = text.charAt(at);
        boolean blankBefore = at > 0 && TypedText.isBlank(text.charAt(at - 1));
        boolean blankBehind = at + 1 < text.length() && TypedText.isBlank(text.charAt(at + 1));
        if (TypedText.isBlank(c)) {
            return !blankBefore || at > 1 && TypedText.isMinus(text.charAt(at - 1));
        } else if (TypedText.isMinus(c) || "‐‑‒–—".indexOf(c) >= 0) {
            return !blankBefore || blankBehind;
        }
        return digit(c) >= 0 || TypedText.isOpen(c) || TypedText.isClose(c) || "+＋./／．".indexOf(c) >= 0;
    }

    private static boolean isNumber(String written) {
        int digits = (int) written.chars().filter(c -> digit((char) c) >= 0).count();
        if (digits < LEAST_DIGITS || digits > MOST_DIGITS || !isBracketed(written)) {
            return false;
        }
        boolean parted = written.chars().anyMatch(c -> TypedText.isBlank((char) c) || TypedText.isOpen((char) c));
        return parted
                ? ContactForms.mayBeNumber(written)
                : !written.contains("..") && !PLAIN_AMOUNT.matcher(written).matches() && !ContactForms.isDate(written);
    }

    /// Brackets pair up, around a country or an area, and hold some digits: `(+86)`, `(0)`, `(0512)`.
    private static boolean isBracketed(String written) {
        int pairs = 0;
        int open = -1;
        for (int at = 0; at < written.length(); at++) {
            if (TypedText.isOpen(written.charAt(at))) {
                if (open >= 0) {
                    return false;
                }
                open = at;
            } else if (TypedText.isClose(written.charAt(at))) {
                if (open < 0 || at - open > 6 || at - open < 2) {
                    return false;
                }
                open = -1;
                pairs++;
            }
        }
        return open < 0 && (pairs <= 1 || pairs == 2 && "+＋".indexOf(written.charAt(1)) >= 0);
    }

    private static boolean isBound(String text, int at) {
        return BOUND.matcher(text).region(at, text.length()).lookingAt();
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' || c >= '０' && c <= '９' ? Character.digit(c, 10) : -1;
    }
}
