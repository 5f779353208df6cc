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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/// Writing N rows × 10 columns: ours beside SXSSF, XlsxWriter, openpyxl and libxlsxwriter, in turns.
///
/// The Python writers need python3 with their packages, libxlsxwriter a C compiler and its header; what
/// is not found is left out. Heap is live heap half way, above that before. Median of the rounds; the
/// machine may be shared.
///
/// Run: ./dev bench report [--size 1000000] [--rounds 5] [--only keqing]
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

    public static void main(String[] arguments) throws Exception {
        int rows = option(arguments, "--size", 1_000_000);
        int rounds = option(arguments, "--rounds", 5);
        ReportBench bench = new ReportBench(rows, Files.createTempDirectory("report-bench"));
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("keqing", bench::keqing);
        ways.put("SXSSF", bench::sxssf);
        bench.peers().forEach((name, command) -> ways.put(name, () -> bench.peer(command)));
        int only = Arrays.asList(arguments).indexOf("--only");
        if (only >= 0) {
            ways.keySet().retainAll(List.of(arguments[only + 1]));
        }
        List<Measured> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                all.add(bench.measure(way.getKey(), way.getValue()));
            }
        }
        try (var left = Files.list(bench.folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(bench.folder);
        System.out.printf(
                Locale.ROOT, "%,d rows x %d columns, median of %d interleaved rounds%n", rows, COLUMNS, rounds);
        System.out.println("| writer | rows/s | wall s | CPU s | rows per CPU s | file MB | live heap growth MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String name : ways.keySet()) {
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

    private static int option(String[] arguments, String name, int otherwise) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments[at + 1]);
    }

    /// The writers of other languages that this machine has.
    private Map<String, List<String>> peers() throws Exception {
        Map<String, List<String>> peers = new LinkedHashMap<>();
        Path scripts = Path.of("bench/report").toAbsolutePath();
        for (String name : List.of("xlsxwriter", "openpyxl")) {
            if (runs(List.of("/usr/bin/python3", "-c", "import " + name))) {
                peers.put(
                        name,
                        List.of(
                                "/usr/bin/python3",
                                scripts.resolve(name + "_rows.py").toString()));
            }
        }
        String program = folder.resolve("libxlsxwriter_rows").toString();
        if (runs(List.of(
                "cc",
                "-O2",
                "-o",
                program,
                scripts.resolve("libxlsxwriter_rows.c").toString(),
                "-lxlsxwriter"))) {
            peers.put("libxlsxwriter", List.of(program));
        }
        return peers;
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// What the other process says of its own CPU seconds.
    private double cpuOfPeer = Double.NaN;

    private long peer(List<String> command) throws IOException {
        Path file = folder.resolve("peer.xlsx");
        List<String> whole = new ArrayList<>(command);
        whole.add(Integer.toString(rows));
        whole.add(file.toString());
        Process process = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        cpuOfPeer = Double.parseDouble(
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip());
        long bytes = Files.size(file);
        Files.delete(file);
        return bytes;
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
        cpuOfPeer = Double.NaN;
        long bytes = way.write();
        double ours = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        boolean peer = !Double.isNaN(cpuOfPeer);
        return new Measured(
                name, (System.nanoTime() - wall) / 1e9, peer ? cpuOfPeer : ours, bytes, peer ? 0 : heapAtHalf - heap);
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
