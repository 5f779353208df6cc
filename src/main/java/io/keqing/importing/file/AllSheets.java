package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        List<String> names = new ArrayList<>(first.header());
        names.add(COLUMN);
        this.header = ColumnNames.unique(names);
        this.names = new ArrayDeque<>(first.sheets());
    }

    /// The reader of one sheet where there is one only.
    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        Opening opening = sheet -> RowReaders.open(file, fileName, wanted.ofSheet(sheet), settings);
        RowReader first = opening.open(null);
        return first.sheets().size() < 2 ? first : new AllSheets(opening, first);
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
            places.forEach(place -> cells.add(row.cell(place)));
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

    /// Goes on with the next sheet of the same columns, in whatever order it has them.
    private boolean begin() throws IOException {
        while (!names.isEmpty()) {
            name = names.remove();
            RowReader next;
            try {
                next = opening.open(name);
            } catch (InvalidFile e) {
                // an empty sheet is none of the same header
                notes.add("a sheet of another header, not read", 0, name);
                continue;
            }
            List<String> wanted = first.header();
            if (new HashSet<>(next.header()).equals(new HashSet<>(wanted))) {
                rows = next;
                places = wanted.stream().map(next.header()::indexOf).toList();
                return true;
            }
            notes.add("a sheet of another header, not read", 0, name);
            next.close();
        }
        return false;
    }

    @Override
    public List<String> header() {
        return header;
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
