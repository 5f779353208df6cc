package io.keqing.report;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of one kind, streamed into as many sheets as they need. In memory are the first rows only, and only
/// until the width of the columns is known from them.
final class DataSheet implements Cells, Closeable {
    /// Rows of one sheet, its header included.
    static final int MOST_ROWS = 1_048_576;

    private static final int WIDTH_ROWS = 1_000;
    private static final int WIDTH_BYTES = 4 << 20;
    private static final int NARROWEST = 8;
    private static final int WIDEST = 60;
    private static final int DAY_WIDTH = 11;
    private static final int MOMENT_WIDTH = 19;
    private static final int MOST_DIGITS = 15;
    private static final int MOST_EXPONENT = 300;
    /// Excel reads smaller ones as 0 and larger ones not at all.
    private static final double SMALLEST = 2.2250738585072014E-308;

    private static final double LARGEST = 9.99999999999999E307;

    private final Path drafts;
    private final List<Column> columns;
    private final Losses losses;
    private final @Nullable LongTexts longTexts;
    private final CellStyles styles;
    private final byte[][] cells;
    private final byte[] text;
    private final byte[] word;
    private final byte[] whole;
    private final byte[] number;
    private final byte[] money;
    private final byte[] day;
    private final byte[] moment;
    private final List<SheetPart> parts = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final int[] widest;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private final XmlBytes xml = new XmlBytes(start);

    private boolean measuring = true;
    private boolean inRow;
    private int row;
    /// The digits of `row`, as every cell of it repeats them.
    private byte[] rowNumber = {};

    private int column;

    /// @param longTexts takes in full what is longer than a cell may be; null for the sheet that does
    DataSheet(Path drafts, List<Column> columns, CellStyles styles, Losses losses, @Nullable LongTexts longTexts)
            throws IOException {
        this.drafts = drafts;
        this.longTexts = longTexts;
        this.columns = columns;
        this.styles = styles;
        this.losses = losses;
        this.cells = CellMarkup.cells(columns.size());
        this.text = CellMarkup.text(styles.text(), false);
        this.word = CellMarkup.text(styles.word(), false);
        this.whole = CellMarkup.value(styles.whole());
        this.number = CellMarkup.value(styles.number());
        this.money = CellMarkup.value(styles.money());
        this.day = CellMarkup.value(styles.day());
        this.moment = CellMarkup.value(styles.moment());
        this.widest = new int[columns.size()];
        open();
        header();
    }

    List<Column> columns() {
        return columns;
    }

    /// The compressed XML of each sheet.
    List<SheetPart> parts() {
        return parts;
    }

    /// The number of records in each sheet.
    List<Integer> rows() {
        return rows;
    }

    private void open() throws IOException {
        SheetPart part = new SheetPart(drafts);
        parts.add(part);
        row = 0;
        if (!measuring) {
            xml.redirect(part);
            xml.raw(CellMarkup.head(widths()));
        }
    }

    private void header() throws IOException {
        byte[] header = CellMarkup.text(styles.header(), false);
        byte[] numberHeader = CellMarkup.text(styles.numberHeader(), false);
        for (Column each : columns) {
            begin(each.isNumber() ? numberHeader : header);
            xml.text(each.header(), losses);
            xml.raw(CellMarkup.TEXT_END);
            // room for the filter's button
            measure(width(each.header()) + 3);
            column++;
        }
        endRow();
    }

    private void begin(byte[] head) throws IOException {
        if (!inRow) {
            startRow();
        }
        xml.raw(cells[column]);
        xml.raw(rowNumber);
        xml.raw(head);
    }

    /// A full sheet is ended when the next row comes, so that no empty one follows it.
    private void startRow() throws IOException {
        if (row == MOST_ROWS) {
            int at = column;
            column = 0;
            endSheet();
            open();
            header();
            column = at;
        }
        inRow = true;
        row++;
        rowNumber = XmlBytes.ascii(Integer.toString(row));
        xml.raw(CellMarkup.ROW);
        xml.raw(rowNumber);
        xml.raw(row == 1 ? CellMarkup.HEADER_ROW_END : CellMarkup.TAG_END);
    }

    private void measure(int width) {
        widest[column] = Math.max(widest[column], width);
    }

    @Override
    public void empty() {
        column++;
    }

    @Override
    public void text(String value) throws IOException {
        string(value, text, styles.quoted());
    }

    @Override
    public void word(String value) throws IOException {
        string(value, word, styles.quotedWord());
    }

