package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The sheets of a workbook or the data files of an archive, each with its table, so that nobody takes one of them for
/// the whole file. Price: the others are read too, within bounds of time and rows; what is beyond them is named without
/// being counted.
public final class FileParts {
    private static final int MOST_ROWS = 100_000;
    private static final int MOST = 200;
    private static final int MOST_NAMED = 20;
    private static final long LONGEST = Duration.ofSeconds(2).toNanos();

    private FileParts() {}

    /// @param read the part that was read, with all its rows
    /// @param names of all parts, in the order of the file
    public static List<FilePart> of(
            Path file, String fileName, ImportSettings settings, FilePart read, List<String> names) throws IOException {
        long end = System.nanoTime() + LONGEST;
        List<FilePart> parts = new ArrayList<>();
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            if (name.equals(read.name())) {
                parts.add(read);
            } else if (System.nanoTime() > end) {
                parts.add(new FilePart(name, List.of(), 0, false));
            } else {
                FileFormat format = FileFormat.DETECTED.ofSheet(name);
                try (RowReader rows = RowReaders.open(file, fileName, format, settings)) {
                    FilePart part = count(name, rows, end);
                    if (part.rows() > 0) {
                        parts.add(part);
                    }
                } catch (InvalidFile e) {
                    // a page of text, a picture, an empty sheet: it holds no table, and nothing of it is missed
                    continue;
                }
            }
        }
        return parts;
    }

    private static FilePart count(String name, RowReader rows, long end) throws IOException {
        long count = 0;
        boolean isWhole = true;
        for (Row row = rows.next(); row != null && isWhole; row = rows.next()) {
            count++;
            isWhole = count < MOST_ROWS && (count % 100 != 0 || System.nanoTime() <= end);
        }
        return new FilePart(name, rows.header(), count, isWhole);
    }

    /// What is told of the parts that were not read; nothing where there is no other.
    public static List<FileNote> notes(List<FilePart> parts, FilePart read) {
        List<FilePart> others =
                parts.stream().filter(part -> !part.name().equals(read.name())).toList();
        if (others.isEmpty()) {
            return List.of();
        }
        boolean isAlike = others.stream()
                .anyMatch(part -> ColumnNames.ownNames(part.header()).equals(ColumnNames.ownNames(read.header())));
        String value = others.stream()
                .limit(MOST_NAMED)
                .map(part -> part.name() + " ("
                        + (part.isWhole() ? part.rows() : part.rows() == 0 ? "?" : part.rows() + "+") + " rows)")
                .collect(Collectors.joining(", "));
        String rule = "read sheet or file %s; the others were not read".formatted(read.name());
        return List.of(new FileNote(
                isAlike ? rule + ", \"sheet\": \"*\" reads all with the same header" : rule,
                others.size(),
                0,
                others.size() > MOST_NAMED ? value + ", …" : value));
    }
}
