package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.importing.file.CsvText;
import io.keqing.importing.file.Row;
import io.keqing.importing.value.AnswerText;
import io.keqing.importing.value.NothingWords;
import io.keqing.importing.value.NumberText;
import io.keqing.record.RunTimeGuesses;
import io.keqing.record.RunTimeScope;
import io.keqing.record.Staging;
import io.keqing.record.StagingPlan.Empty;
import io.keqing.record.ValueBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns rows into records of one type: reads every value, then hands over the whole row or nothing of it.
final class RowFiller {
    private static final char BETWEEN_CHOICES = '┋';

    private static final RunTimeScope ATTRIBUTES = new RunTimeScope("attributes", "");

    private final TypeBinding binding;
    private final ValueReader reader;
    private final Habits habits;
    private final Warnings warnings;
    private final RunTimeGuesses guesses = new RunTimeGuesses();
    private final @Nullable Object[] values;
    private final List<Reject> problems = new ArrayList<>();
    private Counts counts = Counts.NONE;
    private long line;
    private @Nullable String beside;

    RowFiller(TypeBinding binding, Habits habits, Warnings warnings) {
        this.binding = binding;
        this.reader = new ValueReader(habits);
        this.habits = habits;
        this.warnings = warnings;
        this.values = new @Nullable Object[binding.fields().size()];
    }

    TypeBinding binding() {
        return binding;
    }

    Counts counts() {
        return counts;
    }

    void counts(Counts now) {
        counts = now;
    }

    /// What the attributes and answers of all rows look like.
    RunTimeGuesses guesses() {
        return guesses;
    }

    /// @param staging null for a dry run
    /// @param rejects hears why the row is not written, once per value at fault
    void take(Row row, @Nullable Staging staging, Consumer<Reject> rejects) {
        problems.clear();
        if (row.fault() != null) {
            counts = counts.plusRejected();
            if (binding.isMain()) {
                rejects.accept(new Reject(row.line(), "", "", row.fault(), CsvText.row(row.cells())));
            }
            return;
        }
        line = row.line();
        String id = readId(binding.id().of(row));
        if (id.isEmpty() && !binding.isMain() || row.isBlank()) {
            counts = counts.plusSkipped();
            return;
        }
        if (id.isEmpty()) {
            problem(Mapping.ID, "", "id must not be empty");
        }
        readValues(row);
        List<String> aliases = readAliases(row, id);
        if (!problems.isEmpty()) {
            counts = counts.plusRejected();
            String text = CsvText.row(row.cells());
            for (Reject problem : problems) {
                rejects.accept(new Reject(row.line(), problem.column(), problem.value(), problem.rule(), text));
            }
            return;
        }
        counts = counts.plusRead();
        if (staging != null) {
            for (int i = 0; i < values.length; i++) {
                staging.set(i, values[i]);
            }
            staging.aliases(aliases);
            staging.endRow(row.line(), new RecordId(binding.source(), id));
        }
    }

    /// The id of the row, empty where it has none.
    private String readId(String text) {
        if (text.isEmpty() || binding.idIsContent()) {
            return text;
        }
        try {
            ValueReader.Read read = reader.id(Mapping.ID, text, habits.of(binding.id()));
            remark(Mapping.ID, text, read);
            return read.value() instanceof String id ? id : "";
        } catch (UnreadableValue e) {
            problem(Mapping.ID, text, e.rule());
            return text;
        }
    }

    private void remark(String field, String text, ValueReader.Read read) {
        for (String remark : read.remarks()) {
            warnings.add(field, remark, line, CsvText.excerpt(text));
        }
    }

    private void readValues(Row row) {
        Map<String, List<String>> kept = binding.attributes() < 0 ? Map.of() : new LinkedHashMap<>();
        for (TypeBinding.NamedColumn column : binding.rest()) {
            String text = CellText.cell(row, column.column());
            if (!text.isEmpty()) {
                within(column.name(), text);
                kept.put(column.name(), List.of(text));
            } else if (binding.mapping().empty() == Empty.CLEAR) {
                kept.put(column.name(), List.of());
            }
        }
        if (binding.currency() >= 0) {
            values[binding.currency()] = null;
        }
        beside = null;
        for (int i = 0; i < binding.given().size(); i++) {
            values[i] = value(binding.given().get(i), row, kept);
        }
        takeCurrency(beside);
        if (binding.attributes() >= 0) {
            guesses.see(ATTRIBUTES, kept);
            values[binding.attributes()] = kept.isEmpty() ? null : kept;
        }
        if (binding.answers() >= 0) {
            values[binding.answers()] = answers(row);
        }
    }

    /// What the database cannot hold is the fault of its row only.
    private void within(String column, String text) {
        ValueBounds.text(text)
                .ifPresent(rule ->
                        problems.add(new Reject(line, column, CsvText.excerpt(text), column + " " + rule, null)));
    }

