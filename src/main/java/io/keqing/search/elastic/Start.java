package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.search.InvalidQueryException;
import java.time.Instant;
import java.time.ZoneOffset;

/// Where records that are ordered by a field reach a value: the sort value just before the first of them.
/// What lies before it is not read, so that the middle of a million records is as near as their beginning.
final class Start {
    /// Behind every word that begins with the one before it.
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    private final Dates dates;
    private final Instant now;
    private final NameOrder names;

    Start(Dates dates, Instant now, NameOrder names) {
        this.dates = dates;
        this.now = now;
        this.names = names;
    }

    /// @param descending from the last of the value's span, or of the words that begin with it
    /// @throws InvalidQueryException where the value is not of the field's kind
    Object of(Place place, String value, boolean descending) {
        Field<?> field = place.field();
        return switch (field.kind()) {
            case ValueKind.Number number -> FilterTranslator.number(field, value);
            case ValueKind.Money money -> FilterTranslator.number(field, value);
            case ValueKind.Day day -> {
                Dates.DaySpan span = dates.days(field.name(), value, now);
                yield (descending ? span.to().minusDays(1) : span.from())
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            case ValueKind.Moment moment -> {
                Dates.Span span = dates.moments(field.name(), value, now);
                yield descending ? span.to().toEpochMilli() - 1 : span.from().toEpochMilli();
            }
            case ValueKind.Choice choice -> FilterTranslator.option(field, choice, value);
            case ValueKind.Text text -> descending ? names.behind(value) : names.from(value);
            case ValueKind.Keyword keyword -> word(value, descending);
            case ValueKind.Keywords keywords -> word(value, descending);
            case ValueKind.Flag flag -> throw none(field);
            case ValueKind.Reference reference -> throw none(field);
            case ValueKind.RunTime runTime -> throw none(field);
        };
    }

    private static String word(String value, boolean descending) {
        return descending ? value + LAST : value;
    }

    private static InvalidQueryException none(Field<?> field) {
        return new InvalidQueryException(field + " is no field to go to a value of");
    }
}
