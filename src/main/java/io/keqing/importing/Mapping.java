package io.keqing.importing;

import io.keqing.importing.file.FileFormat;
import io.keqing.importing.value.DateOrder;
import io.keqing.record.StagingPlan.Combine;
import io.keqing.record.StagingPlan.Empty;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the columns of a file become fields of records. What is null or empty is found out from the file.
///
/// @param type customers, interactions or feedback
/// @param fields by field, `id` among them; empty = guessed from the header
/// @param values by field: a raw value → what it means; null = missing
/// @param answers by column; [#REST] says what holds for the answers that `rest` makes
/// @param attributes columns that are kept as attributes, whatever becomes of the rest
/// @param aliases columns with further ids of the row's record
/// @param combine by field, `*` for all others: how several rows of one record become one
/// @param existing the rows only add to records that are there
/// @param also further types of record made of the same rows
/// @param writing how the file writes numbers, and its words for nothing
/// @param lookups by field: a raw value, or `*` for every other → the column whose text is meant
/// @param rest what becomes of columns that are not mapped; null = [Rest#ATTRIBUTES] for the first type of a file
public record Mapping(
        String type,
        @Nullable String source,
        FileFormat format,
        @Nullable DateOrder dateOrder,
        @Nullable ZoneId zone,
        Map<String, Origin> fields,
        Map<String, Map<String, @Nullable String>> values,
        Map<String, Answer> answers,
        List<String> attributes,
        List<String> aliases,
        Map<String, Combine> combine,
        boolean existing,
        List<Mapping> also,
        Empty empty,
        @Nullable Rest rest,
        Writing writing,
        Map<String, Map<String, String>> lookups) {

    public static final String ID = "id";
    /// Stands for all columns that are not mapped.
    public static final String REST = "*";

    public Mapping {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        combine = Collections.unmodifiableMap(new LinkedHashMap<>(combine));
        attributes = List.copyOf(attributes);
        aliases = List.copyOf(aliases);
        also = List.copyOf(also);
        lookups = Collections.unmodifiableMap(new LinkedHashMap<>(lookups));
    }

    /// What becomes of columns that are not mapped.
    public enum Rest {
        ATTRIBUTES,
        ANSWERS,
        DROP
    }

    /// A mapping that leaves everything to be found out.
    public static Mapping guessed(String type) {
        return new Mapping(
                type,
                null,
                FileFormat.DETECTED,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                false,
                List.of(),
                Empty.KEEP,
                null,
                Writing.FOUND_OUT,
                Map.of());
    }

    /// For another file: without what it says about how its own is taken apart.
    Mapping withoutFormat() {
        return new Mapping(
                type,
                source,
                FileFormat.DETECTED,
                dateOrder,
                zone,
                fields,
                values,
                answers,
                attributes,
                aliases,
                combine,
                existing,
                also,
                empty,
                rest,
                writing,
                lookups);
    }

    Mapping withFields(Map<String, Origin> found) {
        return with(source, found, answers, attributes, aliases, also);
    }

    Mapping withAlso(List<Mapping> parts) {
        return with(source, fields, answers, attributes, aliases, parts);
    }

    Mapping withColumns(
            Map<String, Origin> fieldColumns,
            Map<String, Answer> answerColumns,
            List<String> attributeColumns,
            List<String> aliasColumns) {
        return with(source, fieldColumns, answerColumns, attributeColumns, aliasColumns, also);
    }

    /// The same in another source, in all its parts that have the old one. Answers of a survey that has no name are
    /// those of the survey called as their source.
    public Mapping withSource(String other) {
        Map<String, Origin> named = new LinkedHashMap<>(fields);
        if (rest == Rest.ANSWERS) {
            named.putIfAbsent("survey", new Origin.Constant(other));
        }
        List<Mapping> parts = also.stream()
                .map(part -> Objects.equals(part.source(), source) ? part.withSource(other) : part)
                .toList();
        return with(other, named, answers, attributes, aliases, parts);
    }

    private Mapping with(
            @Nullable String otherSource,
            Map<String, Origin> otherFields,
            Map<String, Answer> otherAnswers,
            List<String> otherAttributes,
            List<String> otherAliases,
            List<Mapping> parts) {
        return new Mapping(
                type,
                otherSource,
                format,
                dateOrder,
                zone,
                otherFields,
                values,
                otherAnswers,
                otherAttributes,
                otherAliases,
                combine,
                existing,
                parts,
                empty,
                rest,
                writing,
                lookups);
    }

    /// The mapping as it is stored and shown; [MappingReader] reads it back.
    public String json() {
        return MappingWriter.write(this);
    }
}
