package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All sheets of a workbook, or all data files of an archive, that have the same columns, one after the other as one
/// table. A column more tells each row's sheet, so that records and rejects name it.
///
/// Lines must rise through the whole file: those of the second sheet follow from 10,000,001, those of the third from
/// 20,000,001, so that the line of the sheet is still seen in them.
final class AllSheets implements RowReader {
    private static final String COLUMN = "sheet";
    private static final long APART = 10_000_000;

    private final Opening opening;
    private final RowReader first;
    private final List<String> header;
    private final Deque<String> names;
    private final Notes notes = new Notes();
    private final List<FileNote> inner = new ArrayList<>();
    private String name = "";
    private @Nullable RowReader rows;
    private List<Integer> places = List.of();
    private long before;
    private long last;
    private long bytes;

    @FunctionalInterface
    interface Opening {
        RowReader open(@Nullable String sheet) throws IOException;
    }

    private AllSheets(Opening opening, RowReader first) {
        this.opening = opening;
        this.first = first;
        this.names = new ArrayDeque<>();
        this.header = new ArrayList<>(first.header());
    }

    /// Finds the sheets of the same columns, in whatever order they have them. A column that no header names, since a
    /// row
    /// somewhere has a value too many, makes no other table: it stands after the others.
    private void choose() throws IOException {
        Set<String> wanted = ColumnNames.ownNames(first.header());
        for (String sheet : first.sheets()) {
            try (RowReader rows = opening.open(sheet)) {
                if (ColumnNames.ownNames(rows.header()).equals(wanted)) {
                    names.add(sheet);
                    rows.header().stream()
                            .filter(column -> !header.contains(column))
                            .forEach(header::add);
                    continue;
                }
            } catch (InvalidFile e) {
                // an empty sheet is none of the same header: told like those of another
            }
            notes.add("a sheet of another header, not read", 0, sheet);
        }
        String name = COLUMN;
        for (int n = 2; header.contains(name); n++) {
            name = COLUMN + " (" + n + ")";
        }
        header.add(name);
    }

    /// The reader of one sheet where there is one only.
    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        Opening opening = sheet -> RowReaders.open(file, fileName, wanted.ofSheet(sheet), settings);
        RowReader first = opening.open(null);
        if (first.sheets().size() < 2) {
            return first;
        }
        AllSheets all = new AllSheets(opening, first);
        try {
            all.choose();
            return all;
        } catch (IOException | RuntimeException e) {
            first.close();
            throw e;
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (true) {
            RowReader now = rows;
            Row row = now == null ? null : now.next();
            if (row != null) {
                last = before + row.line();
                return new Row(last, cells(row), row.fault(), row.cleaned());
            }
            if (now != null) {
                end(now);
            }
            if (!begin()) {
                return null;
            }
        }
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        if (row.fault() == null) {
            places.forEach(place -> cells.add(place < 0 ? "" : row.cell(place)));
        } else {
            cells.addAll(row.cells());
        }
        cells.add(name);
        return cells;
    }

    private void end(RowReader now) throws IOException {
        for (FileNote note : now.notes()) {
            long line = note.line() == 0 ? 0 : before + note.line();
            inner.add(new FileNote(note.rule(), note.count(), line, note.value()));
        }
        bytes += now.bytesRead();
        rows = null;
        now.close();
        before = (last / APART + 1) * APART;
    }

    private boolean begin() throws IOException {
        if (names.isEmpty()) {
            return false;
        }
        name = names.remove();
        RowReader next = opening.open(name);
        rows = next;
        places = header.subList(0, header.size() - 1).stream()
                .map(next.header()::indexOf)
                .toList();
        return true;
    }

    @Override
    public List<String> header() {
        return List.copyOf(header);
    }

    @Override
    public Map<String, String> labels() {
        return first.labels();
    }

    @Override
    public FileFormat format() {
        return first.format().ofSheet(FileFormat.ALL);
    }

    @Override
    public String kind() {
        return first.kind();
    }

    @Override
    public List<String> sheets() {
        return first.sheets();
    }

    @Override
    public List<FileNote> notes() {
        List<FileNote> all = new ArrayList<>(inner);
        all.addAll(notes.all());
        return all;
    }

    @Override
    public long bytesRead() {
        RowReader now = rows;
        return bytes + (now == null ? 0 : now.bytesRead());
    }

    @Override
    public void close() throws IOException {
        RowReader now = rows;
        try (first) {
            if (now != null) {
                now.close();
            }
        }
    }
}
