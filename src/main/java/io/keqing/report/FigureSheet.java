package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Look;
import io.keqing.report.Figures.Note;
import io.keqing.report.Figures.Table;
import io.keqing.report.Figures.Whiskers;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.ColorScaleFormatting;
import org.apache.poi.ss.usermodel.ConditionalFormattingThreshold.RangeType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFConditionalFormattingRule;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// Draws [Figures] into the shell of a workbook.
final class FigureSheet {
    static final byte[] INK = {(byte) 0xff, (byte) 0x1f, (byte) 0x3a, (byte) 0x5f};
    private static final byte[] PALE = {(byte) 0xff, (byte) 0xe8, (byte) 0xee, (byte) 0xf5};
    private static final byte[] GREY = {(byte) 0xff, (byte) 0x59, (byte) 0x63, (byte) 0x70};
    private static final byte[] COLD = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    private static final byte[] HOT = {(byte) 0xff, (byte) 0x5b, (byte) 0x8d, (byte) 0xc8};
    private static final int FIRST_WIDTH = 30;
    private static final int WIDTH = 15;
    private static final int WIDEST = 46;
    private static final int CHART_ROWS = 18;

    private final XSSFWorkbook workbook;
    private final XSSFSheet sheet;
    private final Locale locale;
    private final Map<Form, XSSFCellStyle> cells = new EnumMap<>(Form.class);
    private final XSSFCellStyle heading;
    private final XSSFCellStyle head;
    private final XSSFCellStyle note;
    private final XSSFCellStyle small;
    private final XSSFCellStyle quoted;
    private final XSSFCellStyle numberHead;
    /// Where the rows of a drawn table begin.
    private final Map<Table, Integer> drawn = new HashMap<>();

    private int row;

    private FigureSheet(XSSFWorkbook workbook, XSSFSheet sheet, Locale locale) {
        this.workbook = workbook;
        this.sheet = sheet;
        this.locale = locale;
        heading = style(13, INK, true);
        head = head(HorizontalAlignment.LEFT);
        numberHead = head(HorizontalAlignment.RIGHT);
        note = style(10, GREY, false);
        small = style(9, GREY, false);
        small.setDataFormat(workbook.createDataFormat().getFormat(Form.NUMBER.pattern()));
        quoted = style(11, null, false);
        quoted.setQuotePrefixed(true);
    }

    private XSSFCellStyle head(HorizontalAlignment alignment) {
        XSSFCellStyle style = style(11, INK, true);
        style.setFillForegroundColor(new XSSFColor(PALE));
        style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        style.setBorderBottom(BorderStyle.THIN);
        style.setWrapText(true);
        style.setAlignment(alignment);
        style.setVerticalAlignment(VerticalAlignment.BOTTOM);
        return style;
    }

    /// @param title stands large above all
    /// @param below what stands below it: who, when, over what
    static void draw(
            XSSFWorkbook workbook, XSSFSheet sheet, String title, List<String> below, Figures figures, Locale locale) {
        new FigureSheet(workbook, sheet, locale).draw(title, below, figures);
    }

    private void draw(String title, List<String> below, Figures figures) {
        sheet.setDisplayGridlines(false);
        XSSFRow first = sheet.createRow(row++);
        first.setHeightInPoints(28);
        text(first, 0, title, style(18, INK, true));
        for (String line : below) {
            text(sheet.createRow(row++), 0, line, note);
        }
        row++;
        widths(figures);
        for (Figures.Block block : figures.blocks()) {
            switch (block) {
                case Note text -> text(sheet.createRow(row++), 0, text.text().in(locale), note);
                case Table table -> draw(table);
                case Chart chart -> draw(chart);
            }
            row++;
        }
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setFitHeight((short) 0);
        sheet.getPrintSetup().setPaperSize((short) 9);
        sheet.getPrintSetup().setLandscape(true);
    }

    /// A column is as wide as the widest text of any table in it, within bounds.
    private void widths(Figures figures) {
        int[] widest = new int[64];
        widest[0] = FIRST_WIDTH;
        for (Figures.Block block : figures.blocks()) {
            if (block instanceof Table table) {
                for (int i = 0; i < table.heads().size(); i++) {
                    widest[i] = Math.max(widest[i], WIDTH);
                    for (List<@Nullable Object> cells : table.rows()) {
                        widest[i] = Math.max(widest[i], DataSheet.width(shown(cells.get(i))) + 2);
                    }
                }
            }
        }
        for (int i = 0; i < widest.length && widest[i] > 0; i++) {
            sheet.setColumnWidth(i, Math.min(WIDEST, widest[i]) * 256);
        }
    }

    private String shown(@Nullable Object value) {
        return switch (value) {
            case Label label -> label.in(locale);
            case String text -> text;
            case null, default -> "";
        };
    }

