package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of rejects that somebody corrected, read as the file it came from: without the columns that said what was
/// wrong, and a row that stands there once for each of its problems only once.
///
/// Price: a file of somebody else that begins with these very four columns loses them.
public final class CorrectedRejects implements RowReader {
    /// What the list of rejects puts before the file's own columns.
    public static final List<String> COLUMNS = List.of("line", "column", "value", "rule");

    private final RowReader rows;
    private final List<String> header;
    private String before = "";

    private CorrectedRejects(RowReader rows) {
        this.rows = rows;
        this.header = rows.header().subList(COLUMNS.size(), rows.header().size()).stream()
                .map(CorrectedRejects::ownName)
                .toList();
    }

    /// The reader itself where its file is no list of rejects.
    static RowReader of(RowReader rows) {
        List<String> header = rows.header();
        return header.size() > COLUMNS.size()
                        && header.subList(0, COLUMNS.size()).equals(COLUMNS)
                ? new CorrectedRejects(rows)
                : rows;
    }

    /// A column of the file that is called like one of ours was numbered, since each name is there once.
    private static String ownName(String name) {
        String bare = name.endsWith(" (2)") ? name.substring(0, name.length() - 4) : name;
        return COLUMNS.contains(bare) ? bare : name;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable Row next() throws IOException {
        Row row = rows.next();
        while (row != null && row.fault() == null && isAgain(row.cell(0))) {
            row = rows.next();
        }
        if (row == null || row.fault() != null) {
            return row;
        }
        before = row.cell(0);
        List<String> cells = row.cells();
        return new Row(
                row.line(), cells.subList(Math.min(COLUMNS.size(), cells.size()), cells.size()), null, row.cleaned());
    }

    private boolean isAgain(String line) {
        return !line.isBlank() && line.equals(before);
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    public FileFormat format() {
        return rows.format();
    }

    @Override
    public String kind() {
        return rows.kind();
    }

    @Override
    public List<String> sheets() {
        return rows.sheets();
    }

    @Override
    public List<FileTable> tables() {
        return rows.tables();
    }

    @Override
    public List<FileNote> notes() {
        return rows.notes();
    }

    @Override
    public boolean isCorrection() {
        return true;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
