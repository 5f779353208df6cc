package io.keqing.importing.file;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A workbook of Excel 2007 and later, read part by part with a StAX parser that knows no DTD. Its texts, its formats
/// and one sheet at a time; nothing of a sheet but the row at hand is in memory.
final class XlsxBook implements AutoCloseable {
    private static final XMLInputFactory XML = xml();
    private static final int LONGEST_TEXT = 1 << 20;

    private final ZipFile zip;
    private final String fileName;
    private final ImportSettings settings;
    private final SharedTexts texts;
    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final List<String> visible = new ArrayList<>();
    private boolean[] dates = new boolean[0];
    private boolean from1904;

    private XlsxBook(Path file, String fileName, ImportSettings settings) throws IOException {
        this.zip = new ZipFile(file.toFile());
        this.fileName = fileName;
        this.settings = settings;
        this.texts = new SharedTexts(file.toAbsolutePath().resolveSibling("."), settings.sharedStringsMemory());
    }

    private static XMLInputFactory xml() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.configureForSpeed();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        XlsxBook book;
        try {
            book = new XlsxBook(file, fileName, settings);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new InvalidFile(fileName + " is a damaged workbook: " + UnpackedFile.why(e));
        }
        try {
            UnpackedFile.checkEntries(book.zip, fileName, settings);
            book.readParts();
            String sheet = book.choose(wanted.sheet());
            FileFormat found = new FileFormat(
                    sheet, wanted.table(), wanted.headerLine(), wanted.headerLines(), null, null, null, null);
            return TableReader.open(book.records(sheet), "xlsx", fileName, found, List.copyOf(book.sheets.keySet()));
        } catch (XMLStreamException e) {
            book.close();
            throw book.damaged(e, 0);
        } catch (ZipException | EOFException e) {
            book.close();
            throw new InvalidFile(fileName + " is a damaged workbook: " + UnpackedFile.why(e));
        } catch (IOException | InvalidFile e) {
            book.close();
            throw e;
        } catch (RuntimeException e) {
            book.close();
            throw book.damaged(e, 0);
        }
    }

    InvalidFile damaged(Exception e, long row) {
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidFile(
                fileName + " is a damaged workbook" + (row > 0 ? ", after row " + row : "") + ": " + what, row, "");
    }

    private String choose(@Nullable String wanted) throws IOException {
        if (wanted != null) {
            if (!sheets.containsKey(wanted)) {
                throw new InvalidFile(
                        fileName + " has no sheet " + wanted + "; it has " + String.join(", ", sheets.keySet()));
            }
            return wanted;
        }
        List<SheetChoice.Sheet> seen = new ArrayList<>();
        visible.forEach(name -> seen.add(() -> new XlsxRecords(this, name)));
        int chosen = SheetChoice.of(seen);
        if (chosen >= 0) {
            return visible.get(chosen);
        }
        if (sheets.isEmpty()) {
            throw new InvalidFile(fileName + " is a workbook without any sheet of cells");
        }
        return visible.isEmpty() ? sheets.keySet().iterator().next() : visible.getFirst();
    }

    /// The rows of a sheet; closing them closes the workbook.
    private Records records(String sheet) throws IOException {
        Records rows = new XlsxRecords(this, sheet);
        return new Records() {
            @Override
            public @Nullable Row next() throws IOException {
                return rows.next();
            }

            @Override
            public long bytesRead() {
                return rows.bytesRead();
            }

            @Override
            public void close() throws IOException {
                try {
                    rows.close();
                } finally {
                    XlsxBook.this.close();
                }
            }
        };
    }

    private void readParts() throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        each("xl/_rels/workbook.xml.rels", (xml, name) -> {
            if (name.equals("Relationship") && attribute(xml, "Type").endsWith("/worksheet")) {
                String target = attribute(xml, "Target");
                targets.put(attribute(xml, "Id"), target.startsWith("/") ? target.substring(1) : "xl/" + target);
            }
        });
        each("xl/workbook.xml", (xml, name) -> {
            if (name.equals("sheet") && targets.containsKey(attribute(xml, "id"))) {
                String sheet = attribute(xml, "name");
                sheets.put(sheet, targets.get(attribute(xml, "id")));
                if (!attribute(xml, "state").contains("idden")) {
                    visible.add(sheet);
                }
            } else if (name.equals("workbookPr")) {
                from1904 = List.of("1", "true").contains(attribute(xml, "date1904"));
            }
        });
        readStyles();
        each("xl/sharedStrings.xml", (xml, name) -> {
            if (name.equals("si")) {
                texts.add(text(xml, "si"));
            }
        });
    }

    private void readStyles() throws IOException, XMLStreamException {
        Map<Integer, String> formats = new HashMap<>();
        List<Boolean> styles = new ArrayList<>();
        boolean[] inCells = new boolean[1];
        each("xl/styles.xml", (xml, name) -> {
            switch (name) {
                case "numFmt" -> formats.put(number(attribute(xml, "numFmtId")), attribute(xml, "formatCode"));
                case "cellXfs" -> inCells[0] = true;
                case "cellStyles", "dxfs" -> inCells[0] = false;
                case "xf" -> {
                    if (inCells[0]) {
                        int id = number(attribute(xml, "numFmtId"));
                        styles.add(SheetCell.isDate(id, formats.getOrDefault(id, "general")));
                    }
                }
                default -> {}
            }
        });
        dates = new boolean[styles.size()];
        for (int i = 0; i < dates.length; i++) {
            dates[i] = styles.get(i);
        }
    }

    static int number(String text) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > 100_000_000) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return text.isEmpty() ? -1 : number;
    }

    private interface Element {
        void start(XMLStreamReader xml, String name) throws IOException, XMLStreamException;
    }

    private void each(String part, Element element) throws IOException, XMLStreamException {
        if (zip.getEntry(part) == null) {
            return;
        }
        try (PartInput in = part(part)) {
            XMLStreamReader xml = reader(in);
            while (xml.hasNext()) {
                int event = next(xml);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    element.start(xml, xml.getLocalName());
                }
            }
        }
    }

    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        return XML.createXMLStreamReader(in);
    }

    /// The next event. A document type is refused: no workbook needs one, and entities are what attacks are made of.
    int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new InvalidFile(
                    fileName + " holds a document type or an entity, which no workbook has; it is not read");
        }
        if (event == AsyncXMLStreamReader.EVENT_INCOMPLETE) {
            throw new XMLStreamException("it ends too early");
        }
        return event;
    }

    static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /// The text of an element up to its end, without what tells how to pronounce it.
    String text(XMLStreamReader xml, String end) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean inText = end.equals("v");
        int silent = 0;
        while (true) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                silent += xml.getLocalName().equals("rPh") ? 1 : 0;
                inText = xml.getLocalName().equals("t");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (xml.getLocalName().equals(end)) {
                    return text.toString();
                }
                silent -= xml.getLocalName().equals("rPh") ? 1 : 0;
                inText = false;
            } else if (inText
                    && silent == 0
                    && (event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE)) {
                if (text.length() + xml.getTextLength() > LONGEST_TEXT) {
                    throw new InvalidFile("a cell must have at most " + LONGEST_TEXT + " characters, one has more");
                }
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends too early");
            }
        }
    }

    @Nullable
    String shared(int number) throws IOException {
        return texts.get(number);
    }

    boolean isDate(int style) {
        return style >= 0 && style < dates.length && dates[style];
    }

    boolean from1904() {
        return from1904;
    }

    int longestRow() {
        return settings.longestRecord();
    }

    PartInput sheet(String name) throws IOException {
        return part(String.valueOf(sheets.get(name)));
    }

    private PartInput part(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new InvalidFile(fileName + " is a damaged workbook: its part " + name + " is missing");
        }
        return new PartInput(zip.getInputStream(entry), Math.max(1, entry.getCompressedSize()), entry.getSize());
    }

    /// Watches how much a part unpacks to.
    final class PartInput extends FilterInputStream {
        private final long packed;
        private final long size;
        private long read;

        private PartInput(InputStream in, long packed, long size) {
            super(in);
            this.packed = packed;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            read += Math.max(0, count);
            UnpackedFile.check(read, packed, fileName, settings);
            return count;
        }

        /// Bytes of the file that were read, in proportion.
        long fileBytes() {
            return size <= 0 ? read : (long) (packed * Math.min(1.0, read / (double) size));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            texts.close();
        } finally {
            zip.close();
        }
    }
}
