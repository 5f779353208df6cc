package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.TextMask;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the values met so far let one think of run-time fields: their kind holds for all values, their sensitivity for
/// many of them. Feed it every value, then give its guesses to [RunTimeFields#ensure].
public final class RunTimeGuesses {
    private static final int MOST_NAMES = 2 * RunTimeFields.MOST;
    private static final int LONGEST_NUMBER = 17;
    /// Digits from which a number may be that of a card or an identity.
    private static final int LONG_NUMBER = 13;
    /// So many values are all looked at for what identifies people, then every 64th: the patterns are dear.
    private static final int CLOSELY = 1_000;

    private static final int EVERY = 64;
    /// No leading zeros: `00123` is a code, and as a number it would be found and sorted as another one.
    private static final Pattern NUMBER = Pattern.compile("[+-]?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,2})?");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:[ T]\\d{2}:\\d{2}.{0,24})?");

    private static final Pattern TELLING_NAME = Pattern.compile(
            "phone|mobile|(^|[^a-z])(tel|fax|ssn|iban)([^a-z]|$)|telephone|cell.?(no|number)|e-?mail|passport|"
                    + "id.?card|identity|(card|account).?(no|number)|whatsapp|wechat.?id|address|电话|手机|邮箱|邮件地址|"
                    + "身份证|证件号|护照|卡号|银行账|账号|微信号|住址|地址",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, Map<String, Seen>> holders = new LinkedHashMap<>();

    private static final class Seen {
        boolean numbers = true;
        boolean days = true;
        boolean telling;
        boolean sixOrMore;
        long values;
        long looked;
        long contacts;
        long longNumbers;

        /// One random long number in ten passes the check digit of a card, so most of them must.
        boolean sensitive() {
            return (telling && sixOrMore) || contacts * 10 > looked || longNumbers * 2 > looked;
        }
    }

    /// Takes in the values of one record.
    ///
    /// @param holder `attributes` or `answers`
    public void see(String holder, Map<String, List<String>> values) {
        Map<String, Seen> names = holders.computeIfAbsent(holder, name -> new LinkedHashMap<>());
        values.forEach((name, list) -> {
            if (!list.isEmpty() && (names.size() < MOST_NAMES || names.containsKey(name))) {
                Seen seen = names.computeIfAbsent(name, RunTimeGuesses::named);
                for (String value : list) {
                    look(seen, value.strip());
                }
            }
        });
    }

    private static Seen named(String name) {
        Seen seen = new Seen();
        seen.telling = TELLING_NAME.matcher(name).find();
        return seen;
    }

    private static void look(Seen seen, String value) {
        seen.values++;
        seen.sixOrMore = seen.sixOrMore || value.length() >= 6;
        seen.numbers = seen.numbers && isNumber(value);
        seen.days = seen.days && isDay(value);
        if (seen.values <= CLOSELY || seen.values % EVERY == 0) {
            seen.looked++;
            lookForPeople(seen, value);
        }
    }

    /// The whole value is one such number: a sentence that mentions one does not make its field secret.
    private static void lookForPeople(Seen seen, String value) {
        List<String> found = TextMask.mask(value).found();
        if (found.size() == 1 && found.getFirst().equals(TextMask.normal(value))) {
            if (found.getFirst().length() >= LONG_NUMBER && found.getFirst().indexOf('@') < 0) {
                seen.longNumbers++;
            } else {
                seen.contacts++;
            }
        }
    }

    private static boolean isNumber(String value) {
        return value.length() <= LONGEST_NUMBER && NUMBER.matcher(value).matches();
    }

    /// A day, or a day and a time as exports write them: the index keeps the day.
    private static boolean isDay(String value) {
        if (!DAY.matcher(value).matches()) {
            return false;
        }
        try {
            LocalDate.parse(value.substring(0, 10));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// By holder, then by name.
    public Map<String, Map<String, RunTimeFields.Guess>> guesses() {
        Map<String, Map<String, RunTimeFields.Guess>> guesses = new LinkedHashMap<>();
        holders.forEach((holder, names) -> {
            Map<String, RunTimeFields.Guess> each = new LinkedHashMap<>();
            names.forEach((name, seen) -> each.put(
                    name,
                    new RunTimeFields.Guess(
                            kind(seen),
                            seen.sensitive() ? Sensitivity.SECRET : Sensitivity.OPEN,
                            new Label(name, name),
                            null)));
            guesses.put(holder, each);
        });
        return guesses;
    }

    private static RunTimeField.Kind kind(Seen seen) {
        if (seen.values == 0 || seen.sensitive()) {
            return RunTimeField.Kind.TEXT;
        }
        return seen.numbers ? RunTimeField.Kind.NUMBER : seen.days ? RunTimeField.Kind.DAY : RunTimeField.Kind.TEXT;
    }
}
