package io.keqing.report;

import io.keqing.field.Label;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// A workbook of the house's own, filled. Defined names say where: `kq_title`, `kq_asof`, `kq_by`,
/// `kq_rows` and `kq_sha256` are a cell each; `kq_records` is a row of headers, each the name or label
/// of a column, below which the records go in the style of the row below it; `kq_figures_1`,
/// `kq_figures_2` … are the left upper corner of a table of figures. All else stays as it is, and Excel
/// computes the formulas anew when it opens the file.
///
/// What stands below the headers as an example is cleared before the records go in, and what stands below the
/// example moves down with them. Headers that are no column of the report, and what the workbook has no place for,
/// are named on its About sheet.
///
/// It is held in memory, unlike other reports: hence the limit of rows.
final class FilledBook implements Cells, Closeable {
    private static final String PREFIX = "kq_";
    private static final String RECORDS = PREFIX + "records";
    private static final String FIGURES = PREFIX + "figures_";

    private static final Label PLACES = new Label("此工作簿未包含", "Not in this workbook");
    private static final Label STRANGERS = new Label("报表中没有的列", "Headers that are no column of the report");
    private static final Label UNPLACED = new Label("没有位置的数字表", "Figures without a place (a defined name)");
    private static final Label NOT_HELD = new Label("没有位置的记录", "Records without a place");

    private final XSSFWorkbook book;
    private final Locale locale;
    private final Losses losses;
    private final Map<Integer, Integer> placed = new HashMap<>();
    private final List<String> strangers = new ArrayList<>();
    private final Map<Integer, XSSFCellStyle> styles = new HashMap<>();
    private @Nullable XSSFSheet sheet;
    private @Nullable XSSFRow row;
    private @Nullable FilledRows records;
    private int column;

    FilledBook(byte[] content, List<Column> columns, Locale locale, Losses losses) throws IOException {
        this.book = new XSSFWorkbook(new ByteArrayInputStream(content));
        this.locale = locale;
        this.losses = losses;
        AreaReference area = area(RECORDS);
        if (area != null) {
            place(area, columns);
        }
    }

    /// @throws ReportRefusal where no name in it is one that a report fills
    static void check(XSSFWorkbook book) {
        boolean any = book.getAllNames().stream()
                .anyMatch(name -> name.getNameName().toLowerCase(Locale.ROOT).startsWith(PREFIX));
        if (!any) {
            throw ReportRefusal.rule("a workbook must define a name that begins with kq_, such as kq_records");
        }
    }

    private @Nullable AreaReference area(String wanted) {
        for (Name name : book.getAllNames()) {
            if (name.getNameName().equalsIgnoreCase(wanted) && !name.isDeleted()) {
                return new AreaReference(name.getRefersToFormula(), SpreadsheetVersion.EXCEL2007);
            }
        }
        return null;
    }

    private XSSFSheet sheet(AreaReference area) {
        return book.getSheet(area.getFirstCell().getSheetName());
    }

