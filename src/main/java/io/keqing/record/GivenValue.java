package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value as a program or a form gave it, taken for what its field holds: texts, numbers, flags, lists and objects of
/// JSON, or the Java type the field keeps. Nothing is guessed: what is not of the field's kind breaks a rule.
final class GivenValue {
    static final int LONGEST_NAME = 200;

    private GivenValue() {}

    /// What a value breaks.
    ///
    /// @param field with the name inside it where it has one: `attributes.colour`
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final String field;
        private final String value;
        private final String rule;

        Broken(String field, Object value, String rule) {
            super(rule, null, false, false);
            this.field = field;
            this.value = Rejection.shortened(String.valueOf(value));
            this.rule = rule;
        }

        Rejection at(long line) {
            return new Rejection(line, field, value, rule);
        }
    }

    /// @param source the source that a reference given by its id alone points into
    /// @return null where the value says that there is none
    static @Nullable Object read(Field<?> field, @Nullable Object given, String source) throws Broken {
        if (given == null) {
            return null;
        }
        String name = field.name();
        return switch (field.kind()) {
            case ValueKind.Text k -> emptyToNull(text(name, given));
            case ValueKind.Keyword k -> emptyToNull(text(name, given).strip());
            case ValueKind.Keywords k -> texts(name, given);
            case ValueKind.Choice choice -> choice(name, choice, given);
            case ValueKind.Flag k -> flag(name, given);
            case ValueKind.Day k -> day(name, given);
            case ValueKind.Moment k -> moment(name, given);
            case ValueKind.Money k -> money(name, given);
            case ValueKind.Number number -> number(name, number, given);
            case ValueKind.Reference k -> reference(name, given, source);
            case ValueKind.RunTime k -> runTime(name, given);
        };
    }

    /// @param broken the rule that a value breaks, empty where it breaks none
    static void within(String field, Object given, Optional<String> broken) throws Broken {
        if (broken.isPresent()) {
            throw new Broken(field, given, broken.get());
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }

    private static String text(String field, Object given) throws Broken {
        if (!(given instanceof String text)) {
            throw new Broken(field, given, "must be a text");
        }
        within(field, text.replace('\0', '␀'), ValueBounds.text(text));
        return text;
    }

    private static @Nullable List<String> texts(String field, Object given) throws Broken {
        List<String> texts = new ArrayList<>();
        for (Object each : given instanceof List<?> list ? list : List.of(given)) {
            String text = text(field, each == null ? "" : each).strip();
            if (!text.isEmpty() && !texts.contains(text)) {
                texts.add(text);
            }
        }
        return texts.isEmpty() ? null : List.copyOf(texts);
    }

    private static @Nullable String choice(String field, ValueKind.Choice choice, Object given) throws Broken {
        String text = text(field, given);
        if (text.isBlank()) {
            return null;
        }
        Optional<Option> meant = choice.meantBy(text);
        if (meant.isEmpty()) {
            throw new Broken(
                    field,
                    text,
                    "must be one of "
                            + choice.options().stream().map(Option::value).collect(Collectors.joining(", ")));
        }
        return meant.get().value();
    }

    private static Boolean flag(String field, Object given) throws Broken {
        if (given instanceof Boolean flag) {
            return flag;
        }
        throw new Broken(field, given, "must be true or false");
    }

    private static LocalDate day(String field, Object given) throws Broken {
        try {
            LocalDate day = given instanceof LocalDate typed ? typed : LocalDate.parse(text(field, given));
            within(field, given, ValueBounds.day(day));
            return day;
        } catch (DateTimeException e) {
            throw new Broken(field, given, "must be a day such as 2026-01-31");
        }
    }

    private static Instant moment(String field, Object given) throws Broken {
        try {
            Instant at = given instanceof Instant typed
                    ? typed
                    : OffsetDateTime.parse(text(field, given)).toInstant();
            within(field, given, ValueBounds.moment(at));
            return at;
        } catch (DateTimeException e) {
            throw new Broken(field, given, "must be an instant such as 2026-01-31T09:30:00Z");
        }
    }

    private static BigDecimal money(String field, Object given) throws Broken {
        BigDecimal amount = decimal(field, given);
        within(field, given, ValueBounds.amount(amount));
        return amount.signum() == 0 ? BigDecimal.ZERO : amount;
    }

    private static Double number(String field, ValueKind.Number kind, Object given) throws Broken {
        double number = decimal(field, given).doubleValue();
        if (!ValueBounds.isWithin(kind, number)) {
            throw new Broken(field, given, "must be a " + (kind.whole() ? "whole " : "") + "number" + range(kind));
        }
        return number + 0.0;
    }

    private static String range(ValueKind.Number kind) {
        boolean from = kind.lowest() > -Double.MAX_VALUE;
        boolean to = kind.highest() < 1e15;
        return (from ? " from %.0f".formatted(kind.lowest()) : "") + (to ? " to %.0f".formatted(kind.highest()) : "");
    }

    private static BigDecimal decimal(String field, Object given) throws Broken {
        try {
            return switch (given) {
                case BigDecimal typed -> typed;
                case Number typed -> new BigDecimal(typed.toString());
                case String text when text.length() <= 100 -> new BigDecimal(text.strip());
                default -> throw new Broken(field, given, "must be a number");
            };
        } catch (NumberFormatException e) {
            throw new Broken(field, given, "must be a number");
        }
    }

    private static RecordId reference(String field, Object given, String source) throws Broken {
        try {
            return switch (given) {
                case RecordId typed -> typed;
                case String id -> new RecordId(source, id);
                case Map<?, ?> map
                when map.size() == 2
                        && map.get("source") instanceof String from
                        && map.get("id") instanceof String id -> new RecordId(from, id);
                default -> throw new Broken(field, given, "must be an id of the same source, or {source, id}");
            };
        } catch (IllegalArgumentException e) {
            throw new Broken(field, given, "must refer to a record: " + e.getMessage());
        }
    }

    private static Map<String, List<String>> runTime(String field, Object given) throws Broken {
        if (!(given instanceof Map<?, ?> map)) {
            throw new Broken(field, given, "must be an object of names and values");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey()).strip();
            if (name.isEmpty()
                    || name.length() > LONGEST_NAME
                    || ValueBounds.text(name).isPresent()) {
                throw new Broken(
                        field,
                        name.replace('\0', '␀'),
                        "must have names of 1 to %d characters".formatted(LONGEST_NAME));
            }
            values.put(name, plainTexts(field + "." + name, entry.getValue()));
        }
        return values;
    }

    /// Empty where the value is null: it is taken away.
    private static List<String> plainTexts(String field, @Nullable Object given) throws Broken {
        if (given == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object each : given instanceof List<?> list ? list : List.of(given)) {
            String text = switch (each) {
                case String written -> text(field, written);
                case BigDecimal number when Math.abs((long) number.scale()) <= 100 -> number.toPlainString();
                case Number number when !(number instanceof BigDecimal) -> number.toString();
                case Boolean flag -> flag.toString();
                case null, default ->
                    throw new Broken(
                            field, String.valueOf(each), "must be a text, a number, true or false, or a list of them");
            };
            if (!text.isBlank()) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }
}
