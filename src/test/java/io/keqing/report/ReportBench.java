package io.keqing.report;

import com.sun.management.OperatingSystemMXBean;
import io.keqing.field.ValueKind;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/// Rows a second and CPU seconds of a data sheet beside a plain SXSSF loop over the same values, interleaved.
///
/// `java -Xmx512m -cp target/test-classes:target/classes:… io.keqing.report.ReportBench [rows] [rounds]`
final class ReportBench {
    private static final int COLUMNS = 10;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final int rows;
    private final Path folder;

    private ReportBench(int rows, Path folder) {
        this.rows = rows;
        this.folder = folder;
    }

    private record Measured(String name, double wall, double cpu, long bytes, long heap) {}

    private interface Way {
        long write() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        ReportBench bench = new ReportBench(rows, Files.createTempDirectory("report-bench"));
        List<Measured> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(bench.measure("keqing", bench::keqing));
            all.add(bench.measure("SXSSF", bench::sxssf));
        }
        Files.delete(bench.folder);
        System.out.printf(
                Locale.ROOT, "%,d rows x %d columns, median of %d interleaved rounds%n", rows, COLUMNS, rounds);
        System.out.println("| writer | rows/s | wall s | CPU s | rows per CPU s | file MB | live heap growth MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String name : List.of("keqing", "SXSSF")) {
            List<Measured> its =
                    all.stream().filter(measured -> measured.name.equals(name)).toList();
            double wall = median(its.stream().mapToDouble(Measured::wall).toArray());
            double cpu = median(its.stream().mapToDouble(Measured::cpu).toArray());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f | %.1f | %,.0f | %.1f | %.1f |%n",
                    name,
                    rows / wall,
                    wall,
                    cpu,
                    rows / cpu,
                    its.getLast().bytes / 1e6,
                    median(its.stream().mapToDouble(Measured::heap).toArray()) / 1e6);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private Measured measure(String name, Way way) throws IOException {
        System.gc();
        heapAtHalf = 0;
        long heap = heap();
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long bytes = way.write();
        return new Measured(
                name,
                (System.nanoTime() - wall) / 1e9,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                bytes,
                heapAtHalf - heap);
    }

    private long heapAtHalf;

    private static long heap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void half(int row) {
        if (row == rows / 2) {
            System.gc();
            heapAtHalf = heap();
        }
    }

    private static String name(int i) {
        return (i % 2 == 0 ? "客户 " : "Customer ") + i * 7919L % 1_000_003;
    }

    private static String comment(int i) {
        return i % 2 == 0
                ? "物流很快，包装完好，客服态度也不错，编号 " + i * 31L % 100_003
                : "Arrived late & the box was damaged, ticket " + i * 31L % 100_003;
    }

    private static BigDecimal amount(int i) {
        return BigDecimal.valueOf(i * 7919L % 10_000_000, 2);
    }

    private static final List<String> KINDS = List.of("Order", "Return", "Case", "Complaint", "Call");
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

    private long keqing() throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            columns.add(new Column("c" + i, "Column " + i, new ValueKind.Text(), false, hit -> null));
        }
        try (ReportBook book = new ReportBook(folder, Locale.ENGLISH);
                Draft draft = Draft.in(folder)) {
            DataSheet sheet = book.data("Rows", "rows", columns);
            for (int i = 0; i < rows; i++) {
                LocalDate day = DAY.plusDays(i % 700);
                sheet.word("crm");
                sheet.word(Integer.toString(100_000_000 + i));
                sheet.text(name(i));
                sheet.word(KINDS.get(i % KINDS.size()));
                sheet.day(day);
                sheet.moment(LocalDateTime.of(day.getYear(), 5, 1 + i % 28, i % 24, i % 60, i % 59));
                sheet.money(amount(i));
                sheet.number(i % 11, true);
                sheet.text(comment(i));
                sheet.word(i % 3 == 0 ? "Yes" : "No");
                sheet.endRow();
                half(i);
            }
            sheet.end();
            book.finish(new About("About", "bench", Locale.ENGLISH, List.of()), draft);
            return draft.bytes();
        }
    }

    private long sxssf() throws IOException {
        Path file = folder.resolve("sxssf.xlsx");
        try (SXSSFWorkbook book = new SXSSFWorkbook(100);
                OutputStream out = Files.newOutputStream(file)) {
            CellStyle day = style(book, "yyyy-mm-dd");
            CellStyle moment = style(book, "yyyy-mm-dd hh:mm:ss");
            CellStyle money = style(book, "#,##0.00");
            SXSSFSheet sheet = book.createSheet("Rows");
            SXSSFRow header = sheet.createRow(0);
            for (int c = 0; c < COLUMNS; c++) {
                header.createCell(c).setCellValue("Column " + c);
            }
            for (int i = 0; i < rows; i++) {
                SXSSFRow row = sheet.createRow(i + 1);
                LocalDate date = DAY.plusDays(i % 700);
                row.createCell(0).setCellValue("crm");
                row.createCell(1).setCellValue(Integer.toString(100_000_000 + i));
                row.createCell(2).setCellValue(name(i));
                row.createCell(3).setCellValue(KINDS.get(i % KINDS.size()));
                row.createCell(4).setCellValue(date);
                row.getCell(4).setCellStyle(day);
                row.createCell(5).setCellValue(LocalDateTime.of(date.getYear(), 5, 1 + i % 28, i % 24, i % 60, i % 59));
                row.getCell(5).setCellStyle(moment);
                row.createCell(6).setCellValue(amount(i).doubleValue());
                row.getCell(6).setCellStyle(money);
                row.createCell(7).setCellValue(i % 11);
                row.createCell(8).setCellValue(comment(i));
                row.createCell(9).setCellValue(i % 3 == 0 ? "Yes" : "No");
                half(i);
            }
            book.write(out);
        }
        long bytes = Files.size(file);
        Files.delete(file);
        return bytes;
    }

    private static CellStyle style(SXSSFWorkbook book, String format) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        return style;
    }
}
