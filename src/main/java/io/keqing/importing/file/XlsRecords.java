package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of an Excel 97 to 2003 workbook, record by record as POI's event model has them. POI holds the
/// shared texts in memory; the format ends at 65,536 rows and such a file at [#LARGEST].
final class XlsRecords implements Records {
    private static final long LARGEST = 256L << 20;

    private final POIFSFileSystem files;
    private final InputStream in;
    private final RecordFactoryInputStream records;
    private final String fileName;
    private final int chosen;
    private final List<BoundSheetRecord> sheets = new ArrayList<>();
    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private @Nullable SSTRecord texts;
    private boolean from1904;
    private int depth;
    private int part = -1;
    private int row = -1;
    private List<String> cells = new ArrayList<>();
    private int cleaned;
    private @Nullable CellValueRecordInterface formula;
    private @Nullable Row held;
    private long line;
    private boolean ended;

    private XlsRecords(Path file, String fileName, int chosen) throws IOException {
        this.fileName = fileName;
        this.chosen = chosen;
        files = new POIFSFileSystem(file.toFile(), true);
        try {
            DirectoryNode root = files.getRoot();
            if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
                throw new InvalidFile(fileName + " is protected by a password; save it without one");
            }
            if (!root.hasEntryCaseInsensitive("Workbook")) {
                throw new InvalidFile(fileName
                        + (root.hasEntryCaseInsensitive("Book")
                                ? " is a workbook of Excel 95 or older; save it as .xlsx"
                                : " is an old office document without a table, no workbook"));
            }
            in = root.createDocumentInputStream("Workbook");
            records = new RecordFactoryInputStream(in, false);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    static RowReader open(Path file, String fileName, FileFormat wanted) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new InvalidFile(fileName + " must have at most " + LARGEST + " bytes as an .xls, has "
                    + Files.size(file) + "; save it as .xlsx or .csv");
        }
        try {
            List<String> names = new ArrayList<>();
            int sheet = choose(file, fileName, wanted.sheet(), names);
            XlsRecords rows = new XlsRecords(file, fileName, sheet);
            FileFormat found = new FileFormat(
                    names.get(sheet),
                    wanted.table(),
                    wanted.headerLine(),
                    wanted.headerLines(),
                    null,
                    null,
                    null,
                    null);
            return TableReader.open(rows, "xls", fileName, found, List.copyOf(names));
        } catch (InvalidFile e) {
            throw e;
        } catch (EncryptedDocumentException e) {
            throw new InvalidFile(fileName + " is protected by a password; save it without one");
        } catch (RuntimeException | IOException e) {
            throw damaged(fileName, e, 0);
        }
    }

    private static InvalidFile damaged(String fileName, Exception e, long line) {
        return new InvalidFile(
                fileName + " is a damaged Excel workbook" + (line > 0 ? ", after row " + line : "") + ": "
                        + e.getMessage(),
                line,
                "");
    }

    /// The sheet with that name, or what [SheetChoice] takes for the table.
    private static int choose(Path file, String fileName, @Nullable String wanted, List<String> names)
            throws IOException {
        List<BoundSheetRecord> all;
        try (XlsRecords globals = new XlsRecords(file, fileName, -1)) {
            globals.next();
            all = globals.sheets.stream()
                    .sorted(Comparator.comparingInt(BoundSheetRecord::getPositionOfBof))
                    .toList();
        }
        all.forEach(sheet -> names.add(sheet.getSheetname()));
        if (names.isEmpty()) {
            throw new InvalidFile(fileName + " is a workbook without any sheet");
        }
        if (wanted != null) {
            if (!names.contains(wanted)) {
                throw new InvalidFile(fileName + " has no sheet " + wanted + "; it has " + String.join(", ", names));
            }
            return names.indexOf(wanted);
        }
        List<Integer> visible = new ArrayList<>();
        List<SheetChoice.Sheet> seen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isHidden() && !all.get(i).isVeryHidden()) {
                int place = i;
                visible.add(i);
                seen.add(() -> new XlsRecords(file, fileName, place));
            }
        }
        int chosen = SheetChoice.of(seen);
        return chosen < 0 ? 0 : visible.get(chosen);
    }

    @Override
    public @Nullable Row next() throws IOException {
        Row waiting = held;
        if (waiting != null) {
            held = null;
            return waiting;
        }
        try {
            Row next = read();
            long before = line;
            line = next == null ? line : next.line();
            if (next != null && before > 0 && next.line() > before + 1) {
                held = next;
                return new Row(before + 1, List.of(), null, 0);
            }
            return next;
        } catch (EncryptedDocumentException e) {
            throw new InvalidFile(fileName + " is protected by a password; save it without one");
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            throw damaged(fileName, e, line);
        }
    }

    private @Nullable Row read() {
        while (!ended) {
            Record next = records.nextRecord();
            if (next == null) {
                ended = true;
                return take(-1);
            }
            Row done = next(next);
            if (done != null) {
                return done;
            }
        }
        return null;
    }

    private @Nullable Row next(Record next) {
        if (next instanceof BOFRecord) {
            part += depth == 0 ? 1 : 0;
            depth++;
        } else if (next instanceof EOFRecord) {
            depth--;
            if (depth == 0 && part >= chosen + 1) {
                ended = true;
                return take(-1);
            }
        } else if (part == 0) {
            global(next);
        } else if (part == chosen + 1 && depth == 1) {
            return cell(next);
        }
        return null;
    }

    private void global(Record next) {
        switch (next) {
            case BoundSheetRecord sheet -> sheets.add(sheet);
            case SSTRecord shared -> texts = shared;
            case DateWindow1904Record window -> from1904 = window.getWindowing() == 1;
            case FormatRecord format -> formats.put(format.getIndexCode(), format.getFormatString());
            case ExtendedFormatRecord style -> styles.add((int) style.getFormatIndex());
            default -> {}
        }
    }

    private @Nullable Row cell(Record next) {
        if (next instanceof StringRecord text && formula != null) {
            put(formula.getColumn(), text.getString());
            formula = null;
            return null;
        }
        if (!(next instanceof CellValueRecordInterface value)) {
            return null;
        }
        Row done = value.getRow() == row ? null : take(value.getRow());
        formula = null;
        switch (next) {
            case LabelSSTRecord label -> {
                SSTRecord shared = texts;
                int number = label.getSSTIndex();
                boolean known = number >= 0 && shared != null && number < shared.getNumUniqueStrings();
                put(
                        label.getColumn(),
                        known && shared != null ? shared.getString(number).getString() : "");
            }
            case LabelRecord label -> put(label.getColumn(), label.getValue());
            case NumberRecord number -> put(number.getColumn(), number(number.getValue(), number.getXFIndex()));
            case BoolErrRecord flag ->
                put(
                        flag.getColumn(),
                        flag.isBoolean() ? flag.getBooleanValue() ? "TRUE" : "FALSE" : error(flag.getErrorValue()));
            case FormulaRecord result -> formula(result);
            default -> {}
        }
        return done;
    }

    private void formula(FormulaRecord result) {
        CellType type = result.getCachedResultTypeEnum();
        if (result.hasCachedResultString()) {
            formula = result;
        } else if (type == CellType.BOOLEAN) {
            put(result.getColumn(), result.getCachedBooleanValue() ? "TRUE" : "FALSE");
        } else if (type == CellType.ERROR) {
            put(result.getColumn(), error((byte) result.getCachedErrorValue()));
        } else {
            put(result.getColumn(), number(result.getValue(), result.getXFIndex()));
        }
    }

    private static String error(byte code) {
        return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERROR";
    }

    private String number(double value, int style) {
        String raw = SheetCell.number(Double.toString(value));
        int format = style >= 0 && style < styles.size() ? styles.get(style) : 0;
        return SheetCell.isDate(format, formats.getOrDefault(format, "general"))
                ? SheetCell.date(value, from1904, raw)
                : raw.endsWith(".0") ? raw.substring(0, raw.length() - 2) : raw;
    }

    private void put(int column, String text) {
        int bad = Cleaner.count(text);
        String clean = bad == 0 ? text : Cleaner.clean(text);
        if (!clean.isEmpty()) {
            while (cells.size() <= column) {
                cells.add("");
            }
            cells.set(column, clean);
            cleaned += bad;
        }
    }

    /// The row that is complete, if it has a value; the cells to come belong to row `next`.
    private @Nullable Row take(int next) {
        Row done = cells.isEmpty() ? null : new Row(row + 1, cells, null, cleaned);
        cells = new ArrayList<>();
        cleaned = 0;
        row = next;
        return done;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
        files.close();
    }
}
