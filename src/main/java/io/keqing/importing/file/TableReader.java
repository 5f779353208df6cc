package io.keqing.importing.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a table of the rows of a text or a sheet: passes over what stands above the header, finds the header, and ends
/// where another table begins. Looks some hundred rows ahead at the start, and a few where a row may begin a table.
final class TableReader implements RowReader {
    private static final int LOOK_AHEAD = 200;
    private static final int FOLLOWERS = 4;
    private static final int FEWEST_WORDS = 2;

    private final Records records;
    private final String kind;
    private final List<String> sheets;
    private final FileFormat wanted;
    private final RowsAhead ahead;
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
    private boolean isWalking;
    private Map<String, String> labels = Map.of();
    private final Notes notes = new Notes();
    private Shapes shapes = new Shapes();

    private TableReader(Records records, String kind, FileFormat wanted, List<String> sheets) {
        this.records = records;
        this.ahead = new RowsAhead(records);
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
        ahead.look(LOOK_AHEAD);
        while (!ahead.isEmpty() && (ahead.first().isBlank() || ahead.first().line() < line(wanted))) {
            ahead.poll();
            ahead.look(LOOK_AHEAD);
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
                ahead.look(LOOK_AHEAD);
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
        for (Row row : ahead.rows()) {
            if (!row.isBlank() && row.fault() == null) {
                rows.add(row);
            }
        }
        if (rows.isEmpty() || ahead.first().fault() != null && wanted.headerLine() != null) {
            Row first = ahead.first();
            throw new InvalidFile(fileName + " has no header: line " + first.line() + ", " + first.fault());
        }
        HeaderRows found = HeaderRows.of(rows, wanted.headerLines(), mayHavePreamble);
        List<Row> taken = new ArrayList<>();
        int passed = 0;
        while (passed < found.preamble()) {
            Row row = ahead.poll();
            passed += row == null || !row.isBlank() && row.fault() == null ? 1 : 0;
        }
        while (taken.size() < found.header() && !ahead.isEmpty()) {
            Row row = ahead.poll();
            if (row != null && !row.isBlank() && row.fault() == null) {
                taken.add(row);
            }
        }
        if (!isWalking) {
            tell(rows.subList(0, found.preamble()), taken);
        }
        Row first = taken.isEmpty() ? rows.get(Math.min(found.preamble(), rows.size() - 1)) : taken.getFirst();
        headerRows = List.copyOf(taken);
        width = first.cells().size();
        for (Row row : kind.equals("csv") && !taken.isEmpty() ? taken : rows.subList(found.preamble(), rows.size())) {
            width = Math.max(width, kind.equals("csv") ? row.cells().size() : HeaderRows.used(row));
        }
        List<Row> named = RowNames.addTo(taken, rows.subList(found.preamble() + taken.size(), rows.size()), kind);
        if (named != taken) {
            width++;
            notes.add(RowNames.RULE, taken.getFirst());
        }
        header = taken.isEmpty() ? ColumnNames.numbers(width) : ColumnNames.unique(HeaderText.names(named, width));
        labels = HeaderText.labels(named, header);
        shapes = new Shapes();
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

    private void tell(List<Row> passed, List<Row> taken) {
        notes.clear();
        passed.forEach(row -> notes.add("a line above the header, left out", row));
        for (Row row : taken.subList(Math.min(1, taken.size()), taken.size())) {
            notes.add("a further line of the header; \"headerLines\": 1 reads it as a record", row);
        }
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
        ahead.look(1);
        Row row = ahead.peek();
        while (row != null && row.isBlank()) {
            blankBefore = true;
            ahead.poll();
            if (row.cells().size() > 1) {
                return row;
            }
            ahead.look(1);
            row = ahead.peek();
        }
        if (row == null) {
            if (table > 1 || !tables.isEmpty()) {
                endTable();
            }
            return null;
        }
        if (repeats() || isFooter()) {
            return read();
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
        if (row.fault() == null) {
            shapes.see(row);
        }
        return row.fault() == null ? fitted(records.filled(row)) : row;
    }

    /// Leaves out the header where it comes again, with a title that may stand above it: two exports one after the
    /// other are one table. Right below itself it is a row, for whoever said that the header has one line.
    private boolean repeats() throws IOException {
        if (width < 2 || widths.isEmpty() || headerRows.isEmpty()) {
            return false;
        }
        List<Row> next = ahead.following(headerRows.size() + 1);
        int title = next.size() > 1 && HeaderRows.used(next.getFirst()) == 1 && isHeader(next.get(1)) ? 1 : 0;
        if (!isHeader(next.get(title))) {
            return false;
        }
        int lines = 1;
        while (lines < headerRows.size()
                && title + lines < next.size()
                && next.get(title + lines).cells().equals(headerRows.get(lines).cells())) {
            lines++;
        }
        for (int i = 0; i < title + lines; i++) {
            Row row = ahead.pollUsed();
            toLine = row.line();
            note(i < title ? "a title between the rows, left out" : "the header once more, left out", row);
        }
        return true;
    }

    private boolean isHeader(Row row) {
        return row.fault() == null && row.cells().equals(headerRows.getFirst().cells());
    }

    private boolean isFooter() throws IOException {
        Footers.Left left = new Footers(ahead, shapes, width, headerRows).poll();
        if (left == null) {
            return false;
        }
        for (Row row : left.rows()) {
            toLine = row.line();
            note(left.kind().rule(), row);
        }
        return true;
    }

    private void note(String rule, Row row) {
        if (!isWalking) {
            notes.add(rule, row);
        }
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
        Map<String, String> called = labels;
        isWalking = true;
        int at = table;
        while (over) {
            ahead.look(LOOK_AHEAD);
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
        labels = called;
        table = at;
    }

    /// Whether another table begins with the row: the header once more, or a row of names of another width, or any row
    /// of names after an empty line, each with rows of its own width below.
    private boolean begins(Row row) throws IOException {
        if (width < 2 || row.fault() != null) {
            return false;
        }
        nextTitle = "";
        boolean other = kind.equals("csv")
                && row.cells().size() != headerWidth()
                && !widths.contains(row.cells().size())
                && !widths.isEmpty();
        if (!other && !blankBefore) {
            return false;
        }
        ahead.look(FOLLOWERS + 1);
        List<Row> next = new ArrayList<>();
        for (Row each : ahead.rows()) {
            if (each.isBlank() && !next.isEmpty() && next.size() > 1) {
                break;
            }
            if (!each.isBlank() && next.size() <= FOLLOWERS) {
                next.add(each);
            }
        }
        if (blankBefore
                && HeaderRows.used(row) == 1
                && next.size() > 2
                && NextTable.isNames(next.subList(1, next.size()), FEWEST_WORDS)) {
            nextTitle = row.cell(0).strip();
            return true;
        }
        // an empty line and another width say the same as a second word would
        return NextTable.isNames(next, other && blankBefore ? FEWEST_WORDS - 1 : FEWEST_WORDS);
    }

    private int headerWidth() {
        return headerRows.isEmpty() ? width : headerRows.getFirst().cells().size();
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
        return labels;
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
        return Stream.concat(notes.all().stream(), records.notes().stream()).toList();
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
