package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files of other kinds than text and Excel's own, for tests.
final class OtherKinds {
    static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);
    static final String ODS_HEAD = "<?xml version='1.0' encoding='UTF-8'?><office:document-content"
            + " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
            + " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
            + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
            + " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"
            + " xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'>"
            + "<office:automatic-styles><style:style style:name='h'><style:table-properties table:display='false'/>"
            + "</style:style></office:automatic-styles><office:body><office:spreadsheet>";
    static final String ODS_END = "</office:spreadsheet></office:body></office:document-content>";

    private OtherKinds() {}

    /// Its kind and header, its rows, its sheets and its notes.
    static List<String> read(Path folder, byte[] bytes, FileFormat format, ImportSettings settings) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "t", ".bin"), bytes);
        List<String> read = new ArrayList<>();
        try (RowReader rows = RowReaders.open(file, "t.bin", format, settings)) {
            read.add(rows.kind() + " " + rows.header());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                read.add(row.line() + (row.fault() == null ? " " : "! ") + row.cells());
            }
            if (!rows.sheets().isEmpty()) {
                read.add("sheets " + rows.sheets() + " " + rows.format().sheet());
            }
            rows.notes()
                    .forEach(note ->
                            read.add(note.count() + " " + note.rule() + " @" + note.line() + " " + note.value()));
        }
        try (var left = Files.list(folder)) {
            assertFalse(left.anyMatch(each -> each.toString().endsWith(".upload")), "something unpacked was left");
        }
        return read;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// @param sheets elements of tables
    static byte[] ods(String sheets) throws IOException {
        return zip(
                List.of("mimetype", "content.xml"),
                List.of("application/vnd.oasis.opendocument.spreadsheet", ODS_HEAD + sheets + ODS_END));
    }

    static byte[] zip(List<String> names, List<String> contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < names.size(); i++) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                zip.write(utf8(contents.get(i)));
            }
        }
        return out.toByteArray();
    }

    static String odsRow(String... cells) {
        StringBuilder row = new StringBuilder("<table:table-row>");
        for (String cell : cells) {
            row.append("<table:table-cell office:value-type='string'><text:p>")
                    .append(cell)
                    .append("</text:p></table:table-cell>");
        }
        return row + "</table:table-row>";
    }

    static String xml2003(String sheets) {
        return "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"
                + "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'"
                + " xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'"
                + " xmlns:x='urn:schemas-microsoft-com:office:excel'><Styles><Style ss:ID='z'>"
                + "<NumberFormat ss:Format='00000'/></Style><Style ss:ID='e'><NumberFormat"
                + " ss:Format='[$EUR-407] #,##0.00'/></Style></Styles>" + sheets + "</Workbook>";
    }

    static String cell(String type, String value) {
        return "<Cell><Data ss:Type='" + type + "'>" + value + "</Data></Cell>";
    }

    static String texts(String... values) {
        StringBuilder row = new StringBuilder("<Row>");
        for (String value : values) {
            row.append(cell("String", value));
        }
        return row + "</Row>";
    }

    static String mhtml(String... parts) {
        StringBuilder text = new StringBuilder("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
                + "Content-Type: multipart/related; boundary=\"----=_Part\"\r\n\r\nA page.\r\n\r\n");
        for (String part : parts) {
            text.append("------=_Part\r\n").append(part).append("\r\n");
        }
        return text + "------=_Part--\r\n";
    }
}
