package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mutated files of every kind. `-Dkeqing.fuzz=100000` for the long form.
class ReaderFuzzTest {
    private static final ImportSettings SETTINGS =
            new ImportSettings(ZoneOffset.UTC, 100_000, 1, 1 << 24, 1 << 24, 300, 100, 10_000);
    private static final int MOST_SECONDS = 5;

    @TempDir
    Path folder;

    @Test
    void anyMutatedFile_isReadOrRefusedInTime() throws Exception {
        int files = Integer.getInteger("keqing.fuzz", 2_000);
        Random random = new Random(20_261_125);
        List<byte[]> seeds = seeds();
        for (int i = 0; i < files; i++) {
            byte[] seed = seeds.get(i % seeds.size());
            byte[] mutated = random.nextInt(3) == 0 && seed[0] == 'P' ? insideZip(seed, random) : mutate(seed, random);
            Path file = Files.write(folder.resolve("fuzz"), mutated);
            int number = i;
            Assertions.assertTimeout(
                    Duration.ofSeconds(MOST_SECONDS), () -> read(file, number), () -> "file " + number);
        }
        try (var left = Files.list(folder)) {
            assertFalse(left.anyMatch(each -> each.toString().endsWith(".upload")), "something unpacked was left");
        }
    }

    private static void read(Path file, int number) throws IOException {
        try (RowReader rows = RowReaders.open(file, "fuzz", FileFormat.DETECTED, SETTINGS)) {
            int count = 0;
            for (var row = rows.next(); row != null && count < 100_000; row = rows.next()) {
                assertTrue(row.line() > 0, "file " + number);
                count++;
            }
            rows.tables();
        } catch (InvalidFile e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank(), "file " + number);
        } catch (RuntimeException | IOException e) {
            throw new AssertionError("file " + number + " of the fuzz", e);
        }
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int n = 1 + random.nextInt(8); n > 0 && bytes.length > 1; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "\"',;\n\r{}[]<>&\0\\\t".charAt(random.nextInt(16));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> {
                    int length = Math.min(random.nextInt(64), bytes.length - at);
                    System.arraycopy(
                            seed,
                            random.nextInt(Math.max(1, Math.min(seed.length, bytes.length) - length)),
                            bytes,
                            at,
                            Math.min(length, seed.length));
                }
                default -> {
                    byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + at);
                    System.arraycopy(bytes, 0, longer, bytes.length, at);
                    bytes = longer;
                }
            }
            bytes = bytes.length > 200_000 ? java.util.Arrays.copyOf(bytes, 200_000) : bytes;
        }
        return bytes;
    }

    /// A workbook whose parts are mutated and whose archive is whole.
    private static byte[] insideZip(byte[] seed, Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(seed));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] part = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(part.length > 0 && random.nextInt(3) == 0 ? mutate(part, random) : part);
            }
        }
        return out.toByteArray();
    }

    private static void otherKinds(List<byte[]> seeds) throws IOException {
        String table = "<table><tr><td rowspan=2>id<td colspan=2 x:num='1'>&amp;a</tr><tr><td>b<td>c</table>";
        seeds.add(OtherKinds.utf8("<html><meta charset=gbk><!--[if x]><x:Name>S</x:Name>-->" + table.repeat(3)));
        String sheet = "<table:table table:name='S'>" + OtherKinds.odsRow("id", "张三")
                + "<table:table-row table:number-rows-repeated='9'><table:table-cell office:value-type='float'"
                + " office:value='1' table:number-rows-spanned='2' table:number-columns-repeated='3'/></table:table-row>"
                + OtherKinds.odsRow("7", "x") + "</table:table>";
        seeds.add(OtherKinds.ods(sheet));
        seeds.add(OtherKinds.utf8((OtherKinds.ODS_HEAD + sheet + OtherKinds.ODS_END).replace("-content", "")));
        seeds.add(OtherKinds.utf8(OtherKinds.xml2003("<Worksheet ss:Name='S'><Table>" + OtherKinds.texts("id", "a")
                + "<Row ss:Index='5' ss:Span='2'><Cell ss:Index='2' ss:MergeDown='3' ss:MergeAcross='2'>"
                + "<Data ss:Type='Number'>1E3</Data></Cell></Row></Table></Worksheet>")));
        String head = "Content-Location: a.htm\r\nContent-Type: text/html; charset=\"utf-8\"\r\n"
                + "Content-Transfer-Encoding: ";
        String page = "<html xmlns:x=3D\"urn:schemas-microsoft-com:office:excel\">" + table;
        String packed = java.util.Base64.getMimeEncoder().encodeToString(OtherKinds.utf8(page));
        seeds.add(OtherKinds.utf8(
                OtherKinds.mhtml(head + "quoted-printable\r\n\r\n" + page, head + "base64\r\n\r\n" + packed)));
        seeds.add(OtherKinds.zip(List.of("a.csv", "b.csv"), List.of("id,x\n1,2\n", "id\n7\n")));
        seeds.add("id,name\n1,佐藤\n2,ケンジ\n".getBytes(Charset.forName("windows-31j")));
        seeds.add("id,name\n1,Анна\n2,Сергей\n".getBytes(Charset.forName("windows-1251")));
    }

    private static List<byte[]> seeds() throws IOException {
        String csv = "id,name,day\n1,\"a, \"\"b\"\"\",2025-01-02\n2,张三,2025-01-03\n\nno,sum\n7,1.5\n8,2.5\n";
        String json =
                "{\"n\":2,\"rows\":[{\"id\":1,\"a\":{\"b\":[1,2]}},{\"id\":2,\"c\":null}],\"more\":[{\"x\":\"张\"}]}";
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(csv.getBytes(StandardCharsets.UTF_8));
        seeds.add(csv.replace(',', '\t').getBytes(Charset.forName("GB18030")));
        seeds.add(csv.getBytes(StandardCharsets.UTF_16LE));
        seeds.add(json.getBytes(StandardCharsets.UTF_8));
        seeds.add("{\"id\":1}\n{\"id\":2,\"b\":[{\"c\":1}]}\n".getBytes(StandardCharsets.UTF_8));
        for (Workbook book : List.of(new XSSFWorkbook(), new HSSFWorkbook())) {
            var sheet = book.createSheet("S");
            CellStyle style = book.createCellStyle();
            style.setDataFormat(book.createDataFormat().getFormat("[>5][$€-407]0.00;yyyy-mm-dd"));
            for (int i = 0; i < 20; i++) {
                Row row = sheet.createRow(i);
                row.createCell(0).setCellValue(i == 0 ? "id" : "a" + i);
                row.createCell(1).setCellValue(i * 1.5);
                row.createCell(2).setCellFormula("1+1");
                row.getCell(1).setCellStyle(style);
            }
            sheet.addMergedRegion(new CellRangeAddress(3, 9, 0, 0));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (book) {
                book.write(out);
            }
            seeds.add(out.toByteArray());
        }
        seeds.add(XlsbTest.small());
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        seeds.add(gzip.toByteArray());
        otherKinds(seeds);
        return seeds;
    }
}
