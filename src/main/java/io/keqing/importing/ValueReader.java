package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.importing.value.AnswerText;
import io.keqing.importing.value.AnswerWords;
import io.keqing.importing.value.Currencies;
import io.keqing.importing.value.NothingWords;
import io.keqing.importing.value.NumberText;
import io.keqing.importing.value.NumberText.Amount;
import io.keqing.importing.value.VisibleText;
import io.keqing.record.ValueBounds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the text of a cell into the value of a field. Numbers, money and dates that can't be read are an error; what
/// is on no list of choices is kept beside, as the text it came as. What a value may be at all is said by
/// [ValueBounds], for files as for single records.
final class ValueReader {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[;|；、\\r\\n]");
    private static final Pattern BETWEEN_WORDS_OR_COMMA = Pattern.compile("[;|；、,，\\r\\n]");
    private static final Set<String> YES =
            Set.of("是", "yes", "y", "true", "t", "1", "on", "有", "对", "√", "✓", "已同意", "同意");
    private static final Set<String> NO = Set.of("否", "no", "n", "false", "f", "0", "off", "无", "不", "×", "未同意", "不同意");

    private static final int MOST_REMEMBERED = 1_000;

    private final Habits habits;
    private final DateReader dates;
    /// Choices have few spellings and millions of rows.
    private final Map<ValueKind.Choice, Map<String, Read>> choices = new IdentityHashMap<>();

    ValueReader(Habits habits) {
        this.habits = habits;
        this.dates = new DateReader(habits);
    }

    /// What a text means.
    ///
    /// @param value null where it means nothing the field could hold
    /// @param understood false where the text itself is to be kept beside, for nothing may be lost
    /// @param remarks what people must know who trust the value, each a rule that is counted
    /// @param currency that stood beside an amount, null where none did
    record Read(
            @Nullable Object value,
            boolean understood,
            List<String> remarks,
            @Nullable String currency) {
        static Read as(@Nullable Object value) {
            return new Read(value, true, List.of(), null);
        }

        static Read as(@Nullable Object value, String remark) {
            return new Read(value, true, List.of(remark), null);
        }

        static Read unknown(@Nullable Object value) {
            return new Read(value, false, List.of(), null);
        }

        /// The text says that there is no value.
        static Read nothing(String text) {
            return as(null, "\"" + text + "\" is taken as no value");
        }
    }

    Read read(Field<?> field, String text) throws UnreadableValue {
        return read(field, text, ColumnHabits.USUAL);
    }

    /// @param text of a cell, not blank
    /// @throws UnreadableValue where the row must not be written
    Read read(Field<?> field, String text, ColumnHabits own) throws UnreadableValue {
        String said = text.strip();
        UnreadableValue.throwIf(field.name(), ValueBounds.text(said));
        if (own.nothing().contains(said)) {
            return Read.nothing(said);
        }
        return switch (field.kind()) {
            case ValueKind.Text t -> field.has(Use.SORT) ? words(said) : Read.as(said);
            case ValueKind.Keyword k -> field.has(Use.CONTACT) ? contact(said, own) : words(said);
            case ValueKind.Keywords k -> Read.as(list(said, own.commasPart()));
            case ValueKind.Choice choice -> choice(choice, said, own);
            case ValueKind.Flag f -> flag(said, own);
            case ValueKind.Day d -> dates.day(field, VisibleText.withoutApostrophe(said), own);
            case ValueKind.Moment m -> dates.moment(field, VisibleText.withoutApostrophe(said), own);
            case ValueKind.Money m -> money(field, VisibleText.withoutApostrophe(said), own);
            case ValueKind.Number number -> number(field, number, VisibleText.withoutApostrophe(said), own);
            case ValueKind.Reference r -> id(field.name(), said, own);
            case ValueKind.RunTime r -> throw new IllegalArgumentException(field + " is not read from one text");
        };
    }

    /// What a record is told by: short enough to be found by, without what nobody sees.
    Read id(String field, String text, ColumnHabits own) throws UnreadableValue {
        UnreadableValue.throwIf(field, ValueBounds.id(text));
        Read read = identity(text, own);
        if (read.value() instanceof String id && LostDigits.in(id)) {
            throw new UnreadableValue(field + " " + LostDigits.RULE);
        }
        return read;
    }

    private static Read contact(String text, ColumnHabits own) {
        Read read = identity(text, own);
        return read.value() instanceof String number && VisibleText.isScientific(number)
                ? Read.as(null, "a number that a spreadsheet has cut to a power of ten is taken as no value")
                : read;
    }

    private static Read identity(String text, ColumnHabits own) {
        String seen = VisibleText.withoutApostrophe(VisibleText.unwrapped(VisibleText.identity(text)));
        if (own.nothing().contains(seen) || own.usualNothing() && NothingWords.isCertain(seen)) {
            return Read.nothing(seen);
        }
        if (own.areFloats() && VisibleText.isFloat(seen)) {
            return Read.as(VisibleText.withoutFraction(seen), "a needless fraction (.0) was taken off");
        }
        return compare(text, seen);
    }

    private static Read words(String text) {
        return compare(text, VisibleText.words(text));
    }

    private static Read compare(String before, String after) {
        String value = after.isEmpty() ? null : after;
        return before.equals(after) ? Read.as(value) : Read.as(value, "characters that nobody sees were taken out");
    }

