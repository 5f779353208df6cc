package io.keqing.importing.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// A workbook of Excel 2007 and later, in XML (`.xlsx`, `.xlsm`) or binary (`.xlsb`), read part by part with readers of
/// our own. Its texts, its formats and one sheet at a time; nothing of a sheet but the row at hand is in memory. Where
/// they can't read it, POI's reader is asked, for files that it can hold in memory.
final class XlsxBook implements AutoCloseable {
    private final WorkbookParts parts;
    private final SharedTexts texts;
    private final BookFormats formats = new BookFormats();
    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final List<String> visible = new ArrayList<>();
    private boolean binary;
    private boolean computedOnOpening;

    private XlsxBook(WorkbookParts parts) {
        this.parts = parts;
        this.texts = parts.texts();
    }

    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        try {
            return openOwn(file, fileName, wanted, settings);
        } catch (DamagedWorkbook e) {
            return PoiBook.open(file, fileName, wanted, settings, e);
        }
    }

    private static RowReader openOwn(Path file, String fileName, FileFormat wanted, ImportSettings settings)
            throws IOException {
        WorkbookParts parts = WorkbookParts.open(file, fileName, settings);
        XlsxBook book = new XlsxBook(parts);
        try {
            book.read();
            String sheet = book.choose(wanted.sheet());
            FileFormat found = new FileFormat(
                    sheet, wanted.table(), wanted.headerLine(), wanted.headerLines(), null, null, null, null);
            return TableReader.open(
                    book.records(sheet),
                    book.binary ? "xlsb" : "xlsx",
                    fileName,
                    found,
                    List.copyOf(book.sheets.keySet()));
        } catch (ZipException | EOFException | XMLStreamException e) {
            book.close();
            throw parts.damaged(e, 0);
        } catch (IOException | InvalidFile e) {
            book.close();
            throw e;
        } catch (RuntimeException e) {
            book.close();
            throw parts.damaged(e, 0);
        }
    }

    private void read() throws IOException, XMLStreamException {
        String main = parts.main();
        binary = main.toLowerCase(Locale.ROOT).endsWith(".bin");
        List<WorkbookParts.Relationship> all = parts.relationships(main);
        if (binary) {
            new XlsbParts(this, parts).read(main, all);
        } else {
            new XlsxParts(this, parts).read(main, all);
        }
    }

    /// @param part its name, of a part that is there
    void add(String sheet, String part, boolean isVisible) {
        String name = sheet;
        for (int n = 2; sheets.containsKey(name); n++) {
            name = sheet + " (" + n + ")";
        }
        sheets.put(name, part);
        if (isVisible) {
            visible.add(name);
        }
    }

    SharedTexts texts() {
        return texts;
    }

    BookFormats formats() {
        return formats;
    }

    void computeOnOpening(boolean is) {
        computedOnOpening = is;
    }

    boolean computedOnOpening() {
        return computedOnOpening;
    }

    WorkbookParts parts() {
        return parts;
    }

    String part(String sheet) {
        return String.valueOf(sheets.get(sheet));
    }

    private String choose(@Nullable String wanted) throws IOException {
        if (wanted != null) {
            if (!sheets.containsKey(wanted)) {
                throw new InvalidFile(parts.fileName() + " has no sheet " + wanted + "; it has "
                        + String.join(", ", sheets.keySet()));
            }
            return wanted;
        }
        List<SheetChoice.Sheet> seen = new ArrayList<>();
        visible.forEach(name -> seen.add(() -> rows(name, new Merges())));
        int chosen = SheetChoice.of(seen);
        if (chosen < 0) {
            throw PoiBook.empty(parts.fileName(), sheets.keySet());
        }
        return visible.get(chosen);
    }

    private Records rows(String sheet, Merges merges) throws IOException {
        return binary ? new XlsbRecords(this, sheet, merges) : new XlsxRecords(this, sheet, merges);
    }

    /// The rows of a sheet; closing them closes the workbook.
    private Records records(String sheet) throws IOException {
        Merges merges = new Merges();
        if (binary) {
            XlsbRecords.findMerged(this, sheet, merges);
        } else {
            MergedRanges.find(parts, part(sheet), merges);
        }
        return new BookRecords(rows(sheet, merges), this::close);
    }

    @Override
    public void close() throws IOException {
        try {
            texts.close();
        } finally {
            parts.close();
        }
    }
}
