package io.keqing.report;

import io.keqing.field.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// The sheet by which a workbook explains itself to whoever gets it next: what, who, when, by which
/// question, with which masking, and that nothing is left out.
///
/// @param author the person who asked for it
record About(String title, String author, Locale locale, List<Section> sections) {
    static final Label SHEET = new Label("说明", "About");
    private static final Label DEFINITIONS = new Label("指标定义", "What the figures mean");
    private static final Label MEASURES = new Label("指标", "Measures");
    private static final int LABEL_WIDTH = 26;
    private static final int VALUE_WIDTH = 66;
    private static final int OTHER_WIDTH = 16;
    private static final byte[] INK = {(byte) 0xff, (byte) 0x1f, (byte) 0x3a, (byte) 0x5f};
    private static final byte[] PALE = {(byte) 0xff, (byte) 0xe8, (byte) 0xee, (byte) 0xf5};
    private static final byte[] GREY = {(byte) 0xff, (byte) 0x59, (byte) 0x63, (byte) 0x70};

    /// Lines under a heading; the cells of a line stand side by side, the first is its label.
    record Section(String heading, List<List<String>> lines) {}

    /// What each measure of a report means.
    static About definitions(List<ReportPlan.Definition> definitions, Locale locale) {
        return new About(
                DEFINITIONS.in(locale),
                "",
                locale,
                List.of(new Section(
                        MEASURES.in(locale),
                        definitions.stream()
                                .map(each -> List.of(
                                        each.name().in(locale), each.text().in(locale)))
                                .toList())));
    }

    /// The same with one section more, where that has lines.
    About with(Section more) {
        if (more.lines.isEmpty()) {
            return this;
        }
        List<Section> all = new ArrayList<>(sections);
        all.add(more);
        return new About(title, author, locale, List.copyOf(all));
    }

    /// Adds the sheet behind all others.
    ///
    /// @param taken names of other sheets, in lower case
    void write(XSSFWorkbook workbook, String name, Set<String> taken) {
        XSSFSheet sheet = workbook.createSheet(ReportBook.sheetName(name, taken));
        sheet.setDisplayGridlines(false);
        int columns = sections.stream()
                .flatMap(section -> section.lines.stream())
                .mapToInt(List::size)
                .max()
                .orElse(2);
        for (int i = 0; i < columns; i++) {
            sheet.setColumnWidth(i, (i == 0 ? LABEL_WIDTH : i == 1 ? VALUE_WIDTH : OTHER_WIDTH) * 256);
        }
        XSSFCellStyle heading = style(workbook, 11, INK, true);
        heading.setFillForegroundColor(new XSSFColor(PALE));
        heading.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        XSSFCellStyle label = style(workbook, 11, GREY, false);
        XSSFCellStyle value = style(workbook, 11, null, false);
        XSSFRow first = sheet.createRow(0);
        first.setHeightInPoints(30);
        cell(first, 0, title, style(workbook, 18, INK, true));
        int row = 2;
        for (Section section : sections) {
            XSSFRow head = sheet.createRow(row++);
            for (int i = 0; i < columns; i++) {
                cell(head, i, i == 0 ? section.heading : "", heading);
            }
            for (List<String> line : section.lines) {
                XSSFRow at = sheet.createRow(row++);
                for (int i = 0; i < line.size(); i++) {
                    cell(at, i, line.get(i), i == 0 ? label : value);
                }
                int deep = lines(line);
                if (deep > 1) {
                    at.setHeightInPoints(Math.min(400, 15.5f * deep));
                }
            }
            row++;
        }
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setFitHeight((short) 0);
        sheet.getPrintSetup().setPaperSize((short) 9);
        sheet.getPrintSetup().setLandscape(true);
        sheet.setMargin(PageMargin.LEFT, 0.6);
    }

    private static int lines(List<String> line) {
        int most = 1;
        for (int i = 1; i < line.size(); i++) {
            int wide = i == 1 ? VALUE_WIDTH : OTHER_WIDTH;
            most = Math.max(
                    most,
                    line.get(i)
                            .lines()
                            .mapToInt(text -> 1 + Math.max(0, fullWidth(text) - 1) / wide)
                            .sum());
        }
        return most;
    }

    private static int fullWidth(String text) {
        return text.codePoints().map(point -> point >= 0x1100 ? 2 : 1).sum();
    }

    private static void cell(XSSFRow row, int column, String text, XSSFCellStyle style) {
        XSSFCell cell = row.createCell(column);
        cell.setCellStyle(style);
        if (!text.isEmpty()) {
            cell.setCellValue(text.length() > Losses.LONGEST_CELL ? text.substring(0, Losses.LONGEST_CELL) : text);
        }
    }

    private static XSSFCellStyle style(
            XSSFWorkbook workbook, int size, byte @org.jspecify.annotations.Nullable [] colour, boolean bold) {
        XSSFFont font = workbook.createFont();
        font.setFontHeightInPoints((short) size);
        font.setBold(bold);
        if (colour != null) {
            font.setColor(new XSSFColor(colour));
        }
        XSSFCellStyle style = workbook.createCellStyle();
        style.setFont(font);
        style.setWrapText(!bold);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setAlignment(HorizontalAlignment.LEFT);
        style.setQuotePrefixed(!bold);
        return style;
    }
}
