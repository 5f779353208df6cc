package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.importing.ValueReader.Read;
import io.keqing.importing.value.DateOrder;
import io.keqing.importing.value.DateText;
import io.keqing.importing.value.EpochUnit;
import io.keqing.importing.value.NothingWords;
import io.keqing.record.ValueBounds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Turns the text of a cell into a day or an instant.
final class DateReader {
    private final Habits habits;

    DateReader(Habits habits) {
        this.habits = habits;
    }

    Read day(Field<?> field, String text, ColumnHabits own) throws UnreadableValue {
        EpochUnit epoch = epoch(text, own);
        if (epoch != null) {
            return Read.as(epoch.instant(text).atZone(habits.zone()).toLocalDate());
        }
        DateText date = date(field, text, "a day", own);
        if (date == null) {
            return Read.nothing(text);
        }
        LocalDate day = date.day();
        UnreadableValue.throwIf(field.name(), ValueBounds.day(day));
        return Read.as(day);
    }

    Read moment(Field<?> field, String text, ColumnHabits own) throws UnreadableValue {
        EpochUnit epoch = epoch(text, own);
        if (epoch != null) {
            return Read.as(epoch.instant(text));
        }
        DateText date = date(field, text, "a date and time", own);
        if (date == null) {
            return Read.nothing(text);
        }
        ZoneId zone = date.zone() == null ? habits.zone() : date.zone();
        Instant at = date.atTime().atZone(zone).toInstant();
        UnreadableValue.throwIf(field.name(), ValueBounds.moment(at));
        return Read.as(at);
    }

    private static @Nullable EpochUnit epoch(String text, ColumnHabits own) {
        EpochUnit epoch = own.epoch();
        return epoch != null && epoch == EpochUnit.of(text) ? epoch : null;
    }

    /// Null where the text says that there is no date.
    private @Nullable DateText date(Field<?> field, String text, String what, ColumnHabits own) throws UnreadableValue {
        DateOrder order = own.order() == null ? habits.dateOrder() : own.order();
        DateText date = DateText.of(text, order, habits.saidOrder()).orElse(null);
        boolean isNothing = date == null ? DateText.isZero(text) || NothingWords.isLikely(text) : date.isFirstOrLast();
        if (isNothing && own.usualNothing()) {
            return null;
        }
        if (date == null || date.day().getYear() < 1) {
            throw new UnreadableValue(
                    field + " must be " + what + " such as 2025-03-25 or " + example(order) + hint(text));
        }
        return date;
    }

    private static String example(DateOrder order) {
        return switch (order) {
            case DMY -> "25.3.2025";
            case MDY -> "3/25/2025";
            case YMD -> "2025/3/25";
            case SERIAL -> "45741";
            case SERIAL1904 -> "44279";
        };
    }

    /// Where the mapping could say what the text leaves open.
    private static String hint(String text) {
        if (DateText.hasShortYear(text)) {
            return "; \"dateOrder\" in the mapping says which part of a date is its year of two digits";
        }
        return DateText.namesSharedZone(text) ? "; several zones are called so: use one such as GMT+8" : "";
    }
}
