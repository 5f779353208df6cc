package io.keqing.importing.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the polluted CSV files of Pollock (VLDB 2023) without any hint and compares them with their clean versions.
///
/// A single-table file is right where every cell of its header lines and rows is that of the clean version; Pollock
/// joins the lines of a header with a blank. A multi-table file is right where its tables are recognised and the first
/// of them is the clean version. Two tables under one header are read as one (docs/decisions/0058): then its first rows
/// are the clean version, and a note tells where the header comes again.
///
/// Run: ./dev bench pollock FOLDER, the folder with `csv/` and `clean/`
final class PollockCheck {
    private static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 24, 1);

    private PollockCheck() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int right = 0;
        int tables = 0;
        int all = 0;
        List<Path> files;
        try (Stream<Path> found = Files.list(folder.resolve("csv"))) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            String verdict = check(file, clean(folder.resolve("clean").resolve(name)), name.contains("multitable"));
            all++;
            right += verdict.startsWith("equal") ? 1 : 0;
            tables += name.contains("multitable") && verdict.startsWith("equal") ? 1 : 0;
            System.out.printf("%-42s %s%n", name, verdict);
        }
        System.out.printf(
                "%d of %d files are read as their clean version, %d of them with several tables%n", right, all, tables);
    }

    private static String check(Path file, List<List<String>> clean, boolean several) throws IOException {
        List<List<String>> read = new ArrayList<>();
        try (TableReader rows =
                (TableReader) RowReaders.open(file, file.getFileName().toString(), FileFormat.DETECTED, SETTINGS)) {
            List<Row> header = rows.headerRows();
            if (!header.isEmpty()) {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < header.getFirst().cells().size(); i++) {
                    List<String> parts = new ArrayList<>();
                    for (Row row : header) {
                        parts.add(row.cell(i));
                    }
                    names.add(String.join(" ", parts));
                }
                read.add(names);
            }
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row.fault() == null) {
                    read.add(row.cells());
                }
            }
            String how = rows.format() + (rows.tables().isEmpty() ? "" : " " + rows.tables());
            boolean isOne = rows.notes().stream().anyMatch(note -> note.rule().startsWith("the header once more"));
            if (several && rows.tables().size() < 2 && !isOne) {
                return "DIFFERS: one table is found, " + how;
            }
            if (several && isOne && read.size() > clean.size()) {
                read = read.subList(0, clean.size());
                how += " " + rows.notes();
            }
            return read.equals(clean) ? "equal    " + how : "DIFFERS  " + first(read, clean) + " " + how;
        } catch (InvalidFile e) {
            return clean.isEmpty() ? "equal    (" + e.getMessage() + ")" : "DIFFERS  " + e.getMessage();
        }
    }

    private static String first(List<List<String>> read, List<List<String>> clean) {
        for (int i = 0; i < Math.min(read.size(), clean.size()); i++) {
            if (!read.get(i).equals(clean.get(i))) {
                return "in row " + (i + 1) + ": " + read.get(i) + " for " + clean.get(i);
            }
        }
        return read.size() + " rows for " + clean.size();
    }

    /// Clean versions are RFC 4180 with every value in quotes.
    private static List<List<String>> clean(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        CellCutter cutter = new CellCutter(Dialect.COMMA);
        RecordSplitter splitter =
                new RecordSplitter(Files.newBufferedReader(file, StandardCharsets.UTF_8), Dialect.COMMA, 1 << 24);
        for (String record = splitter.next(); record != null; record = splitter.next()) {
            rows.add(cutter.cut(record));
        }
        return rows;
    }
}