    private void string(String value, byte[] head, int quoted) throws IOException {
        if (!value.isEmpty()) {
            boolean blanks = value.charAt(0) <= ' ' || value.charAt(value.length() - 1) <= ' ';
            boolean likeFormula = likeFormula(value);
            begin(
                    blanks || likeFormula
                            ? CellMarkup.text(
                                    likeFormula ? quoted : head == text ? styles.text() : styles.word(), blanks)
                            : head);
            if (longTexts != null && value.length() > Losses.LONGEST_CELL) {
                longTexts.add(parts.size(), row, column, columns.get(column).header(), value);
            }
            xml.text(losses.fit(value), losses);
            xml.raw(CellMarkup.TEXT_END);
            if (measuring) {
                measure(width(value));
            }
        }
        column++;
    }

    /// Whether a spreadsheet that is handed `value` by hand would take it for a formula. The wide forms
    /// are for Excel in East Asia.
    static boolean likeFormula(String value) {
        return switch (value.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠' -> true;
            default -> false;
        };
    }

    @Override
    public void number(double value, boolean whole) throws IOException {
        double size = Math.abs(value);
        if (!(size <= LARGEST) || size < SMALLEST && size != 0) {
            losses.numberAsText();
            word(Double.toString(value));
            return;
        }
        begin(whole ? this.whole : number);
        if (size < 1e15 && value == Math.rint(value)) {
            xml.digits((long) value);
        } else {
            xml.plain(Double.toString(value));
        }
        endValue(10);
    }

    @Override
    public void money(BigDecimal value) throws IOException {
        boolean tooLong =
                value.precision() > MOST_DIGITS && value.stripTrailingZeros().precision() > MOST_DIGITS;
        if (tooLong || Math.abs(value.precision() - (long) value.scale()) > MOST_EXPONENT) {
            losses.numberAsText();
            word(value.toString());
            return;
        }
        begin(money);
        String digits = value.toString();
        xml.plain(digits);
        endValue(digits.length() + 3);
    }

    @Override
    public void day(LocalDate value) throws IOException {
        if (!ExcelDays.holds(value)) {
            losses.dayAsText();
            word(value.toString());
            return;
        }
        begin(day);
        xml.digits(ExcelDays.serial(value));
        endValue(DAY_WIDTH);
    }

    @Override
    public void moment(LocalDateTime value) throws IOException {
        if (!ExcelDays.holds(value.toLocalDate())) {
            losses.dayAsText();
            word(value.toString());
            return;
        }
        begin(moment);
        xml.digits(ExcelDays.serial(value.toLocalDate()));
        String fraction = ExcelDays.fraction(value.toLocalTime());
        xml.plain(fraction);
        endValue(MOMENT_WIDTH);
    }

    private void endValue(int width) throws IOException {
        xml.raw(CellMarkup.VALUE_END);
        measure(width);
        column++;
    }

    @Override
    public void endRow() throws IOException {
        if (column != columns.size()) {
            throw new IllegalStateException("a row must have " + columns.size() + " cells, had " + column);
        }
        if (!inRow) {
            startRow();
        }
        xml.raw(CellMarkup.ROW_END);
        inRow = false;
        column = 0;
        if (measuring && (row > WIDTH_ROWS || start.size() > WIDTH_BYTES)) {
            endMeasuring();
        }
    }

    private void endMeasuring() throws IOException {
        measuring = false;
        xml.flush();
        SheetPart first = parts.getFirst();
        first.write(XmlBytes.ascii(CellMarkup.head(widths())));
        start.writeTo(first);
        start.reset();
        xml.redirect(first);
    }

    private double[] widths() {
        double[] widths = new double[widest.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.clamp(widest[i] + 2, NARROWEST, WIDEST);
        }
        return widths;
    }

    private void endSheet() throws IOException {
        xml.raw(CellMarkup.tail(widths(), lastRow(row - 1)));
        xml.flush();
        parts.getLast().end();
        rows.add(row - 1);
    }

    /// A table needs a row below its header, if only an empty one.
    static int lastRow(int records) {
        return Math.max(2, records + 1);
    }

    /// The last row is written.
    void end() throws IOException {
        if (measuring) {
            endMeasuring();
        }
        endSheet();
    }

    @Override
    public void close() throws IOException {
        for (SheetPart part : parts) {
            part.close();
        }
    }

    /// How wide a cell shows `value`, in digits: East Asian characters take two. Wider than the widest
    /// column doesn't matter.
    static int width(String value) {
        int width = 0;
        for (int i = 0; i < value.length() && width < WIDEST; i++) {
            char c = value.charAt(i);
            if (c == '\n') {
                return width;
            }
            width += c >= 0x1100 && (c < 0xd800 || c > 0xdfff) ? 2 : 1;
        }
        return width;
    }
}
