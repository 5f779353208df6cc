package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import io.keqing.importing.file.Row;
import io.keqing.importing.file.RowReader;
import io.keqing.record.RecordType;
import io.keqing.record.StagingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the rows of one file say about records of one type: each part of a mapping, its names resolved
/// against the header.
///
/// @param isMain false for the further types of a file, whose rows may have nothing to say
/// @param given the fields with a text of their own, in the order of the plan's first fields
/// @param idIsContent the id is a hash, so that equal rows are told apart by their number
/// @param rest columns that become attributes, by name
/// @param attributes the place of the run-time field `attributes` in the plan, −1 where nothing goes there
/// @param answers the place of `answers` in the plan, −1 where there are none
/// @param currency the place of the currency that stands beside amounts, −1 where none stands there
/// @param survey the place of the field by which answers have their meaning, −1 where the file does not give
///     it
record TypeBinding(
        RecordType type,
        Mapping mapping,
        boolean isMain,
        String source,
        CellText id,
        boolean idIsContent,
        List<Given> given,
        List<NamedColumn> aliases,
        List<NamedColumn> rest,
        List<Asked> asked,
        List<Field<?>> fields,
        int attributes,
        int answers,
        int currency,
        int survey) {
    /// Records of a file that names no source belong to this one.
    static final String SOURCE = "file";

    static final int LONGEST_NAME = 600;

    private static final String CURRENCY = "currency";

    /// A field, its text and what special texts mean.
    ///
    /// @param source of the record referred to
    ///
    /// @param lookups texts that mean the text of another column
    record Given(
            Field<?> field,
            CellText text,
            String source,
            Map<String, @Nullable String> meanings,
            Map<String, CellText> lookups) {
        /// What the text of the field means in this row; null and blank are nothing.
        @Nullable
        String meaning(String raw, Row row) {
            if (meanings.containsKey(raw)) {
                return meanings.get(raw);
            }
            CellText own = lookups.get(raw);
            CellText other = own == null ? lookups.get(Mapping.REST) : own;
            return other == null ? raw : other.of(row);
        }
    }

    record NamedColumn(String name, int column) {}

    record Asked(Answer answer, int column) {}

    StagingPlan plan(String cause) {
        return new StagingPlan(
                type, fields, cause, mapping.empty(), mapping.combine(), mapping.existing(), idIsContent);
    }

    /// @param taken columns that some part of the file's mapping uses
    static TypeBinding of(RecordType type, Mapping mapping, RowReader rows, Set<String> taken, boolean isMain) {
        List<String> header = rows.header();
        Map<String, String> labels = rows.labels();
        String source = mapping.source() == null ? SOURCE : mapping.source();
        List<Given> given = new ArrayList<>();
        boolean keepsRaw = false;
        for (Map.Entry<String, Origin> entry : mapping.fields().entrySet()) {
            if (entry.getKey().equals(Mapping.ID)) {
                continue;
            }
            Field<?> field = type.fields().named(entry.getKey()).orElseThrow();
            String to = entry.getValue().source();
            given.add(new Given(
                    field,
                    CellText.from(entry.getValue(), header),
                    to == null ? source : to,
                    mapping.values().getOrDefault(field.name(), Map.of()),
                    lookups(mapping, field, header)));
            keepsRaw |= field.kind() instanceof ValueKind.Choice || field.kind() instanceof ValueKind.Flag;
        }
        List<NamedColumn> rest = new ArrayList<>();
        boolean takesRest = mapping.rest() == null ? isMain : mapping.rest() == Mapping.Rest.ATTRIBUTES;
        boolean asksRest = mapping.rest() == Mapping.Rest.ANSWERS;
        List<Asked> asked = new ArrayList<>();
        mapping.answers().forEach((column, answer) -> {
            if (!column.equals(Mapping.REST)) {
                asked.add(new Asked(answer, header.indexOf(column)));
            }
        });
        Answer any = mapping.answers().getOrDefault(Mapping.REST, new Answer(Mapping.REST, null, null, List.of()));
        // what makes a row without an id the row it is
        Set<String> content = columns(mapping);
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            boolean isFree = !taken.contains(name);
            if (mapping.attributes().contains(name) || isFree && takesRest) {
                rest.add(new NamedColumn(fieldName(name, i), i));
            } else if (isFree && asksRest) {
                String label = labels.get(name);
                Label shown = label == null ? null : new Label(label, label);
                asked.add(new Asked(new Answer(fieldName(name, i), shown, any.scale(), any.missing()), i));
                content.add(name);
            }
        }

        List<Field<?>> fields = new ArrayList<>(given.stream().map(Given::field).toList());
        int attributes = rest.isEmpty() && !keepsRaw ? -1 : add(fields, type, "attributes");
        int answers = asked.isEmpty() ? -1 : add(fields, type, "answers");
        Origin id = mapping.fields().getOrDefault(Mapping.ID, new Origin.Hashed(List.copyOf(content)));
        return new TypeBinding(
                type,
                mapping,
                isMain,
                source,
                CellText.from(id, header),
                id instanceof Origin.Hashed,
                given,
                mapping.aliases().stream()
                        .map(column -> new NamedColumn(column, header.indexOf(column)))
                        .toList(),
                rest,
                asked,
                fields,
                attributes,
                answers,
                -1,
                answers < 0
                        ? -1
                        : type.fields()
                                .scope(fields.get(answers))
                                .map(fields::indexOf)
                                .orElse(-1));
    }

    /// What the run-time field of a column is called: a whole page in a header would not fit into a key.
    private static String fieldName(String name, int column) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 10) + "… " + (column + 1);
    }

    private static Map<String, CellText> lookups(Mapping mapping, Field<?> field, List<String> header) {
        Map<String, CellText> lookups = new LinkedHashMap<>();
        mapping.lookups()
                .getOrDefault(field.name(), Map.of())
                .forEach((raw, column) -> lookups.put(raw, new CellText.One(header.indexOf(column))));
        return lookups;
    }

    /// The same with a place for the currency that stands beside amounts, where the type has one: that of the mapping,
    /// if it names it.
    TypeBinding withCurrency() {
        Field<?> field = type.fields().named(CURRENCY).orElse(null);
        if (field == null) {
            return this;
        }
        List<Field<?>> more = new ArrayList<>(fields);
        if (!more.contains(field)) {
            more.add(field);
        }
        return new TypeBinding(
                type,
                mapping,
                isMain,
                source,
                id,
                idIsContent,
                given,
                aliases,
                rest,
                asked,
                more,
                attributes,
                answers,
                more.indexOf(field),
                survey);
    }

    private static int add(List<Field<?>> fields, RecordType type, String name) {
        fields.add(type.fields().named(name).orElseThrow());
        return fields.size() - 1;
    }

    /// All columns a mapping uses, in an order that does not depend on how it was written down.
    static Set<String> columns(Mapping mapping) {
        Set<String> columns = new TreeSet<>(mapping.answers().keySet());
        columns.remove(Mapping.REST);
        mapping.fields().values().forEach(origin -> columns.addAll(origin.columns()));
        mapping.lookups().values().forEach(lookup -> columns.addAll(lookup.values()));
        columns.addAll(mapping.aliases());
        columns.addAll(mapping.attributes());
        return columns;
    }

    /// By name: how an answer is called and on what scale.
    Map<String, Answer> answersByName() {
        Map<String, Answer> byName = new LinkedHashMap<>();
        asked.forEach(column -> byName.putIfAbsent(column.answer().name(), column.answer()));
        return byName;
    }
}
