package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.util.RecordFormatException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// Workbooks that our own readers can't read, as POI understands them. It holds the whole workbook in memory, so only
/// files that unpack to [#LARGEST] are given to it: some ten times as much of memory.
final class PoiBook {
    private static final long LARGEST = 16L << 20;
    private static final int BUILT_IN = 164;

    private PoiBook() {}

    /// @param refusal why our own reader did not read it; thrown where POI doesn't, either
    static RowReader open(
            Path file, String fileName, FileFormat wanted, ImportSettings settings, DamagedWorkbook refusal)
            throws IOException {
        if (!isSmall(file)) {
            throw refusal;
        }
        Workbook book;
        try {
            book = WorkbookFactory.create(file.toFile(), null, true);
        } catch (IOException | RuntimeException e) {
            refusal.addSuppressed(e);
            throw refusal;
        }
        try {
            return open(book, file, fileName, wanted, settings);
        } catch (RecordFormatException | IllegalStateException | IndexOutOfBoundsException e) {
            book.close();
            refusal.addSuppressed(e);
            throw refusal;
        } catch (IOException | RuntimeException e) {
            book.close();
            throw e;
        }
    }

    private static boolean isSmall(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return false;
        }
        long unpacked = 0;
        byte[] block = new byte[1 << 16];
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                try (InputStream in = zip.getInputStream(entries.nextElement())) {
                    for (int read = in.read(block); read >= 0 && unpacked <= LARGEST; read = in.read(block)) {
                        unpacked += read;
                    }
                }
            }
            return unpacked <= LARGEST;
        } catch (ZipException e) {
            // no archive at all, but a workbook of Excel 97
            return unpacked == 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static RowReader open(Workbook book, Path file, String fileName, FileFormat wanted, ImportSettings settings)
            throws IOException {
        List<String> names = new ArrayList<>();
        List<Integer> visible = new ArrayList<>();
        for (int i = 0; i < book.getNumberOfSheets(); i++) {
            names.add(book.getSheetName(i));
            if (book.getSheetVisibility(i) == SheetVisibility.VISIBLE) {
                visible.add(i);
            }
        }
        BookFormats formats = formats(book);
        String sheet = wanted.sheet();
        int chosen = sheet == null ? 0 : names.indexOf(sheet);
        if (sheet != null && chosen < 0) {
            throw new InvalidFile(fileName + " has no sheet " + sheet + "; it has " + String.join(", ", names));
        }
        if (sheet == null) {
            List<SheetChoice.Sheet> seen = new ArrayList<>();
            for (int place : visible) {
                seen.add(() -> rows(book, place, formats, file, fileName, settings));
            }
            int best = SheetChoice.of(seen);
            if (best < 0) {
                throw empty(fileName, names);
            }
            chosen = visible.get(best);
        }
        FileFormat found = new FileFormat(
                names.get(chosen), wanted.table(), wanted.headerLine(), wanted.headerLines(), null, null, null, null);
        Records rows = new BookRecords(rows(book, chosen, formats, file, fileName, settings), book::close);
        return TableReader.open(rows, book instanceof HSSFWorkbook ? "xls" : "xlsx", fileName, found, names);
    }

    /// @param sheets all that the workbook has
    static InvalidFile empty(String fileName, Collection<String> sheets) {
        return new InvalidFile(
                sheets.isEmpty()
                        ? fileName + " is a workbook without any sheet of cells"
                        : fileName + " has no value in any cell of its visible sheets; it has the sheets "
                                + String.join(", ", sheets));
    }

    private static BookFormats formats(Workbook book) {
        BookFormats formats = new BookFormats();
        for (int i = 0; i < book.getNumCellStyles(); i++) {
            CellStyle style = book.getCellStyleAt(i);
            int id = style.getDataFormat();
            String code = style.getDataFormatString();
            formats.add(id, id < BUILT_IN || code == null ? "" : code);
        }
        formats.countFrom1904(
                switch (book) {
                    case XSSFWorkbook xml -> xml.isDate1904();
                    case HSSFWorkbook old -> old.getInternalWorkbook().isUsing1904DateWindowing();
                    default -> false;
                });
        return formats;
    }

    private static Records rows(
            Workbook book, int place, BookFormats formats, Path file, String fileName, ImportSettings settings)
            throws IOException {
        Sheet sheet = book.getSheetAt(place);
        Merges merges = new Merges();
        for (CellRangeAddress range : sheet.getMergedRegions()) {
            merges.add(range.getFirstRow() + 1L, range.getLastRow() + 1L, range.getFirstColumn());
        }
        return new SheetOfPoi(sheet, new SheetRows(file, fileName, formats, merges, settings));
    }

    private static final class SheetOfPoi extends SheetRecords {
        private final Iterator<org.apache.poi.ss.usermodel.Row> all;

        SheetOfPoi(Sheet sheet, SheetRows rows) {
            super(rows);
            this.all = sheet.rowIterator();
        }

        @Override
        @Nullable
        Row read() {
            while (all.hasNext()) {
                org.apache.poi.ss.usermodel.Row next = all.next();
                rows().begin(next.getRowNum() + 1L);
                next.forEach(this::put);
                Row done = rows().end();
                if (done != null) {
                    return done;
                }
            }
            return null;
        }

        private void put(Cell cell) {
            boolean formula = cell.getCellType() == CellType.FORMULA;
            int column = cell.getColumnIndex();
            switch (formula ? cell.getCachedFormulaResultType() : cell.getCellType()) {
                case NUMERIC ->
                    rows().number(
                                    column,
                                    cell.getNumericCellValue(),
                                    cell.getCellStyle().getIndex());
                case STRING -> rows().text(column, cell.getStringCellValue());
                case BOOLEAN -> rows().truth(column, cell.getBooleanCellValue());
                case ERROR ->
                    rows().error(FormulaError.forInt(cell.getErrorCellValue()).getString());
                case _NONE, FORMULA, BLANK -> {}
            }
        }

        @Override
        public long bytesRead() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
