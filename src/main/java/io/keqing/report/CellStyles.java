package io.keqing.report;

import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// The styles of data sheets, as indices into the workbook's style table: known before the first row is streamed.
///
/// @param quoted running text that begins like a formula; the quote keeps it a text when somebody edits the cell
/// @param word text that stays text, whatever is typed over it
record CellStyles(
        int header,
        int numberHeader,
        int text,
        int quoted,
        int word,
        int quotedWord,
        int whole,
        int number,
        int money,
        int day,
        int moment) {
    private static final byte[] INK = {(byte) 0xff, (byte) 0x1f, (byte) 0x3a, (byte) 0x5f};

    static CellStyles in(XSSFWorkbook workbook) {
        XSSFFont bold = workbook.createFont();
        bold.setBold(true);
        bold.setColor(new XSSFColor(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}));
        XSSFCellStyle header = header(workbook, bold);
        XSSFCellStyle numberHeader = header(workbook, bold);
        numberHeader.setAlignment(HorizontalAlignment.RIGHT);
        numberHeader.setIndention((short) 1);
        return new CellStyles(
                header.getIndex(),
                numberHeader.getIndex(),
                style(workbook, "General", false),
                style(workbook, "General", true),
                style(workbook, "@", false),
                style(workbook, "@", true),
                numberStyle(workbook, "#,##0"),
                numberStyle(workbook, "General"),
                numberStyle(workbook, "#,##0.00"),
                leftStyle(workbook, "yyyy-mm-dd"),
                leftStyle(workbook, "yyyy-mm-dd hh:mm:ss"));
    }

    private static XSSFCellStyle header(XSSFWorkbook workbook, XSSFFont font) {
        XSSFCellStyle header = workbook.createCellStyle();
        header.setFont(font);
        header.setFillForegroundColor(new XSSFColor(INK));
        header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        header.setVerticalAlignment(VerticalAlignment.CENTER);
        return header;
    }

    /// Right, but not so far that it touches the text in the next column.
    private static int numberStyle(XSSFWorkbook workbook, String format) {
        int index = style(workbook, format, false);
        workbook.getCellStyleAt(index).setAlignment(HorizontalAlignment.RIGHT);
        workbook.getCellStyleAt(index).setIndention((short) 1);
        return index;
    }

    /// A day at the right of its column would touch the text that begins at the left of the next.
    private static int leftStyle(XSSFWorkbook workbook, String format) {
        int index = style(workbook, format, false);
        workbook.getCellStyleAt(index).setAlignment(HorizontalAlignment.LEFT);
        return index;
    }

    private static int style(XSSFWorkbook workbook, String format, boolean quoted) {
        XSSFCellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        style.setQuotePrefixed(quoted);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        return style.getIndex();
    }
}