    private @Nullable Object value(TypeBinding.Given given, Row row, Map<String, List<String>> kept) {
        String raw = given.text().of(row);
        String text = given.meaning(raw, row);
        if (text == null || text.isBlank()) {
            if (given.text() instanceof CellText.Part part
                    && !CellText.cell(row, part.column()).isEmpty()) {
                warnings.add(given.field().name(), "the pattern is not found", line, CellText.cell(row, part.column()));
            }
            return null;
        }
        Field<?> field = given.field();
        try {
            ValueReader.Read read = read(given, text, row);
            remark(field.name(), text, read);
            if (!read.understood()) {
                Map.Entry<String, List<String>> entry = ValueReader.kept(field, raw);
                kept.put(entry.getKey(), entry.getValue());
                warnings.add(
                        field.name(),
                        "not on the list of choices, kept as attributes." + entry.getKey(),
                        row.line(),
                        raw);
            }
            beside = read.currency() == null ? beside : read.currency();
            return field.kind() instanceof ValueKind.Reference && read.value() instanceof String id
                    ? new RecordId(given.source(), id)
                    : read.value();
        } catch (UnreadableValue e) {
            problem(field.name(), text, e.rule());
            return null;
        }
    }

    private ValueReader.Read read(TypeBinding.Given given, String text, Row row) throws UnreadableValue {
        if (!(given.text() instanceof CellText.Computed computed)) {
            return reader.read(given.field(), text, habits.of(given));
        }
        ComputedNumber.Result result = ComputedNumber.of(given.field(), computed, row, habits);
        return result == null
                ? ValueReader.Read.as(null, "not worked out, for a part of it is empty")
                : reader.readComputed(given.field(), result, habits.of(given));
    }

    /// The currency beside an amount is the record's own where its row names no other; another one is told.
    private void takeCurrency(@Nullable String code) {
        if (code == null || binding.currency() < 0) {
            return;
        }
        Object named = values[binding.currency()];
        if (named == null) {
            values[binding.currency()] = code;
        } else if (!code.equalsIgnoreCase(named.toString())) {
            warnings.add("currency", "the row names another currency than stands beside its amount", line, code);
        }
    }

    private @Nullable Map<String, List<String>> answers(Row row) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (TypeBinding.Asked asked : binding.asked()) {
            Answer answer = asked.answer();
            String text = answered(answer, CellText.cell(row, asked.column()));
            if (text.isEmpty() || isMissing(answer, text)) {
                if (binding.mapping().empty() == Empty.CLEAR) {
                    given.putIfAbsent(answer.name(), List.of());
                }
                continue;
            }
            if (!answer.holds(text)) {
                warnings.add(answer.name(), "outside the scale " + answer.scale(), row.line(), text);
            }
            given.merge(answer.name(), choices(text), RowFiller::both);
        }
        Object survey = binding.survey() < 0 ? null : values[binding.survey()];
        if (survey instanceof String name) {
            ValueBounds.scope(name).ifPresent(rule -> problem("survey", name, "survey " + rule));
        }
        guesses.see(new RunTimeScope("answers", survey == null ? "" : survey.toString()), given);
        return given.isEmpty() ? null : given;
    }

    /// An answer on a scale without its label; empty where it says that there is none.
    private String answered(Answer answer, String text) {
        within(answer.name(), text);
        if (answer.scale() == null
                || text.isEmpty()
                || NumberText.of(text, false).isPresent()) {
            return text;
        }
        String number = AnswerText.numberIn(text).orElse(null);
        if (number != null) {
            warnings.add(answer.name(), "the number beside a label was read", line, text);
            return number;
        }
        boolean isNothing = binding.mapping().writing().hasUsualWords() && NothingWords.isLikely(text);
        if (isNothing) {
            warnings.add(answer.name(), "\"" + text + "\" is taken as no value", line, text);
        }
        return isNothing ? "" : text;
    }

    /// 问卷星 writes several choices of one question into one cell, with a character between that nobody types.
    private static List<String> choices(String text) {
        if (text.indexOf(BETWEEN_CHOICES) < 0) {
            return List.of(text);
        }
        return Arrays.stream(text.split(String.valueOf(BETWEEN_CHOICES)))
                .map(String::strip)
                .filter(choice -> !choice.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean isMissing(Answer answer, String text) {
        return answer.missing().contains(text)
                || NumberText.of(text, false)
                        .map(number -> answer.missing().stream()
                                .flatMap(code -> NumberText.of(code, false).stream())
                                .anyMatch(code -> code.compareTo(number) == 0))
                        .orElse(false);
    }

    private static List<String> both(List<String> before, List<String> more) {
        List<String> both = new ArrayList<>(before);
        more.stream().filter(text -> !both.contains(text)).forEach(both::add);
        return both;
    }

    private List<String> readAliases(Row row, String id) {
        if (binding.aliases().isEmpty()) {
            return List.of();
        }
        List<String> aliases = new ArrayList<>();
        for (TypeBinding.NamedColumn column : binding.aliases()) {
            String alias = CellText.cell(row, column.column());
            try {
                if (!alias.isEmpty()) {
                    ValueReader.Read read = reader.id("an alias", alias, habits.of(column));
                    remark("aliases", alias, read);
                    if (read.value() instanceof String further && !further.equals(id)) {
                        aliases.add(further);
                    }
                }
            } catch (UnreadableValue e) {
                problems.add(new Reject(row.line(), column.name(), alias, e.rule(), null));
            }
        }
        return aliases;
    }

    private void problem(String field, String value, String rule) {
        Origin origin = binding.mapping().fields().get(field);
        String column = origin == null ? field : String.join(" + ", origin.columns());
        problems.add(new Reject(0, column, CsvText.excerpt(value), rule, null));
    }
}
