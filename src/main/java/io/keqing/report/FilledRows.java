package io.keqing.report;

import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;

/// The rows of a workbook of the house's own that records go into. Example values are cleared first; what stands
/// below them (a total, a signature) moves down when the records need its place.
final class FilledRows {
    /// Records that a workbook of the house's own takes.
    static final int MOST = 50_000;

    private static final Pattern TOTAL = Pattern.compile(
            "\\b(?:SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNTA?|MIN|MAX|MEDIAN|SUMPRODUCT)\\(", Pattern.CASE_INSENSITIVE);

    private final int left;
    private final int right;
    private int next;
    private int rows;
    /// Rows that were moved in and hold nothing yet end here.
    private int free;

    private int gap = 64;

    /// @param top the row of the first record
    /// @param left first column of the records
    /// @param right their last one
    FilledRows(XSSFSheet sheet, int top, int left, int right) {
        this.left = left;
        this.right = right;
        this.next = top;
        this.free = clear(sheet, top, left, right);
    }

    /// Empties the cells of an example: from `top` to the first row that is blank, or has a total of the example.
    /// Formulas beside the values stay, and so do looks.
    ///
    /// @return the row behind the example
    static int clear(XSSFSheet sheet, int top, int left, int right) {
        int at = top;
        for (XSSFRow row = sheet.getRow(at); row != null && isExample(row, left, right); row = sheet.getRow(++at)) {
            for (int column = left; column <= right; column++) {
                XSSFCell cell = row.getCell(column);
                if (cell != null && cell.getCellType() != CellType.FORMULA) {
                    cell.setBlank();
                }
            }
        }
        return at;
    }

    /// A row with a value that somebody typed, and without a total.
    private static boolean isExample(XSSFRow row, int left, int right) {
        boolean typed = false;
        for (int column = left; column <= right; column++) {
            XSSFCell cell = row.getCell(column);
            if (cell != null && cell.getCellType() == CellType.FORMULA) {
                if (TOTAL.matcher(cell.getCellFormula()).find()) {
                    return false;
                }
            } else {
                typed |= cell != null && cell.getCellType() != CellType.BLANK;
            }
        }
        return typed;
    }

    private boolean isTaken(@Nullable XSSFRow row) {
        for (int column = left; row != null && column <= right; column++) {
            XSSFCell cell = row.getCell(column);
            if (cell != null && cell.getCellType() != CellType.BLANK) {
                return true;
            }
        }
        return false;
    }

    /// The row of the next record.
    ///
    /// @throws ReportRefusal where there are more than [#MOST]
    XSSFRow next(XSSFSheet sheet) {
        if (rows++ >= MOST) {
            throw ReportRefusal.rule("a workbook of your own takes at most " + MOST
                    + " records; ask for the report without it, or for fewer");
        }
        if (next >= free && isTaken(sheet.getRow(next))) {
            sheet.shiftRows(next, sheet.getLastRowNum(), gap, true, false);
            free = next + gap;
            gap *= 2;
        }
        XSSFRow row = sheet.getRow(next);
        return row == null ? sheet.createRow(next++) : sheet.getRow(next++);
    }

    /// Moves what was moved too far back up to the records.
    void end(XSSFSheet sheet) {
        if (gap > 64 && next < free && free <= sheet.getLastRowNum()) {
            sheet.shiftRows(free, sheet.getLastRowNum(), next - free, true, false);
        }
    }
}