    /// Where each column goes: under the header that is its name or label. One without a header is left
    /// out.
    private void place(AreaReference area, List<Column> columns) {
        XSSFSheet place = sheet(area);
        sheet = place;
        int top = area.getFirstCell().getRow();
        int left = area.getFirstCell().getCol();
        int right = area.getLastCell().getCol();
        XSSFRow heads = place.getRow(top);
        XSSFRow pattern = place.getRow(top + 1);
        for (int at = left; at <= right; at++) {
            XSSFCell head = heads == null ? null : heads.getCell(at);
            String name = head == null ? "" : head.toString().strip();
            boolean known = false;
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equalsIgnoreCase(name)
                        || columns.get(i).header().equalsIgnoreCase(name)) {
                    known = true;
                    placed.put(i, at);
                    XSSFCell styled = pattern == null ? null : pattern.getCell(at);
                    if (styled != null) {
                        styles.put(i, styled.getCellStyle());
                    }
                }
            }
            if (!known && !name.isEmpty()) {
                strangers.add(name);
            }
        }
        records = new FilledRows(place, top + 1, left, right);
    }

    private @Nullable XSSFCell cell() {
        Integer at = placed.get(column);
        int index = column++;
        if (at == null || sheet == null || records == null) {
            return null;
        }
        if (row == null) {
            row = records.next(sheet);
        }
        XSSFCell cell = row.createCell(at);
        XSSFCellStyle style = styles.get(index);
        if (style != null) {
            cell.setCellStyle(style);
        }
        return cell;
    }

    @Override
    public void empty() {
        column++;
    }

    @Override
    public void text(String value) {
        XSSFCell cell = cell();
        if (cell != null && !value.isEmpty()) {
            cell.setCellValue(losses.fit(value));
        }
    }

    @Override
    public void word(String value) {
        text(value);
    }

    @Override
    public void number(double value, boolean whole) {
        XSSFCell cell = cell();
        if (cell != null) {
            cell.setCellValue(value);
        }
    }

    @Override
    public void money(BigDecimal value) {
        number(value.doubleValue(), false);
    }

    @Override
    public void day(LocalDate day) {
        XSSFCell cell = cell();
        if (cell != null) {
            cell.setCellValue(day);
            dated(cell, "yyyy-mm-dd");
        }
    }

    @Override
    public void moment(LocalDateTime moment) {
        XSSFCell cell = cell();
        if (cell != null) {
            cell.setCellValue(moment);
            dated(cell, "yyyy-mm-dd hh:mm:ss");
        }
    }

    private final Map<String, XSSFCellStyle> dates = new HashMap<>();

    /// A day in a cell that the user has not formatted would be read as a number.
    private void dated(XSSFCell cell, String format) {
        if (cell.getCellStyle().getDataFormat() == 0) {
            cell.setCellStyle(dates.computeIfAbsent(format, pattern -> {
                XSSFCellStyle style = book.createCellStyle();
                style.setDataFormat(book.createDataFormat().getFormat(pattern));
                return style;
            }));
        }
    }

    @Override
    public void endRow() {
        column = 0;
        if (row == null && sheet != null && records != null) {
            // a record without any value in these columns is a row all the same
            records.next(sheet);
        }
        row = null;
    }

    private void set(String name, String value) {
        AreaReference area = area(PREFIX + name);
        if (area != null) {
            cell(sheet(area), area.getFirstCell().getRow(), area.getFirstCell().getCol())
                    .setCellValue(value);
        }
    }

    private static XSSFCell cell(XSSFSheet sheet, int row, int column) {
        XSSFRow there = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        return there.getCell(column) == null ? there.createCell(column) : there.getCell(column);
    }

    /// Fills what is known when all records are in, and writes the file.
    void finish(ReportPlan plan, List<Figures> figures, About about, Made made, String asOf, OutputStream out)
            throws IOException {
        set("title", plan.title().in(locale));
        set("asof", asOf);
        set("by", about.author());
        set("sha256", made.sha256());
        AreaReference count = area(PREFIX + "rows");
        if (count != null) {
            cell(
                            sheet(count),
                            count.getFirstCell().getRow(),
                            count.getFirstCell().getCol())
                    .setCellValue(made.rows());
        }
        List<Figures.Table> tables = new ArrayList<>();
        figures.forEach(each -> each.blocks().forEach(block -> {
            if (block instanceof Figures.Table table) {
                tables.add(table);
            }
        }));
        if (sheet != null && records != null) {
            records.end(sheet);
        }
        List<String> unplaced = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            AreaReference corner = area(FIGURES + (i + 1));
            if (corner == null) {
                unplaced.add(FIGURES + (i + 1) + " (" + tables.get(i).title().in(locale) + ")");
            } else {
                fill(
                        sheet(corner),
                        corner.getFirstCell().getRow(),
                        corner.getFirstCell().getCol(),
                        tables.get(i));
            }
        }
        Set<String> taken = new HashSet<>();
        book.forEach(each -> taken.add(each.getSheetName().toLowerCase(Locale.ROOT)));
        about.with(missing(plan, unplaced)).write(book, About.SHEET.in(locale), taken);
        for (int i = 0; i < book.getNumberOfSheets(); i++) {
            // sheets that are selected together are changed together
            book.getSheetAt(i).setSelected(i == book.getActiveSheetIndex());
        }
        book.setForceFormulaRecalculation(true);
        book.write(out);
    }

    private About.Section missing(ReportPlan plan, List<String> unplaced) {
        List<List<String>> lines = new ArrayList<>();
        if (!strangers.isEmpty()) {
            lines.add(List.of(STRANGERS.in(locale), String.join(", ", strangers)));
        }
        if (!unplaced.isEmpty()) {
            lines.add(List.of(UNPLACED.in(locale), String.join(", ", unplaced)));
        }
        List<Records> kinds = plan.records();
        int first = records == null ? 0 : 1;
        if (kinds.size() > first) {
            lines.add(List.of(
                    NOT_HELD.in(locale),
                    kinds.subList(first, kinds.size()).stream()
                            .map(kind -> kind.title().in(locale))
                            .collect(Collectors.joining(", "))));
        }
        return new About.Section(PLACES.in(locale), lines);
    }

    private void fill(XSSFSheet place, int top, int left, Figures.Table table) {
        FilledRows.clear(place, top + 1, left, left + table.heads().size() - 1);
        for (int i = 0; i < table.heads().size(); i++) {
            cell(place, top, left + i).setCellValue(table.heads().get(i).label().in(locale));
        }
        for (int r = 0; r < table.rows().size(); r++) {
            List<@Nullable Object> values = table.rows().get(r);
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value != null) {
                    put(cell(place, top + 1 + r, left + i), value);
                }
            }
        }
    }

    private void put(XSSFCell cell, Object value) {
        switch (value) {
            case Number number -> cell.setCellValue(number.doubleValue());
            case LocalDate day -> {
                cell.setCellValue(day);
                dated(cell, "yyyy-mm-dd");
            }
            case Label label -> cell.setCellValue(label.in(locale));
            default -> cell.setCellValue(losses.fit(value.toString()));
        }
    }

    @Override
    public void close() throws IOException {
        book.close();
    }
}