    private static @Nullable List<String> list(String text, boolean commasPart) {
        boolean isParted = BETWEEN_WORDS.matcher(text).find();
        Pattern between = commasPart && !isParted ? BETWEEN_WORDS_OR_COMMA : BETWEEN_WORDS;
        Set<String> words = new LinkedHashSet<>();
        for (String word : between.split(text)) {
            String seen = VisibleText.words(word);
            if (!seen.isBlank()) {
                words.add(seen.strip());
            }
        }
        return words.isEmpty() ? null : new ArrayList<>(words);
    }

    private Read choice(ValueKind.Choice choice, String text, ColumnHabits own) {
        Map<String, Read> known = choices.computeIfAbsent(choice, kind -> new HashMap<>());
        Read read = known.get(text);
        if (read == null) {
            read = chosen(choice, text, own);
            if (known.size() < MOST_REMEMBERED) {
                known.put(text, read);
            }
        }
        return read;
    }

    private static Read chosen(ValueKind.Choice choice, String text, ColumnHabits own) {
        Option meant = choice.meantBy(text).orElse(null);
        if (meant != null) {
            return Read.as(meant.value());
        }
        return isNothing(text, own) ? Read.nothing(text) : Read.unknown(choice.hasOther() ? "other" : null);
    }

    private static Read flag(String text, ColumnHabits own) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (YES.contains(lower) || NO.contains(lower)) {
            return Read.as(YES.contains(lower));
        }
        return isNothing(text, own) ? Read.nothing(text) : Read.unknown(null);
    }

    private static boolean isNothing(String text, ColumnHabits own) {
        return own.usualNothing() && NothingWords.isLikely(text);
    }

    private Read money(Field<?> field, String text, ColumnHabits own) throws UnreadableValue {
        Amount amount = NumberText.of(text, own.marks()).orElse(null);
        if (amount == null && isNothing(text, own)) {
            return Read.nothing(text);
        }
        if (amount == null) {
            throw new UnreadableValue(field + " must be an amount of money" + hint(own));
        }
        return amount(field, own.times(amount.number()), amount, own);
    }

    private Read amount(Field<?> field, BigDecimal value, Amount amount, ColumnHabits own) throws UnreadableValue {
        BigDecimal rounded = ValueBounds.rounded(value);
        UnreadableValue.throwIf(field.name(), ValueBounds.amount(rounded));
        List<String> remarks = new ArrayList<>(remarks(amount));
        if (rounded.compareTo(value) != 0) {
            remarks.add("rounded to " + ValueBounds.MOST_DECIMALS + " decimals");
        }
        String sign = amount.sign().isEmpty() ? own.sign() : amount.sign();
        String code = Currencies.code(sign, habits.currency()).orElse(null);
        if (code != null && Currencies.isShared(sign)) {
            remarks.add("\"" + sign + "\" is taken as the currency " + code);
        }
        return new Read(rounded, true, remarks, code);
    }

    /// The value of a number that was worked out, within the bounds of its field.
    Read readComputed(Field<?> field, ComputedNumber.Result result, ColumnHabits own) throws UnreadableValue {
        BigDecimal number = result.number();
        if (field.kind() instanceof ValueKind.Number kind) {
            return Read.as(within(field, kind, number));
        }
        return amount(field, number, new Amount(number, result.sign(), ""), own);
    }

    private static List<String> remarks(Amount amount) {
        return amount.unit().isEmpty() ? List.of() : List.of("\"" + amount.unit() + "\" behind a number multiplies it");
    }

    private static String hint(ColumnHabits own) {
        return own.marks().fixed()
                ? "; \"decimal\" in the mapping is \"" + own.marks().decimal() + "\""
                : "";
    }

    private static Read number(Field<?> field, ValueKind.Number kind, String text, ColumnHabits own)
            throws UnreadableValue {
        Amount amount = NumberText.of(text, own.marks()).orElse(null);
        if (amount != null) {
            Double number = within(field, kind, own.times(amount.number()));
            return new Read(number, true, remarks(amount), null);
        }
        String word = own.words().get(text);
        if (word != null) {
            return Read.as(within(field, kind, new BigDecimal(word)), "answers in words were read as steps of a scale");
        }
        if (isNothing(text, own)) {
            return Read.nothing(text);
        }
        Optional<Amount> labelled = AnswerText.numberIn(text).flatMap(inside -> NumberText.of(inside, own.marks()));
        if (labelled.isPresent()) {
            return Read.as(within(field, kind, labelled.get().number()), "the number beside a label was read");
        }
        throw new UnreadableValue(field + " must be " + rule(kind) + (isAnswer(field, text) ? WORDS_HINT : hint(own)));
    }

    private static final String WORDS_HINT = "; \"values\" in the mapping can say which number a word means";

    private static boolean isAnswer(Field<?> field, String text) {
        return AnswerWords.isStep(text)
                || YES.contains(text.toLowerCase(Locale.ROOT))
                || NO.contains(text.toLowerCase(Locale.ROOT))
                || field.kind() instanceof ValueKind.Number kind
                        && kind.highest() < Double.MAX_VALUE
                        && text.chars().noneMatch(Character::isDigit);
    }

    private static Double within(Field<?> field, ValueKind.Number kind, BigDecimal value) throws UnreadableValue {
        double number = value.doubleValue();
        if (!ValueBounds.isWithin(kind, number)) {
            throw new UnreadableValue(field + " must be " + rule(kind));
        }
        return number + 0.0;
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
