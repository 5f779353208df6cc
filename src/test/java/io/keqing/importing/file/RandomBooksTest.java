package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workbooks of random cells, written by four writers of others: what is read equals what was written, cell by cell.
/// `-Dkeqing.books=3000` for the long form.
class RandomBooksTest {
    private static final int COLUMNS = 8;
    private static final String TEXTS = "abcXYZ019 .,;:-_äßéЖ中文客情\u3000한글🙂\"'&<>=@#/\\\t\n";

    @TempDir
    Path folder;

    /// A cell: what is written and what must be read.
    private record Value(Kind kind, String text, double number, String format) {}

    private enum Kind {
        TEXT,
        RICH,
        INLINE,
        NUMBER,
        TRUTH,
        FORMULA,
        EMPTY
    }

    @Test
    void whatOthersWrite_isReadCellByCell() throws IOException {
        int books = Integer.getInteger("keqing.books", 300);
        for (int i = 0; i < books; i++) {
            Random random = new Random(i);
            boolean from1904 = i % 8 < 4 && i % 4 < 3 && random.nextBoolean();
            List<List<Value>> rows = rows(random, from1904, i % 4 == 3);
            byte[] bytes = switch (i % 4) {
                case 0 -> poi(new XSSFWorkbook(), rows, from1904);
                case 1 -> poi(new HSSFWorkbook(), rows, from1904);
                case 2 -> poi(new SXSSFWorkbook(new XSSFWorkbook(), 10, false, i % 8 == 2), rows, from1904);
                default -> fastexcel(rows);
            };
            compare(i, rows, bytes);
        }
    }

