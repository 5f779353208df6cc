package io.keqing.importing;

import io.keqing.importing.file.InvalidFile;
import io.keqing.importing.file.RowReader;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A mapping brought together with the header of a file.
///
/// @param parts one per type of record, the main one first
record FileBinding(List<TypeBinding> parts) {
    /// @throws InvalidFile where the file lacks a mapped column; names those that lack and those that are there
    /// @throws InvalidMapping where nothing of the header makes customers that could be told apart
    static FileBinding of(Mapping mapping, RowReader rows, RecordTypes types) {
        List<String> header = rows.header();
        Mapping main = mapping.fields().isEmpty() ? guess(mapping, header, types) : mapping;
        List<Mapping> all = new ArrayList<>(List.of(main));
        all.addAll(main.also());
        Set<String> taken = new TreeSet<>();
        all.forEach(part -> taken.addAll(TypeBinding.columns(part)));
        List<String> missing =
                taken.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            Integer line = rows.format().headerLine();
            throw new InvalidFile(
                    "the file lacks the mapped column" + (missing.size() == 1 ? " " : "s ") + String.join(", ", missing)
                            + "; its columns are " + String.join(", ", header),
                    line == null ? 1 : line,
                    String.join(", ", missing));
        }
        List<TypeBinding> parts = new ArrayList<>();
        for (Mapping part : all) {
            parts.add(TypeBinding.of(types.get(part.type()), part, rows, taken, parts.isEmpty()));
        }
        return new FileBinding(parts);
    }

    private static Mapping guess(Mapping mapping, List<String> header, RecordTypes types) {
        Map<String, Origin> found = HeaderGuess.fields(types.get(mapping.type()).fields(), header);
        Set<String> taken = new TreeSet<>(mapping.answers().keySet());
        taken.addAll(mapping.attributes());
        found.values().removeIf(origin -> taken.containsAll(origin.columns()));
        if (mapping.type().equals("customers") && !found.containsKey(Mapping.ID)) {
            throw new InvalidMapping(List.of("fields.id must be mapped: no column looks like the id of a customer; the "
                    + "columns are " + String.join(", ", header)
                    + IdOffers.of(found, header).text()));
        }
        return mapping.withFields(found);
    }

    TypeBinding main() {
        return parts.getFirst();
    }

    /// The parts in the order of writing: what is referred to comes first.
    List<TypeBinding> inOrderOfWriting(RecordTypes types) {
        List<RecordType> order = types.all();
        return parts.stream()
                .sorted(Comparator.comparingInt(part -> order.indexOf(part.type())))
                .toList();
    }
}
