package io.keqing.importing.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/// A workbook of Excel 5 to 2003. Its records are taken apart here and only those that say something about values,
/// under
/// every number that programs give them: what nobody needs can't make a file unreadable. POI gives the streams of the
/// file, takes off a password that everybody knows, and reads the table of texts, which it holds in memory. The format
/// ends at 65,536 rows and such a file at [#LARGEST].
final class XlsBook implements AutoCloseable {
    private static final long LARGEST = 256L << 20;
    static final String PROTECTED = " is protected by a password; save it without one";

    private final Path file;
    private final String fileName;
    private final ImportSettings settings;
    private final @Nullable POIFSFileSystem files;
    private final String stream;
    private final BookFormats formats = new BookFormats();
    private final List<Sheet> sheets = new ArrayList<>();
    private boolean old;
    private Charset charset = XlsText.WESTERN;
    private @Nullable SSTRecord texts;
    private @Nullable EncryptionInfo key;
    private int plainBytes;

    /// @param position of its first record in the stream
    private record Sheet(String name, int position, boolean visible) {}

    private XlsBook(Path file, String fileName, ImportSettings settings, boolean packed) throws IOException {
        this.file = file;
        this.fileName = fileName;
        this.settings = settings;
        this.files = packed ? new POIFSFileSystem(file.toFile(), true) : null;
        try {
            this.stream = files == null ? "" : stream(files.getRoot());
        } catch (InvalidFile e) {
            close();
            throw e;
        }
    }

    private String stream(DirectoryNode root) {
        if (!root.hasEntryCaseInsensitive("Workbook") && !root.hasEntryCaseInsensitive("Book")) {
            throw new InvalidFile(fileName + " is an old office document without a table, no workbook; save what you"
                    + " want to import as .xlsx or .csv");
        }
        return root.hasEntryCaseInsensitive("Workbook") ? "Workbook" : "Book";
    }