    private void draw(Table table) {
        text(sheet.createRow(row++), 0, table.title().in(locale), heading);
        XSSFRow heads = sheet.createRow(row++);
        for (int i = 0; i < table.heads().size(); i++) {
            Head each = table.heads().get(i);
            text(heads, i, each.label().in(locale), isLeft(each.form()) ? head : numberHead);
        }
        int from = row;
        drawn.put(table, from);
        for (List<@Nullable Object> values : table.rows()) {
            XSSFRow line = sheet.createRow(row++);
            for (int i = 0; i < table.heads().size(); i++) {
                write(line, i, values.get(i), table.heads().get(i));
            }
        }
        if (table.look() == Look.HEAT && row > from && table.heads().size() > 1) {
            heat(new CellRangeAddress(from, row - 1, 1, table.heads().size() - 1));
        }
    }

    private void heat(CellRangeAddress area) {
        var formatting = sheet.getSheetConditionalFormatting();
        XSSFConditionalFormattingRule rule = formatting.createConditionalFormattingColorScaleRule();
        ColorScaleFormatting scale = rule.getColorScaleFormatting();
        scale.setNumControlPoints(2);
        scale.getThresholds()[0].setRangeType(RangeType.MIN);
        scale.getThresholds()[1].setRangeType(RangeType.MAX);
        scale.setColors(new XSSFColor[] {new XSSFColor(COLD), new XSSFColor(HOT)});
        formatting.addConditionalFormatting(new CellRangeAddress[] {area}, rule);
    }

    private void write(XSSFRow line, int column, @Nullable Object value, Head head) {
        if (value == null) {
            return;
        }
        XSSFCell cell = line.createCell(column);
        cell.setCellStyle(cells.computeIfAbsent(head.form(), this::formed));
        switch (value) {
            case Number number -> cell.setCellValue(number.doubleValue());
            case LocalDate day -> cell.setCellValue(day);
            case Label label -> cell.setCellValue(label.in(locale));
            default -> {
                String text = value.toString();
                if (!text.isEmpty() && DataSheet.likeFormula(text)) {
                    cell.setCellStyle(quoted);
                }
                cell.setCellValue(text);
            }
        }
    }

    private static boolean isLeft(Form form) {
        return form == Form.TEXT || form == Form.DAY;
    }

    private XSSFCellStyle formed(Form form) {
        XSSFCellStyle style = style(11, null, false);
        style.setDataFormat(workbook.createDataFormat().getFormat(form.pattern()));
        style.setAlignment(isLeft(form) ? HorizontalAlignment.LEFT : HorizontalAlignment.RIGHT);
        return style;
    }

    private void draw(Chart chart) {
        Integer from = drawn.get(chart.of());
        if (from == null) {
            throw new IllegalStateException(
                    "a chart must stand below its table, " + chart.title().en() + " does not");
        }
        // one bar says no more than its table
        if (chart.of().rows().size() > 1) {
            if (chart.whiskers() != null) {
                distances(chart, chart.whiskers(), from);
            }
            FigureChart.draw(sheet, chart, from, row, row + CHART_ROWS, locale);
            row += CHART_ROWS + 1;
        }
    }

    /// How far the ends of the intervals are from their values: charts take whiskers so.
    private void distances(Chart chart, Whiskers whiskers, int from) {
        int column = FigureChart.beside(chart.of());
        int value = chart.series().getFirst();
        text(sheet.getRow(from - 1), column, "+", note);
        text(sheet.getRow(from - 1), column + 1, "−", note);
        for (int i = 0; i < chart.of().rows().size(); i++) {
            List<@Nullable Object> cells = chart.of().rows().get(i);
            if (cells.get(value) instanceof Number middle) {
                distance(from + i, column, cells.get(whiskers.high()), middle);
                distance(from + i, column + 1, middle, cells.get(whiskers.low()));
            }
        }
    }

    private void distance(int row, int column, @Nullable Object end, @Nullable Object start) {
        if (end instanceof Number high && start instanceof Number low) {
            XSSFCell cell = sheet.getRow(row).createCell(column);
            cell.setCellStyle(small);
            cell.setCellValue(Math.max(0, high.doubleValue() - low.doubleValue()));
        }
    }

    private static void text(XSSFRow row, int column, String text, XSSFCellStyle style) {
        XSSFCell cell = row.createCell(column);
        cell.setCellStyle(style);
        cell.setCellValue(text);
    }

    private XSSFCellStyle style(int size, byte @Nullable [] colour, boolean bold) {
        XSSFFont font = workbook.createFont();
        font.setFontHeightInPoints((short) size);
        font.setBold(bold);
        if (colour != null) {
            font.setColor(new XSSFColor(colour));
        }
        XSSFCellStyle style = workbook.createCellStyle();
        style.setFont(font);
        return style;
    }
}
