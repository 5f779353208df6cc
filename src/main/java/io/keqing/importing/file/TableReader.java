package io.keqing.importing.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a table of the rows of a text or a sheet: passes over what stands above the header, finds the header, and ends
/// where another table begins. Looks some hundred rows ahead at the start, and a few where a row may begin a table.
final class TableReader implements RowReader {
    private static final int LOOK_AHEAD = 200;
    private static final int MOST_CHARACTERS = 1 << 21;
    private static final int FOLLOWERS = 4;

    private final Records records;
    private final String kind;
    private final List<String> sheets;
    private final FileFormat wanted;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private final List<FileTable> tables = new ArrayList<>();
    private FileFormat format;
    private List<Row> headerRows = List.of();
    private List<String> header = List.of();
    private int width;
    private int table;
    private String title = "";
    private String nextTitle = "";
    private long fromLine;
    private long toLine;
    private final Set<Integer> widths = new HashSet<>();
    private boolean blankBefore;
    private boolean over;
    private boolean ended;

    private TableReader(Records records, String kind, FileFormat wanted, List<String> sheets) {
        this.records = records;
        this.kind = kind;
        this.wanted = wanted;
        this.format = wanted;
        this.sheets = sheets;
    }

    /// @param found the format, its header and table as they were said
    static TableReader open(Records records, String kind, String fileName, FileFormat found, List<String> sheets)
            throws IOException {
        TableReader reader = new TableReader(records, kind, found, sheets);
        try {
            reader.start(fileName);
            return reader;
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private void start(String fileName) throws IOException {
        look(LOOK_AHEAD);
        while (!ahead.isEmpty() && (ahead.peek().isBlank() || ahead.peek().line() < line(wanted))) {
            ahead.poll();
            look(LOOK_AHEAD);
        }
        if (ahead.isEmpty()) {
            throw new InvalidFile(fileName + " has no header");
        }
        begin(fileName, wanted.headerLine() == null);
        int chosen = wanted.table() == null ? 1 : wanted.table();
        while (table < chosen) {
            if (read() == null) {
                throw new InvalidFile(fileName + " has " + table + (table == 1 ? " table" : " tables")
                        + ", the mapping asks for number " + chosen);
            }
            if (over) {
                look(LOOK_AHEAD);
                begin(fileName, true);
            }
        }
    }

    private static int line(FileFormat format) {
        return format.headerLine() == null ? 1 : format.headerLine();
    }

    /// Takes the header off the rows ahead.
    private void begin(String fileName, boolean mayHavePreamble) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Row row : ahead) {
            if (!row.isBlank() && row.fault() == null) {
                rows.add(row);
            }
        }
        if (rows.isEmpty() || ahead.peek().fault() != null && wanted.headerLine() != null) {
            Row first = ahead.peek();
            throw new InvalidFile(fileName + " has no header: line " + first.line() + ", " + first.fault());
        }
        HeaderRows found = HeaderRows.of(rows, wanted.headerLines(), mayHavePreamble);
        List<Row> taken = new ArrayList<>();
        int passed = 0;
        while (passed < found.preamble()) {
            Row row = next(ahead);
            passed += row == null || !row.isBlank() && row.fault() == null ? 1 : 0;
        }
        while (taken.size() < found.header() && !ahead.isEmpty()) {
            Row row = next(ahead);
            if (row != null && !row.isBlank() && row.fault() == null) {
                taken.add(row);
            }
        }
        Row first = taken.isEmpty() ? rows.get(Math.min(found.preamble(), rows.size() - 1)) : taken.getFirst();
        headerRows = List.copyOf(taken);
        width = first.cells().size();
        for (Row row : kind.equals("csv") && !taken.isEmpty() ? taken : rows.subList(found.preamble(), rows.size())) {
            width = Math.max(width, kind.equals("csv") ? row.cells().size() : HeaderRows.used(row));
        }
        header = taken.isEmpty() ? numbers(width) : unique(HeaderRows.names(taken, width));
        table++;
        over = false;
        title = nextTitle;
        fromLine = first.line();
        toLine = taken.isEmpty() ? first.line() : taken.getLast().line();
        widths.clear();
        blankBefore = false;
        format = new FileFormat(
                wanted.sheet(),
                table,
                (int) Math.min(fromLine, Integer.MAX_VALUE),
                taken.size(),
                wanted.encoding(),
                wanted.delimiter(),
                wanted.quote(),
                wanted.escape());
    }

    private static @Nullable Row next(Deque<Row> rows) {
        return rows.poll();
    }