    /// @param packed whether the records stand in a file of streams as Office writes it, or alone
    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings, boolean packed)
            throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new InvalidFile(fileName + " must have at most " + LARGEST + " bytes as an .xls, has "
                    + Files.size(file) + "; save it as .xlsx or .csv");
        }
        XlsBook book = null;
        try {
            book = new XlsBook(file, fileName, settings, packed);
            book.read();
            return book.open(wanted);
        } catch (DamagedWorkbook e) {
            close(book);
            return PoiBook.open(file, fileName, wanted, settings, e);
        } catch (InvalidFile e) {
            close(book);
            throw e;
        } catch (EncryptedDocumentException e) {
            close(book);
            throw new InvalidFile(fileName + PROTECTED);
        } catch (RuntimeException | IOException e) {
            close(book);
            return PoiBook.open(file, fileName, wanted, settings, damaged(fileName, e, 0));
        }
    }

    private static void close(@Nullable XlsBook book) throws IOException {
        if (book != null) {
            book.close();
        }
    }

    static DamagedWorkbook damaged(String fileName, Exception e, long line) {
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new DamagedWorkbook(
                fileName + " is a damaged Excel workbook" + (line > 0 ? ", after row " + line : "") + ": " + what
                        + "; open it in a spreadsheet program and save it as .xlsx",
                line);
    }

    private RowReader open(FileFormat wanted) throws IOException {
        List<String> names = sheets.stream().map(Sheet::name).toList();
        int chosen = choose(wanted.sheet(), names);
        FileFormat found = new FileFormat(
                names.get(chosen), wanted.table(), wanted.headerLine(), wanted.headerLines(), null, null, null, null);
        Merges merges = new Merges();
        boolean ordered = XlsRecords.look(this, chosen, merges);
        Records rows = new XlsRecords(this, chosen, merges, ordered);
        return TableReader.open(new BookRecords(rows, this::close), "xls", fileName, found, names);
    }

    /// The sheet with that name, or what [SheetChoice] takes for the table.
    private int choose(@Nullable String wanted, List<String> names) throws IOException {
        if (wanted != null) {
            if (!names.contains(wanted)) {
                throw new InvalidFile(fileName + " has no sheet " + wanted + "; it has " + String.join(", ", names));
            }
            return names.indexOf(wanted);
        }
        List<Integer> visible = new ArrayList<>();
        List<SheetChoice.Sheet> seen = new ArrayList<>();
        for (int i = 0; i < sheets.size(); i++) {
            if (sheets.get(i).visible()) {
                int place = i;
                visible.add(i);
                seen.add(() -> new XlsRecords(this, place, new Merges(), true));
            }
        }
        int chosen = SheetChoice.of(seen);
        if (chosen < 0) {
            throw PoiBook.empty(fileName, names);
        }
        return visible.get(chosen);
    }

    private void read() throws IOException {
        XlsGlobals globals = new XlsGlobals(this);
        try (InputStream in = stream()) {
            globals.read(new RecordInputStream(in));
        }
        EncryptionInfo found = key;
        if (found != null) {
            try (InputStream in = stream()) {
                in.skipNBytes(plainBytes);
                globals.read(new RecordInputStream(in, found, plainBytes));
            }
        }
        globals.finish();
    }

    /// A password that Excel uses where people set none is taken off without asking.
    void decrypt(FilePassRecord record, int readSoFar) {
        EncryptionInfo info = record.getEncryptionInfo();
        try {
            if (!info.getDecryptor().verifyPassword(Decryptor.DEFAULT_PASSWORD)) {
                throw new InvalidFile(fileName + PROTECTED);
            }
        } catch (GeneralSecurityException e) {
            throw new EncryptedDocumentException(e);
        }
        key = info;
        plainBytes = readSoFar;
    }

    boolean isDecrypted() {
        return key != null;
    }

    private InputStream stream() throws IOException {
        return files == null
                ? new java.io.BufferedInputStream(Files.newInputStream(file))
                : files.getRoot().createDocumentInputStream(stream);
    }

    /// The records of a sheet from its first on.
    record Opened(RecordInputStream records, InputStream in) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    Opened sheet(int place) throws IOException {
        int position = sheets.get(place).position();
        EncryptionInfo found = key;
        InputStream in = new FilterInputStream(stream()) {};
        try {
            if (found == null) {
                in.skipNBytes(position);
                return new Opened(new RecordInputStream(in), in);
            }
            in.skipNBytes(plainBytes);
            RecordInputStream records = new RecordInputStream(in, found, plainBytes);
            int at = plainBytes;
            while (at < position && records.hasNextRecord()) {
                records.nextRecord();
                at += 4 + records.remaining();
                records.readRemainder();
            }
            return new Opened(records, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    void add(String name, int position, boolean visible) {
        String one = name;
        for (int n = 2; hasSheet(one); n++) {
            one = name + " (" + n + ")";
        }
        sheets.add(new Sheet(one, position, visible));
    }

    private boolean hasSheet(String name) {
        return sheets.stream().anyMatch(sheet -> sheet.name().equals(name));
    }

    void texts(SSTRecord table) {
        texts = table;
    }

    @Nullable
    String text(int number) {
        SSTRecord table = texts;
        return table != null && number >= 0 && number < table.getNumUniqueStrings()
                ? table.getString(number).getString()
                : null;
    }

    BookFormats formats() {
        return formats;
    }

    /// Whether it is of Excel 5 or 95, whose texts are bytes of a code page.
    boolean isOld() {
        return old;
    }

    void version(boolean isOld) {
        old = isOld;
    }

    Charset charset() {
        return charset;
    }

    void charset(Charset found) {
        charset = found;
    }

    String fileName() {
        return fileName;
    }

    SheetRows rows(Merges merges) throws IOException {
        return new SheetRows(file, fileName, formats, merges, settings);
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            files.close();
        }
    }
}
