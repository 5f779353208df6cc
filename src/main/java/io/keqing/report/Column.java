package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.RecordId;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchResult.Hit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One column of a data sheet.
///
/// @param name what it shows, as REST calls it
/// @param field the field that it shows, or a half of
/// @param header unlike every other header of its sheet, whatever the case: Excel's tables demand it
/// @param masked whether its viewer sees masked values in it
record Column(
        String name,
        String field,
        String header,
        ValueKind<?> kind,
        boolean masked,
        Function<Hit, @Nullable Object> value) {
    private static final Label SOURCE = new Label("来源", "Source");
    private static final Label ID = new Label("编号", "Id");
    private static final Label YES = new Label("是", "Yes");
    private static final Label NO = new Label("否", "No");
    private static final int LONGEST_HEADER = 120;
    private static final ValueKind<String> WORD = new ValueKind.Keyword();

    Column(String name, String header, ValueKind<?> kind, boolean masked, Function<Hit, @Nullable Object> value) {
        this(name, name, header, kind, masked, value);
    }

    /// Who the record is, then the chosen fields.
    ///
    /// @param names fields in the order wanted; empty = all but the run-time ones, those of the
    /// result grid first
    /// @param born fields of the type born at run time that are facets: the index gives their
    ///     values along
    /// @throws InvalidQueryException where there is no such field, or it has no column
    static List<Column> of(FieldSet fields, List<String> names, List<Field<?>> born, Viewer viewer, Locale locale) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(
                "source", SOURCE.in(locale), WORD, false, hit -> hit.id().source()));
        columns.add(new Column("id", ID.in(locale), WORD, false, hit -> hit.id().id()));
        for (Field<?> field : chosen(fields, names, born)) {
            columns.addAll(of(field, !Masking.shows(field, viewer), locale));
        }
        return unlike(columns);
    }

    private static List<Field<?>> chosen(FieldSet fields, List<String> names, List<Field<?>> born) {
        if (names.isEmpty()) {
            return fields.fields().stream()
                    .filter(field -> !(field.kind() instanceof ValueKind.RunTime))
                    .sorted(Comparator.comparing(field -> !field.has(Use.COLUMN)))
                    .toList();
        }
        List<Field<?>> chosen = new ArrayList<>();
        for (String name : names) {
            if (!name.equals("source") && !name.equals("id")) {
                chosen.add(fields.named(name)
                        .filter(field -> !(field.kind() instanceof ValueKind.RunTime))
                        .or(() -> born.stream()
                                .filter(field -> field.name().equals(name))
                                .findFirst())
                        .orElseThrow(() -> new InvalidQueryException("a column must be a field of " + fields.type()
                                + ", or one born at run time that is a facet, was \"" + name + "\"")));
            }
        }
        return chosen;
    }

    private static List<Column> of(Field<?> field, boolean masked, Locale locale) {
        String label = field.label().in(locale);
        Function<Hit, @Nullable Object> value = hit -> hit.fields().get(field.name());
        return switch (field.kind()) {
            case ValueKind.Reference reference -> {
                String joint = locale.getLanguage().equals("zh") ? "" : " ";
                yield List.of(
                        new Column(
                                field.name() + ".source",
                                field.name(),
                                label + joint + SOURCE.in(locale).toLowerCase(locale),
                                WORD,
                                masked,
                                hit -> part(value.apply(hit), true)),
                        new Column(
                                field.name() + ".id",
                                field.name(),
                                label + joint + ID.in(locale).toLowerCase(locale),
                                WORD,
                                masked,
                                hit -> part(value.apply(hit), false)));
            }
            case ValueKind.Choice choice ->
                List.of(new Column(
                        field.name(), label, field.kind(), masked, hit -> labelled(choice, value.apply(hit), locale)));
            case ValueKind.Flag flag ->
                List.of(new Column(
                        field.name(),
                        label,
                        field.kind(),
                        masked,
                        hit -> value.apply(hit) instanceof Boolean set
                                ? (set ? YES : NO).in(locale)
                                : value.apply(hit)));
            case ValueKind.Text text -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.Keyword keyword -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.Keywords keywords -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.Day day -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.Moment moment -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.Money money -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.Number number -> List.of(new Column(field.name(), label, field.kind(), masked, value));
            case ValueKind.RunTime runTime -> List.of();
        };
    }

    /// Whether its values stand at the right.
    boolean isNumber() {
        return kind instanceof ValueKind.Number || kind instanceof ValueKind.Money;
    }

    private static @Nullable Object labelled(ValueKind.Choice choice, @Nullable Object value, Locale locale) {
        for (Option option : choice.options()) {
            if (option.value().equals(value)) {
                return option.label().in(locale);
            }
        }
        return value;
    }

    /// The two halves of `source/id` stand in columns of their own, so that a sheet can be joined to
    /// another by id.
    private static @Nullable Object part(@Nullable Object reference, boolean source) {
        if (reference instanceof RecordId id) {
            return source ? id.source() : id.id();
        }
        if (reference instanceof String text && text.indexOf('/') > 0) {
            int slash = text.indexOf('/');
            return source ? text.substring(0, slash) : text.substring(slash + 1);
        }
        return source ? null : reference;
    }

    /// Its value in no language: what REST calls a choice or a flag, and for all others what the sheet
    /// holds.
    @Nullable
    Object plain(Hit hit) {
        return kind instanceof ValueKind.Choice || kind instanceof ValueKind.Flag
                ? hit.fields().get(name)
                : value.apply(hit);
    }

    private static List<Column> unlike(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        List<Column> unlike = new ArrayList<>();
        for (Column column : columns) {
            String plain = column.header.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
            plain = plain.length() > LONGEST_HEADER ? plain.substring(0, LONGEST_HEADER) : plain;
            String header = plain.isEmpty() ? column.name : plain;
            for (int n = 2; !taken.add(header.toLowerCase(Locale.ROOT)); n++) {
                header = plain + " (" + n + ")";
            }
            unlike.add(new Column(column.name, column.field, header, column.kind, column.masked, column.value));
        }
        return unlike;
    }

    /// Writes the column's cell of `hit`. A value that isn't of the column's kind is a masked one: a
    /// text.
    void write(Hit hit, ZoneId zone, Cells cells) throws IOException {
        Object value = this.value.apply(hit);
        if (value == null) {
            cells.empty();
            return;
        }
        switch (kind) {
            case ValueKind.Text text -> cells.text(value.toString());
            case ValueKind.Keyword keyword -> cells.word(value.toString());
            case ValueKind.Choice choice -> cells.word(value.toString());
            case ValueKind.Flag flag -> cells.word(value.toString());
            case ValueKind.Reference reference -> cells.word(value.toString());
            case ValueKind.RunTime runTime -> cells.text(value.toString());
            case ValueKind.Keywords keywords -> cells.word(joined(value));
            case ValueKind.Day day -> {
                if (value instanceof LocalDate date) {
                    cells.day(date);
                } else {
                    cells.word(joined(value));
                }
            }
            case ValueKind.Moment moment -> {
                if (value instanceof Instant instant) {
                    cells.moment(instant.atZone(zone).toLocalDateTime());
                } else {
                    cells.word(value.toString());
                }
            }
            case ValueKind.Money money -> {
                if (value instanceof BigDecimal amount) {
                    cells.money(amount);
                } else if (value instanceof Double amount) {
                    moneyOf(amount, cells);
                } else if (value instanceof Number amount) {
                    cells.money(new BigDecimal(amount.toString()));
                } else {
                    cells.word(value.toString());
                }
            }
            case ValueKind.Number number -> {
                if (value instanceof Number amount) {
                    cells.number(amount.doubleValue(), number.whole());
                } else {
                    cells.word(joined(value));
                }
            }
        }
    }

    private static void moneyOf(double amount, Cells cells) throws IOException {
        if (Double.isFinite(amount)) {
            cells.money(BigDecimal.valueOf(amount));
        } else {
            cells.word(Double.toString(amount));
        }
    }

    private static String joined(Object value) {
        return value instanceof List<?> several
                ? String.join("; ", several.stream().map(String::valueOf).toList())
                : value.toString();
    }
}