    private static List<String> numbers(int width) {
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            numbers.add(Integer.toString(i));
        }
        return List.copyOf(numbers);
    }

    static List<String> unique(List<String> names) {
        Set<String> taken = new HashSet<>();
        // by name, the number that is free next: a million columns of one name are named in one go
        Map<String, Integer> next = new HashMap<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String plain = name.isEmpty() ? "column " + (unique.size() + 1) : name;
            String one = plain;
            while (!taken.add(one)) {
                one = plain + " (" + next.merge(plain, 2, (n, first) -> n + 1) + ")";
            }
            unique.add(one);
        }
        return List.copyOf(unique);
    }

    private void look(int rows) throws IOException {
        long characters = 0;
        for (Row row : ahead) {
            characters += size(row);
        }
        while (ahead.size() < rows && characters < MOST_CHARACTERS && !ended) {
            Row row = records.next();
            ended = row == null;
            if (row != null) {
                ahead.add(row);
                characters += size(row);
            }
        }
    }

    private static long size(Row row) {
        long size = 50;
        for (String cell : row.cells()) {
            size += cell.length() + 10;
        }
        return size;
    }

    @Override
    public @Nullable Row next() throws IOException {
        if (over) {
            return null;
        }
        Row row = read();
        if (row == null || !over) {
            return row;
        }
        rest();
        return null;
    }

    /// The next row of the table; the first of the next table, left where it is, where `over` is true afterwards.
    private @Nullable Row read() throws IOException {
        look(1);
        Row row = ahead.peek();
        while (row != null && row.isBlank()) {
            blankBefore = true;
            ahead.poll();
            if (row.cells().size() > 1) {
                return row;
            }
            look(1);
            row = ahead.peek();
        }
        if (row == null) {
            if (table > 1 || !tables.isEmpty()) {
                endTable();
            }
            return null;
        }
        if (begins(row)) {
            endTable();
            over = true;
            return row;
        }
        ahead.poll();
        toLine = row.line();
        blankBefore = false;
        if (widths.size() < LOOK_AHEAD) {
            widths.add(row.cells().size());
        }
        return row.fault() == null ? fitted(records.filled(row)) : row;
    }

    private void endTable() {
        if (fromLine > 0) {
            tables.add(new FileTable(title.isEmpty() ? Integer.toString(tables.size() + 1) : title, fromLine, toLine));
            fromLine = 0;
        }
    }

    /// Walks through the other tables, so that all are known.
    private void rest() throws IOException {
        FileFormat kept = format;
        List<String> names = header;
        int at = table;
        while (over) {
            look(LOOK_AHEAD);
            begin("the file", true);
            Row row = read();
            while (row != null && !over) {
                row = read();
            }
            if (row == null) {
                break;
            }
        }
        over = true;
        format = kept;
        header = names;
        table = at;
    }

    /// Whether another table begins with the row: the header once more, or a row of names of another width, or any row
    /// of names after an empty line, each with rows of its own width below.
    private boolean begins(Row row) throws IOException {
        if (width < 2 || row.fault() != null) {
            return false;
        }
        nextTitle = "";
        // right below itself it is no other table, but a row for whoever said that the header has one line
        if (!widths.isEmpty()
                && !headerRows.isEmpty()
                && row.cells().equals(headerRows.getFirst().cells())) {
            return true;
        }
        boolean other = kind.equals("csv")
                && row.cells().size() != headerWidth()
                && !widths.contains(row.cells().size())
                && !widths.isEmpty();
        if (!other && !blankBefore) {
            return false;
        }
        look(FOLLOWERS + 1);
        List<Row> next = new ArrayList<>();
        for (Row each : ahead) {
            if (each.isBlank() && !next.isEmpty() && next.size() > 1) {
                break;
            }
            if (!each.isBlank() && next.size() <= FOLLOWERS) {
                next.add(each);
            }
        }
        if (blankBefore && HeaderRows.used(row) == 1 && next.size() > 2 && isNames(next.subList(1, next.size()))) {
            nextTitle = row.cell(0).strip();
            return true;
        }
        return isNames(next);
    }

    private int headerWidth() {
        return headerRows.isEmpty() ? width : headerRows.getFirst().cells().size();
    }

    private static boolean isNames(List<Row> rows) {
        Row first = rows.getFirst();
        int used = HeaderRows.used(first);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < used; i++) {
            String cell = first.cell(i).strip();
            if (cell.isEmpty() || cell.length() > 100 || CellKind.of(cell).tells() || !names.add(cell)) {
                return false;
            }
        }
        if (used < 2 || rows.size() < 2) {
            return false;
        }
        for (Row row : rows.subList(1, rows.size())) {
            if (row.fault() != null || row.cells().size() != first.cells().size()) {
                return false;
            }
        }
        return HeaderRows.isHeader(rows, 0, true);
    }

    /// A value beyond the last column means that the values before it stand in the wrong columns.
    private Row fitted(Row row) {
        for (int i = width; i < row.cells().size(); i++) {
            if (!row.cells().get(i).isBlank()) {
                return new Row(
                        row.line(),
                        row.cells(),
                        "a row must have " + width + " columns, this one has "
                                + row.cells().size(),
                        row.cleaned());
            }
        }
        if (kind.equals("csv") || row.cells().size() >= width) {
            return row;
        }
        // a workbook leaves out empty cells at the end of a row
        List<String> cells = new ArrayList<>(row.cells());
        cells.addAll(Collections.nCopies(width - cells.size(), ""));
        return new Row(row.line(), cells, null, row.cleaned());
    }

    /// The rows of the header as they stand in the file.
    List<Row> headerRows() {
        return headerRows;
    }

    @Override
    public Map<String, String> labels() {
        return HeaderRows.labels(headerRows, header);
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public List<String> sheets() {
        return sheets;
    }

    @Override
    public List<FileTable> tables() {
        return tables.size() > 1 ? List.copyOf(tables) : List.of();
    }

    @Override
    public List<FileNote> notes() {
        return records.notes();
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
