package io.keqing.importing;

import io.keqing.importing.file.FileFormat;
import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.RowReader;
import io.keqing.importing.file.RowReaders;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.xml.sax.InputSource;

/// Reading of an .xlsx of N rows × 10 columns: ours beside POI's event reader (XSSFReader, XSSFSheetXMLHandler).
///
/// The file holds no `&`, or POI would stop at the JDK's limit of entities. Rounds take turns; median of wall and CPU.
///
/// Run: ./dev bench xlsx [--size 1000000] [--rounds 3]
final class XlsxBench {
    private static final ImportSettings SETTINGS =
            new ImportSettings(ZoneOffset.UTC, 1 << 24, 1, 1L << 31, 1L << 33, 10_000, 10_000, 1L << 26);

    private XlsxBench() {}

    public static void main(String[] args) throws Exception {
        int size = option(args, "--size", 1_000_000);
        int rounds = option(args, "--rounds", 3);
        Path file = Files.createDirectories(Path.of(".bench")).resolve("rows-" + size + ".xlsx");
        if (!Files.exists(file)) {
            write(file, size);
        }
        double[][] ours = new double[rounds][];
        double[][] poi = new double[rounds][];
        for (int i = 0; i < rounds; i++) {
            ours[i] = measure(() -> ours(file));
            poi[i] = measure(() -> poi(file));
            System.out.printf(
                    "round %d: ours %.1f s wall %.1f s CPU %.0f rows; POI %.1f s wall %.1f s CPU %.0f rows%n",
                    i + 1, ours[i][0], ours[i][1], ours[i][2], poi[i][0], poi[i][1], poi[i][2]);
        }
        System.out.printf(
                "median: ours %.2f s wall, %.2f s CPU; POI %.2f s wall, %.2f s CPU; %.1f times as fast%n",
                median(ours, 0), median(ours, 1), median(poi, 0), median(poi, 1), median(poi, 0) / median(ours, 0));
    }

    private interface Work {
        long run() throws Exception;
    }

    private static double[] measure(Work work) throws Exception {
        var threads = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = threads.getProcessCpuTime();
        long wall = System.nanoTime();
        long rows = work.run();
        return new double[] {(System.nanoTime() - wall) / 1e9, (threads.getProcessCpuTime() - cpu) / 1e9, rows};
    }

    private static double median(double[][] rounds, int which) {
        double[] sorted =
                Arrays.stream(rounds).mapToDouble(each -> each[which]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static long ours(Path file) throws Exception {
        long rows = 1;
        try (RowReader reader = RowReaders.open(file, "bench.xlsx", FileFormat.DETECTED, SETTINGS)) {
            while (reader.next() != null) {
                rows++;
            }
        }
        return rows;
    }

    private static long poi(Path file) throws Exception {
        long[] rows = new long[1];
        try (OPCPackage zip = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            XSSFReader reader = new XSSFReader(zip);
            var handler = new XSSFSheetXMLHandler.SheetContentsHandler() {
                @Override
                public void startRow(int row) {
                    rows[0]++;
                }

                @Override
                public void endRow(int row) {}

                @Override
                public void cell(String place, String text, XSSFComment comment) {}
            };
            var xml = XMLHelper.newXMLReader();
            xml.setContentHandler(new XSSFSheetXMLHandler(
                    reader.getStylesTable(), new ReadOnlySharedStringsTable(zip), handler, false));
            try (InputStream sheet = reader.getSheetsData().next()) {
                xml.parse(new InputSource(sheet));
            }
        }
        return rows[0];
    }

    private static void write(Path file, int size) throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.BEST_SPEED);
            String type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
            String rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            part(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + type + "sheet.main+xml\"/>"
                            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + type
                            + "worksheet+xml\"/>"
                            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"" + type + "styles+xml\"/></Types>");
            String rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
            part(
                    zip,
                    "_rels/.rels",
                    rels + "<Relationship Id=\"a\" Type=\"" + rel
                            + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    rels + "<Relationship Id=\"a\" Type=\"" + rel
                            + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"" + rel
                            + "/styles\" Target=\"styles.xml\"/></Relationships>");
            part(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + rel
                            + "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>");
            part(
                    zip,
                    "xl/styles.xml",
                    "<styleSheet xmlns=\"" + main
                            + "\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(("<worksheet xmlns=\"" + main + "\"><sheetData>").getBytes(StandardCharsets.UTF_8));
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= size; i++) {
                row.setLength(0);
                row.append("<row r=\"").append(i).append("\">");
                for (int c = 0; c < 10; c++) {
                    row.append("<c r=\"").append((char) ('A' + c)).append(i).append('"');
                    if (i == 1 || c < 6) {
                        row.append(" t=\"inlineStr\"><is><t>")
                                .append(i == 1 ? "column" + c : "客户 " + (i * 31L + c * 7L) % 9_973)
                                .append("</t></is></c>");
                    } else if (c == 6) {
                        row.append(" s=\"1\"><v>").append(45_000 + i % 700).append("</v></c>");
                    } else {
                        row.append("><v>")
                                .append((i * 17L + c) % 100_003 / 100.0)
                                .append("</v></c>");
                    }
                }
                zip.write(row.append("</row>").toString().getBytes(StandardCharsets.UTF_8));
            }
            zip.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void part(ZipOutputStream zip, String name, String text) throws Exception {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static int option(String[] args, String name, int otherwise) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
    }
}
