package io.keqing.importing.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Workbook;

/// Workbooks for tests, made part by part so that each part can be as odd as those of other programs.
final class Book {
    static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();

    /// A workbook of one sheet with the rows given as XML.
    ///
    /// @param formats codes of the styles 1, 2, …
    static Book of(String rows, String... formats) {
        Book book = new Book();
        book.with("[Content_Types].xml", "<Types/>");
        book.with("_rels/.rels", relations("officeDocument", "xl/workbook.xml"));
        book.with(
                "xl/workbook.xml",
                "<workbook xmlns='" + MAIN + "' xmlns:r='" + RELATIONS
                        + "'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>");
        book.with(
                "xl/_rels/workbook.xml.rels",
                relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml", "sharedStrings", "texts.xml"));
        book.with("xl/worksheets/sheet1.xml", sheet(rows, ""));
        StringBuilder codes = new StringBuilder();
        StringBuilder styles = new StringBuilder("<xf numFmtId='0'/>");
        for (int i = 0; i < formats.length; i++) {
            String code = formats[i].replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
            codes.append("<numFmt numFmtId='")
                    .append(200 + i)
                    .append("' formatCode='")
                    .append(code)
                    .append("'/>");
            styles.append("<xf numFmtId='").append(200 + i).append("'/>");
        }
        book.with(
                "xl/styles.xml",
                "<styleSheet xmlns='" + MAIN + "'><numFmts>" + codes + "</numFmts><cellXfs>" + styles
                        + "</cellXfs></styleSheet>");
        book.with("xl/texts.xml", "<sst xmlns='" + MAIN + "'><si><t>zero</t></si><si><t>one</t></si></sst>");
        return book;
    }

    static String sheet(String rows, String after) {
        return "<worksheet xmlns='" + MAIN + "'><sheetData>" + rows + "</sheetData>" + after + "</worksheet>";
    }

    /// @param typesAndTargets by turns; the ids are r1, r2, …
    static String relations(String... typesAndTargets) {
        StringBuilder xml = new StringBuilder("<Relationships xmlns='" + PACKAGE + "'>");
        for (int i = 0; i < typesAndTargets.length; i += 2) {
            xml.append("<Relationship Id='r")
                    .append(i / 2 + 1)
                    .append("' Type='")
                    .append(RELATIONS)
                    .append('/')
                    .append(typesAndTargets[i])
                    .append("' Target='")
                    .append(typesAndTargets[i + 1])
                    .append("'/>");
        }
        return xml + "</Relationships>";
    }

    Book with(String part, String text) {
        parts.put(part, text);
        return this;
    }

    Book renamed(String part, String name) {
        parts.put(name, parts.remove(part));
        return this;
    }

    Book replaced(String part, String before, String after) {
        parts.computeIfPresent(part, (key, text) -> text.replace(before, after));
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    static byte[] bytes(Workbook book) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (book) {
            book.write(out);
        }
        return out.toByteArray();
    }

    /// A row of inline texts, numbers by `=` in front: `=1.5`, `=s2:1.5` with style 2.
    static String row(int line, String... cells) {
        StringBuilder xml = new StringBuilder("<row r='" + line + "'>");
        for (String cell : cells) {
            if (cell.startsWith("<")) {
                xml.append(cell);
            } else if (cell.startsWith("=s")) {
                int colon = cell.indexOf(':');
                xml.append("<c s='").append(cell, 2, colon).append("'><v>").append(cell.substring(colon + 1));
                xml.append("</v></c>");
            } else if (cell.startsWith("=")) {
                xml.append("<c><v>").append(cell.substring(1)).append("</v></c>");
            } else {
                xml.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
            }
        }
        return xml + "</row>";
    }

    /// What was read of a file.
    record Read(String kind, List<String> header, List<String> rows, List<FileNote> notes, List<String> sheets) {
        String note() {
            return notes.isEmpty()
                    ? ""
                    : notes.getFirst().count() + " " + notes.getFirst().rule();
        }
    }

    static Read read(Path folder, byte[] bytes) throws IOException {
        return read(folder, bytes, FileFormat.DETECTED);
    }

    static Read read(Path folder, byte[] bytes, FileFormat wanted) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "book", ".upload"), bytes);
        try (RowReader reader = RowReaders.open(file, "book", wanted, SETTINGS)) {
            List<String> rows = new ArrayList<>();
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add((row.fault() == null ? "" : "! ") + row.line() + " " + String.join("|", row.cells()));
            }
            return new Read(reader.kind(), reader.header(), rows, reader.notes(), reader.sheets());
        } finally {
            Files.delete(file);
        }
    }
}
