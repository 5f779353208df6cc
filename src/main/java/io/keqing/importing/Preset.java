package io.keqing.importing;

import io.keqing.field.Label;
import io.keqing.importing.file.HeaderNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A mapping for the next file of its kind, built in or kept by somebody.
///
/// @param basis what it was built on; empty for one that somebody kept
/// @param columns names that must be there to recognise a file; what the mapping has beyond them is left out where a
///     file lacks it
/// @param kinds of files that have these columns, empty = any
public record Preset(
        String name,
        Label label,
        Label basis,
        boolean builtIn,
        List<String> columns,
        List<String> kinds,
        Mapping mapping) {
    public Preset {
        columns = List.copyOf(columns);
        kinds = List.copyOf(kinds);
    }

    /// One that somebody kept: it needs every column that it maps.
    static Preset kept(String name, Mapping mapping) {
        Set<String> columns = new LinkedHashSet<>();
        parts(mapping).forEach(part -> columns.addAll(TypeBinding.columns(part)));
        return new Preset(
                name, new Label(name, name), new Label("", ""), false, List.copyOf(columns), List.of(), mapping);
    }

    private static List<Mapping> parts(Mapping mapping) {
        List<Mapping> parts = new ArrayList<>(List.of(mapping));
        parts.addAll(mapping.also());
        return parts;
    }

    /// The columns it has a place for, as [HeaderNames#plain] writes them.
    Set<String> known() {
        Set<String> known = new LinkedHashSet<>();
        columns.forEach(column -> known.add(HeaderNames.plain(column)));
        parts(mapping)
                .forEach(part -> TypeBinding.columns(part).forEach(column -> known.add(HeaderNames.plain(column))));
        return known;
    }

    /// The mapping for a file with this header: columns as the file spells them, without those that it may lack and
    /// does. A column that it must have and lacks stays, so that the import says so.
    ///
    /// @param source takes the place of the preset's own; null = the preset's, else the name of the file
    public Mapping fitted(List<String> header, String fileName, @Nullable String source) {
        HeaderNames names = new HeaderNames(header);
        Mapping main = fitted(mapping, names);
        List<Mapping> also = new ArrayList<>();
        for (Mapping part : mapping.also()) {
            Mapping fitted = fitted(part, names);
            Origin id = fitted.fields().get(Mapping.ID);
            if (id == null || names.hasAll(id.columns())) {
                also.add(fitted);
            }
        }
        Mapping whole = main.withAlso(also);
        if (source != null) {
            return whole.withSource(source);
        }
        return whole.source() == null ? whole.withSource(SourceName.of(fileName)) : whole;
    }

    private Mapping fitted(Mapping part, HeaderNames names) {
        Map<String, Origin> fields = new LinkedHashMap<>();
        part.fields().forEach((field, origin) -> {
            List<String> there = kept(origin.columns(), field.equals(Mapping.ID), names);
            if (origin.columns().isEmpty() || !there.isEmpty()) {
                fields.put(field, origin.withColumns(there));
            }
        });
        Map<String, Answer> answers = new LinkedHashMap<>();
        part.answers().forEach((column, answer) -> {
            if (column.equals(Mapping.REST)) {
                answers.put(column, answer);
            } else {
                kept(List.of(column), false, names).forEach(there -> answers.put(there, answer));
            }
        });
        return part.withColumns(
                fields, answers, kept(part.attributes(), false, names), kept(part.aliases(), false, names));
    }

    private List<String> kept(Collection<String> wanted, boolean all, HeaderNames names) {
        List<String> kept = new ArrayList<>();
        for (String column : wanted) {
            String there = names.spelling(column);
            if (there != null) {
                kept.add(there);
            } else if (all || isNeeded(column)) {
                kept.add(column);
            }
        }
        return kept;
    }

    private boolean isNeeded(String column) {
        return columns.stream().anyMatch(needed -> HeaderNames.plain(needed).equals(HeaderNames.plain(column)));
    }
}
