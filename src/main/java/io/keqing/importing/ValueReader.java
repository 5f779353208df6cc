package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the text of a cell into the value of a field. Numbers, money and dates that can't be read are an error; what
/// is on no list of choices is kept beside, as the text it came as.
final class ValueReader {
    static final int LONGEST_ID = 512;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[;|；、]");
    private static final Set<String> YES =
            Set.of("是", "yes", "y", "true", "t", "1", "on", "有", "对", "√", "✓", "已同意", "同意");
    private static final Set<String> NO = Set.of("否", "no", "n", "false", "f", "0", "off", "无", "不", "×", "未同意", "不同意");

    private static final int MOST_REMEMBERED = 1_000;

    private final Habits habits;
    /// Choices have few spellings and millions of rows.
    private final Map<ValueKind.Choice, Map<String, Read>> choices = new IdentityHashMap<>();

    ValueReader(Habits habits) {
        this.habits = habits;
    }

    /// What a text means.
    ///
    /// @param value null where it means nothing the field could hold
    /// @param understood false where the text itself is to be kept beside, for nothing may be lost
    record Read(@Nullable Object value, boolean understood) {
        static Read as(@Nullable Object value) {
            return new Read(value, true);
        }
    }

    /// @param text of a cell, not blank
    /// @throws UnreadableValue where the row must not be written
    Read read(Field<?> field, String text) throws UnreadableValue {
        String said = text.strip();
        return switch (field.kind()) {
            case ValueKind.Text t -> Read.as(said);
            case ValueKind.Keyword k -> Read.as(said);
            case ValueKind.Keywords k -> Read.as(words(said));
            case ValueKind.Choice choice -> choice(choice, said);
            case ValueKind.Flag f -> flag(said);
            case ValueKind.Day d -> Read.as(day(field, said));
            case ValueKind.Moment m -> Read.as(moment(field, said));
            case ValueKind.Money m -> Read.as(decimal(field, said, "an amount of money"));
            case ValueKind.Number number -> Read.as(number(field, number, said));
            case ValueKind.Reference r -> Read.as(id(field.name(), said));
            case ValueKind.RunTime r -> throw new IllegalArgumentException(field + " is not read from one text");
        };
    }

    /// An id: short enough to be found by.
    static String id(String field, String text) throws UnreadableValue {
        if (text.length() > LONGEST_ID) {
            throw new UnreadableValue(field + " must have at most " + LONGEST_ID + " characters");
        }
        return text;
    }

    private static @Nullable List<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : BETWEEN_WORDS.split(text)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words.isEmpty() ? null : new ArrayList<>(words);
    }

    private Read choice(ValueKind.Choice choice, String text) {
        Map<String, Read> known = choices.computeIfAbsent(choice, kind -> new HashMap<>());
        Read read = known.get(text);
        if (read == null) {
            read = chosen(choice, text);
            if (known.size() < MOST_REMEMBERED) {
                known.put(text, read);
            }
        }
        return read;
    }

    private static Read chosen(ValueKind.Choice choice, String text) {
        Option meant = choice.meantBy(text).orElse(null);
        if (meant != null) {
            return Read.as(meant.value());
        }
        return new Read(choice.hasOther() ? "other" : null, false);
    }

    private static Read flag(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return YES.contains(lower) ? Read.as(true) : NO.contains(lower) ? Read.as(false) : new Read(null, false);
    }

    private LocalDate day(Field<?> field, String text) throws UnreadableValue {
        return date(field, text, "a day").day();
    }

    private Instant moment(Field<?> field, String text) throws UnreadableValue {
        DateText date = date(field, text, "a date and time");
        return date.offset() == null
                ? date.atTime().atZone(habits.zone()).toInstant()
                : date.atTime().toInstant(date.offset());
    }

    private DateText date(Field<?> field, String text, String what) throws UnreadableValue {
        DateText date =
                DateText.of(text, habits.dateOrder(), habits.saidOrder()).orElse(null);
        if (date == null || date.day().getYear() < 1) {
            String order = switch (habits.dateOrder()) {
                case DMY -> "25.3.2025";
                case MDY -> "3/25/2025";
                case YMD -> "2025/3/25";
                case SERIAL -> "45741";
                case SERIAL1904 -> "44279";
            };
            throw new UnreadableValue(field + " must be " + what + " such as 2025-03-25 or " + order);
        }
        return date;
    }

    private BigDecimal decimal(Field<?> field, String text, String what) throws UnreadableValue {
        return NumberText.of(text, habits.decimalComma())
                .orElseThrow(() -> new UnreadableValue(field + " must be " + what));
    }

    private Double number(Field<?> field, ValueKind.Number kind, String text) throws UnreadableValue {
        String rule = rule(kind);
        double number = decimal(field, text, rule).doubleValue();
        if (kind.whole() && number != Math.rint(number) || number < kind.lowest() || number > kind.highest()) {
            throw new UnreadableValue(field + " must be " + rule);
        }
        return number;
    }

    private static String rule(ValueKind.Number kind) {
        String what = kind.whole() ? "a whole number" : "a number";
        if (kind.lowest() == -Double.MAX_VALUE && kind.highest() == Double.MAX_VALUE) {
            return what;
        }
        return what + " " + NumberText.plain(kind.lowest()) + " to " + NumberText.plain(kind.highest());
    }

    /// The raw text under the name that keeps it: `attributes.tier_raw`.
    static Map.Entry<String, List<String>> kept(Field<?> field, String text) {
        return Map.entry(field.name() + "_raw", List.of(text.strip()));
    }
}
