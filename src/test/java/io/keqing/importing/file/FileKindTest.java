package io.keqing.importing.file;

import static io.keqing.importing.file.OtherKinds.SETTINGS;
import static io.keqing.importing.file.OtherKinds.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKindTest {
    @TempDir
    Path folder;

    private List<String> read(byte[] bytes) throws IOException {
        return OtherKinds.read(folder, bytes, FileFormat.DETECTED, SETTINGS);
    }

    private String refusal(byte[] bytes) {
        return String.valueOf(assertThrows(InvalidFile.class, () -> read(bytes)).getMessage());
    }

    private static byte[] bytes(String latin, int size) {
        return Arrays.copyOf(latin.getBytes(StandardCharsets.ISO_8859_1), size);
    }

    private static byte[] dbase() {
        ByteBuffer table = ByteBuffer.allocate(65 + 2 * 11 + 1).order(ByteOrder.LITTLE_ENDIAN);
        table.put((byte) 3)
                .put((byte) 125)
                .put((byte) 3)
                .put((byte) 1)
                .putInt(2)
                .putShort((short) 65)
                .putShort((short) 11);
        table.position(32);
        table.put("NAME".getBytes(StandardCharsets.US_ASCII));
        table.position(64);
        table.put((byte) 0x0D).put(" Ann       ".getBytes(StandardCharsets.US_ASCII));
        table.put(" Bob       ".getBytes(StandardCharsets.US_ASCII)).put((byte) 0x1A);
        return table.array();
    }

    @Test
    void kindsThatAreNotRead_areRefusedByTheirName_withTheWayOut() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a sheet of Lotus 1-2-3", bytes("\0\0\u0002\0\u0006\u0004\u0006\0", 600));
        files.put("a dBase table (.dbf); open it", dbase());
        files.put(
                "a SYLK sheet (.slk); open it",
                utf8("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"id\"\r\nC;X2;K\"name\"\r\nE\r\n"));
        files.put(
                "a sheet in Data Interchange Format", utf8("TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n0,2\r\n\"\"\r\n"));
        files.put("a workbook of Excel 2", bytes("\t\0\u0004\0\u0002\0\u0010\0", 300));
        files.put("a PDF document; export", utf8("%PDF-1.7\n1 0 obj"));
        files.put("an RTF document", utf8("{\\rtf1\\ansi Hello}"));
        files.put("a picture", bytes("\u0089PNG\r\n\u001A\n", 100));
        files.put("packed as .xz; unpack it", bytes("\u00FD7zXZ\0", 100));
        files.put("packed as .zst; unpack it", bytes("(\u00B5/\u00FD", 100));
        files.put("packed as .bz2", bytes("BZh91AY&SY", 100));
        files.put("a 7z archive", bytes("7z\u00BC\u00AF'\u001C", 100));
        files.put("a RAR archive", bytes("Rar!\u001A\u0007", 100));
        files.put("an SQLite database", bytes("SQLite format 3\0", 600));
        files.put("an Access database", bytes("\0\u0001\0\0Standard Jet DB\0", 600));
        files.put("a Parquet file", bytes("PAR1\u0015\u0004", 100));
        files.put("encrypted or signed by PGP", utf8("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n"));
        files.put("a Windows shortcut", bytes("L\0\0\0\u0001\u0014\u0002\0", 200));
        files.put("a program", bytes("MZ\u0090\0\u0003\0", 500));
        files.put(
                "an e-mail; save the file that is attached",
                utf8("Received: from a by b\nSubject: Report\nTo: x@y.cn\n\nHello\n"));
        files.put(
                "a web archive (MHTML)",
                utf8(
                        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                                + "Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<table>--b--"));
        files.put(
                "XML, no table (its first element is Invoice)",
                utf8("<?xml version='1.0'?><Invoice><Line/></Invoice>"));
        files.put("XML, no table", utf8("<data xmlns='x'><row id='1'/></data>"));
        files.put(
                "a document of Apple Numbers",
                OtherKinds.zip(List.of("Index/Document.iwa", "preview.jpg"), List.of("x", "y")));
        files.put(
                "a Word document",
                OtherKinds.zip(List.of("[Content_Types].xml", "word/document.xml"), List.of("x", "y")));
        files.put(
                "an OpenDocument file without a sheet",
                OtherKinds.zip(
                        List.of("mimetype", "content.xml"),
                        List.of("application/vnd.oasis.opendocument.text", "<x/>")));
        byte[] noise = new byte[5_000];
        new Random(24).nextBytes(noise);
        noise[0] = 'X';
        files.put("no text and of no kind that is known", noise);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String refused = refusal(file.getValue());
            assertTrue(refused.startsWith("t.bin is " + file.getKey()), file.getKey() + " but " + refused);
        }
    }

    @Test
    void containersOfOffice_areToldApart() throws IOException {
        for (Map.Entry<String, String> entry : Map.of(
                        "WordDocument", "a Word document",
                        "PowerPoint Document", "a PowerPoint presentation",
                        "__properties_version1.0", "a message of Outlook")
                .entrySet()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                files.createDocument(new java.io.ByteArrayInputStream(new byte[5_000]), entry.getKey());
                files.writeFilesystem(out);
            }
            assertTrue(refusal(out.toByteArray()).startsWith("t.bin is " + entry.getValue()), entry.getKey());
        }
    }

    @Test
    void textsThatBeginLikeAnotherKind_areTexts() throws IOException {
        assertEquals(
                "csv [ID, Price, Name]",
                read(utf8("ID;Price;Name\n1;5;x\n2;6;y\n")).getFirst());
        assertEquals(
                "csv [Subject, To, Date]",
                read(utf8("Subject,To,Date\na,b@c.cn,2025-01-02\n")).getFirst());
        assertEquals("csv [TABLE, n]", read(utf8("TABLE,n\na,1\nb,2\n")).getFirst());
        assertEquals("csv [BMI, MZ]", read(utf8("BMI,MZ\n20,1\n21,2\n")).getFirst());
        assertEquals("csv [<b>id</b>, n]", read(utf8("<b>id</b>,n\nx,1\ny,2\n")).getFirst());
        assertEquals(
                "csv [PARTY, ORCHID]", read(utf8("PARTY,ORCHID\na,1\nb,2\n")).getFirst());
    }

    @Test
    void namesInZips_areReadInTheirCodePage() throws IOException {
        for (String charset :
                List.of("GBK", "Big5", "windows-31j", "x-windows-949", "windows-1251", "IBM850", "UTF-8")) {
            Map<String, String> names = Map.of(
                    "GBK", "客户名单.csv",
                    "Big5", "客戶名單.csv",
                    "windows-31j", "顧客リスト.csv",
                    "x-windows-949", "고객명단.csv",
                    "windows-1251", "Список клиентов.csv",
                    "IBM850", "identité.csv",
                    "UTF-8", "客户名单.csv");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName(charset))) {
                zip.putNextEntry(new ZipEntry(names.get(charset)));
                zip.write(utf8("id,name\n1,甲\n"));
                zip.putNextEntry(new ZipEntry("a.csv"));
                zip.write(utf8("id,city\n2,杭州\n"));
            }
            List<String> read = read(out.toByteArray());
            assertEquals(List.of("csv [id, city]", "2 [2, 杭州]"), read.subList(0, 2), charset);
            assertEquals("sheets [a.csv, " + names.get(charset) + "] a.csv", read.get(2));
            FileFormat other = new FileFormat(names.get(charset), null, null, null, null, null, null, null);
            assertEquals(
                    "2 [1, 甲]",
                    OtherKinds.read(folder, out.toByteArray(), other, SETTINGS).get(1));
        }
    }

    @Test
    void whatStandsInFrontOfAZip_doesNoHarm_andWhatIsLockedIsTold() throws IOException {
        byte[] zip = OtherKinds.zip(List.of("a.csv"), List.of("id,name\n1,甲\n"));
        byte[] front = "\r\nWarning: session\n".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(front, front.length + zip.length);
        System.arraycopy(zip, 0, both, front.length, zip.length);
        assertEquals(List.of("csv [id, name]", "2 [1, 甲]"), read(both));
        // the first bit of the flags in the directory: it is encrypted
        byte[] locked = zip.clone();
        int directory = new String(locked, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        locked[directory + 8] |= 1;
        assertTrue(refusal(locked).contains("is a password-protected zip archive"));
        byte[] zstd = zip.clone();
        zstd[directory + 10] = 93;
        assertTrue(refusal(zstd).contains("packed by ZSTD"), refusal(zstd));
        assertTrue(refusal(Arrays.copyOf(zip, zip.length - 40)).contains("damaged zip archive"));
    }

    @Test
    void aCellLongerThanTheSample_doesNotCostTheQuotes() throws IOException {
        String wide = "长".repeat(50_000) + " \"\"x\"\", y\n";
        String rows = "id,name,备注\nY1,Ann,\"" + wide.repeat(3) + "\"\nY2,Bob,\"a \"\"b\"\", c\"\n";
        assertTrue(read(utf8(rows)).get(2).endsWith("[Y2, Bob, a \"b\", c]"));
        assertTrue(read(utf8("\uFEFF" + rows.replace(',', ';')))
                .get(2)
                .endsWith("[Y2; Bob; a \"b\"; c]".replace("; ", ", ").replace("\"b\",", "\"b\";")));
        // a quote that is never closed is none
        List<String> stray = read(utf8("id,name\n1,\"" + "x".repeat(300_000) + "\n2,b\n3,c\n"));
        assertTrue(stray.toString().contains("3 [2, b]"), stray.getLast());
    }
}