    private void compare(int number, List<List<Value>> rows, byte[] bytes) throws IOException {
        FileFormat whole = new FileFormat(null, null, 1, 1, null, null, null, null);
        List<String> wanted = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<String> cells = rows.get(r).stream().map(Value::text).toList();
            wanted.add((r + 2) + " " + String.join("|", cells));
        }
        assertEquals(wanted, Book.read(folder, bytes, whole).rows(), "book " + number);
    }

    private static List<List<Value>> rows(Random random, boolean from1904, boolean plain) {
        List<List<Value>> rows = new ArrayList<>();
        for (int r = 0; r < 1 + random.nextInt(12); r++) {
            List<Value> row = new ArrayList<>();
            row.add(new Value(Kind.TEXT, "row" + r, 0, ""));
            for (int c = 1; c < COLUMNS; c++) {
                row.add(value(random, from1904, plain));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Value value(Random random, boolean from1904, boolean plain) {
        return switch (random.nextInt(12)) {
            case 0 -> new Value(Kind.EMPTY, "", 0, "");
            case 1 -> new Value(Kind.TEXT, text(random), 0, "");
            case 2 -> new Value(plain ? Kind.INLINE : Kind.RICH, text(random), 0, "");
            case 3 -> new Value(Kind.TRUTH, random.nextBoolean() ? "TRUE" : "FALSE", 0, "");
            case 4 -> new Value(plain ? Kind.TEXT : Kind.FORMULA, text(random), 0, "");
            case 5 -> date(random, from1904);
            case 6 -> duration(random);
            case 7 -> {
                int number = random.nextInt(1_000_000);
                yield random.nextBoolean()
                        ? new Value(Kind.NUMBER, "%08d".formatted(number), number, "00000000")
                        : new Value(Kind.NUMBER, "K-%06d".formatted(number), number, "\"K-\"000000");
            }
            case 8 -> {
                double sum = random.nextInt(1_000_000) / 100.0;
                String[] money = pick(random, new String[][] {
                    {"[$€-407]#,##0.00", "EUR"}, {"[$HK$-C04]#,##0.00", "HKD"}, {"[$¥-804]#,##0.00", "CNY"},
                    {"_-[$£-809]* #,##0.00_-", "GBP"}, {"#,##0.00\\ [$kr-41D]", "SEK"}, {"\"USD\" 0.00", "USD"}
                });
                yield new Value(Kind.NUMBER, money[1] + " " + plain(sum), sum, money[0]);
            }
            default -> {
                double number = random.nextInt(3) == 0
                        ? random.nextInt(2_000_000) - 1_000_000
                        : random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4);
                String format = pick(random, new String[] {
                    "",
                    "0",
                    "0.00",
                    "#,##0",
                    "#,##0.00",
                    "0%",
                    "0.00%",
                    "0.00E+00",
                    "# ?/?",
                    "[Red]0",
                    "[magenta]0.0",
                    "[>100]0;[<=100]0.0",
                    "0.0\\h",
                    "#,##0_);[Red]\\(#,##0\\)",
                    "0\"天\"",
                    "@",
                    "General"
                });
                yield new Value(Kind.NUMBER, plain(number), number, format);
            }
        };
    }

    private static Value date(Random random, boolean from1904) {
        LocalDate day = LocalDate.of(1905, 1, 1).plusDays(random.nextInt(60_000));
        int seconds = random.nextInt(86_400);
        boolean withTime = random.nextBoolean() && seconds > 0;
        LocalDateTime at = withTime ? day.atStartOfDay().plusSeconds(seconds) : day.atStartOfDay();
        String text = day + (withTime ? " %02d:%02d:%02d".formatted(at.getHour(), at.getMinute(), at.getSecond()) : "");
        String format = pick(random, new String[] {
            "yyyy-mm-dd",
            "d/m/yy h:mm",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-409]d\\-mmm\\-yy;@",
            "[Blue]yyyy/mm/dd hh:mm:ss",
            "m/d/yy h:mm AM/PM",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"
        });
        return new Value(Kind.NUMBER, text, DateUtil.getExcelDate(at, from1904), format);
    }

    private static Value duration(Random random) {
        int seconds = random.nextInt(1_000_000);
        String text = "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
        String format = pick(random, new String[] {"[h]:mm:ss", "[mm]:ss", "[hh]:mm", "[ss]"});
        return new Value(Kind.NUMBER, text, seconds / 86_400.0, format);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(20); i > 0; i--) {
            int at = random.nextInt(TEXTS.codePointCount(0, TEXTS.length()));
            text.appendCodePoint(TEXTS.codePointAt(TEXTS.offsetByCodePoints(0, at)));
        }
        return text + "t";
    }

    private static String plain(double number) {
        BigDecimal value = new BigDecimal(Double.toString(number)).round(new MathContext(15));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static <T> T pick(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static byte[] poi(org.apache.poi.ss.usermodel.Workbook book, List<List<Value>> rows, boolean from1904)
            throws IOException {
        if (from1904) {
            switch (book) {
                case XSSFWorkbook xml -> xml.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
                case SXSSFWorkbook streamed ->
                    streamed.getXSSFWorkbook()
                            .getCTWorkbook()
                            .addNewWorkbookPr()
                            .setDate1904(true);
                case HSSFWorkbook old ->
                    old.getInternalWorkbook().getRecords().stream()
                            .filter(record -> record instanceof org.apache.poi.hssf.record.DateWindow1904Record)
                            .forEach(record ->
                                    ((org.apache.poi.hssf.record.DateWindow1904Record) record).setWindowing((short) 1));
                default -> throw new IllegalArgumentException(book.toString());
            }
        }
        Map<String, CellStyle> styles = new HashMap<>();
        Sheet sheet = book.createSheet("S");
        org.apache.poi.ss.usermodel.Row header = sheet.createRow(0);
        for (int c = 0; c < COLUMNS; c++) {
            header.createCell(c).setCellValue("column " + c);
        }
        for (int r = 0; r < rows.size(); r++) {
            org.apache.poi.ss.usermodel.Row row = sheet.createRow(r + 1);
            for (int c = 0; c < COLUMNS; c++) {
                set(book, styles, row, c, rows.get(r).get(c));
            }
        }
        return Book.bytes(book);
    }

    private static CellStyle style(org.apache.poi.ss.usermodel.Workbook book, String format) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        return style;
    }

    private static void set(
            org.apache.poi.ss.usermodel.Workbook book,
            Map<String, CellStyle> styles,
            org.apache.poi.ss.usermodel.Row row,
            int column,
            Value value) {
        if (value.kind() == Kind.EMPTY) {
            return;
        }
        Cell cell = row.createCell(column);
        switch (value.kind()) {
            case TEXT, INLINE -> cell.setCellValue(value.text());
            case RICH -> {
                var rich = book.getCreationHelper().createRichTextString(value.text());
                if (rich instanceof XSSFRichTextString xml) {
                    xml.applyFont(
                            0,
                            1,
                            ((XSSFWorkbook)
                                            (book instanceof SXSSFWorkbook streamed
                                                    ? streamed.getXSSFWorkbook()
                                                    : book))
                                    .createFont());
                }
                cell.setCellValue(rich);
            }
            case NUMBER -> {
                cell.setCellValue(value.number());
                if (!value.format().isEmpty()) {
                    cell.setCellStyle(styles.computeIfAbsent(value.format(), format -> style(book, format)));
                }
            }
            case TRUTH -> cell.setCellValue(value.text().equals("TRUE"));
            case FORMULA -> {
                cell.setCellFormula("A1");
                cell.setCellValue(value.text());
            }
            case EMPTY -> {}
        }
    }

    private static byte[] fastexcel(List<List<Value>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("S");
            for (int c = 0; c < COLUMNS; c++) {
                sheet.value(0, c, "column " + c);
            }
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < COLUMNS; c++) {
                    set(sheet, r + 1, c, rows.get(r).get(c));
                }
            }
        }
        return out.toByteArray();
    }

    private static void set(Worksheet sheet, int row, int column, Value value) {
        switch (value.kind()) {
            case TEXT, RICH, FORMULA -> sheet.value(row, column, value.text());
            case INLINE -> sheet.inlineString(row, column, value.text());
            case NUMBER -> {
                sheet.value(row, column, value.number());
                if (!value.format().isEmpty()) {
                    sheet.style(row, column).format(value.format()).set();
                }
            }
            case TRUTH -> sheet.value(row, column, value.text().equals("TRUE"));
            case EMPTY -> {}
        }
    }
}
