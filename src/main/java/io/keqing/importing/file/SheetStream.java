package io.keqing.importing.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One sheet of a file whose sheets can only be read in turn. The file is read twice: once to know
/// which sheets it has and which of them holds the table, and once for the rows. The price is time, a
/// second reading; the gain is that no sheet is ever in memory.
final class SheetStream implements Records {
    private static final int LOOKED_AT = 100;
    private static final int MOST_NAMED = 5;

    private final SheetParser parser;
    private final List<FileNote> about;
    private long before;
    private @Nullable Row held;

    private SheetStream(SheetParser parser, List<FileNote> about) {
        this.parser = parser;
        this.about = about;
    }

    @FunctionalInterface
    interface Source {
        SheetParser open() throws IOException;
    }

    /// @param cells of the first rows, −1 = it has no row
    private record Sheet(String name, boolean hidden, long cells, long rows) {}

    /// @param wanted its sheet is one of the file itself
    /// @param empty what is said where the file holds no sheet
    /// @param known notes about the file that there are already
    static RowReader open(
            Source source,
            String kind,
            String fileName,
            FileFormat wanted,
            ImportSettings settings,
            String empty,
            List<FileNote> known)
            throws IOException {
        List<Sheet> sheets = sheets(source, fileName, settings);
        if (sheets.isEmpty()) {
            throw new InvalidFile(empty);
        }
        List<String> names = ColumnNames.unique(sheets.stream().map(Sheet::name).toList());
        int chosen = wanted.sheet() == null ? choice(sheets) : names.indexOf(wanted.sheet());
        if (chosen < 0) {
            throw new InvalidFile(
                    fileName + " has no sheet " + wanted.sheet() + "; it has " + String.join(", ", names));
        }
        FileFormat found = new FileFormat(
                names.get(chosen),
                wanted.table(),
                wanted.headerLine(),
                wanted.headerLines(),
                wanted.encoding(),
                null,
                null,
                null);
        List<FileNote> about = new ArrayList<>(known);
        if (wanted.sheet() == null) {
            about.addAll(notRead(sheets, names, chosen));
        }
        SheetParser parser = source.open();
        try {
            for (int i = 0; i <= chosen; i++) {
                if (!parser.nextSheet()) {
                    throw new InvalidFile(fileName + " has changed while it was read");
                }
            }
            return TableReader.open(new SheetStream(parser, about), kind, fileName, found, names);
        } catch (IOException | RuntimeException e) {
            parser.close();
            throw e;
        }
    }

    private static List<Sheet> sheets(Source source, String fileName, ImportSettings settings) throws IOException {
        List<Sheet> sheets = new ArrayList<>();
        try (SheetParser parser = source.open()) {
            while (parser.nextSheet()) {
                long cells = -1;
                long rows = 0;
                for (Row row = parser.nextRow(); row != null; row = parser.nextRow()) {
                    if (rows++ < LOOKED_AT) {
                        cells = Math.max(0, cells)
                                + row.cells().stream()
                                        .filter(cell -> !cell.isBlank())
                                        .count();
                    }
                }
                sheets.add(new Sheet(
                        parser.name().isEmpty() ? "table " + (sheets.size() + 1) : parser.name(),
                        parser.isHidden(),
                        cells,
                        rows));
                if (sheets.size() > settings.mostEntries()) {
                    throw new InvalidFile(fileName + " must have at most " + settings.mostEntries()
                            + " sheets, has more (keqing.import.most-entries)");
                }
            }
        }
        return sheets;
    }

    private static int choice(List<Sheet> sheets) {
        long[] cells = new long[sheets.size()];
        boolean visible = false;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = sheets.get(i).hidden() ? -1 : sheets.get(i).cells();
            visible |= cells[i] >= 0;
        }
        for (int i = 0; i < cells.length && !visible; i++) {
            cells[i] = sheets.get(i).cells();
        }
        return Math.max(0, SheetChoice.of(cells));
    }

    private static List<FileNote> notRead(List<Sheet> sheets, List<String> names, int chosen) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < sheets.size(); i++) {
            if (i != chosen && sheets.get(i).rows() > 0) {
                others.add(names.get(i) + " (" + sheets.get(i).rows() + ")");
            }
        }
        if (others.isEmpty()) {
            return List.of();
        }
        String shown = String.join(", ", others.subList(0, Math.min(MOST_NAMED, others.size())));
        return List.of(new FileNote(
                "only the sheet " + CsvText.excerpt(names.get(chosen))
                        + " was read; another is read where the mapping names it as \"sheet\". Not read, with their rows",
                others.size(),
                0,
                shown + (others.size() > MOST_NAMED ? ", …" : "")));
    }

    /// Rows that are left out stand for one empty row: what is set apart by one may be another table.
    @Override
    public @Nullable Row next() throws IOException {
        Row next = held == null ? parser.nextRow() : held;
        if (next != null && held == null && next.line() > before + 1 && before > 0) {
            held = next;
            return new Row(before + 1, List.of(), null, 0);
        }
        held = null;
        before = next == null ? before : next.line();
        return next;
    }

    @Override
    public List<FileNote> notes() {
        List<FileNote> notes = new ArrayList<>(about);
        notes.addAll(parser.notes());
        return notes;
    }

    @Override
    public long bytesRead() {
        return parser.bytesRead();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
