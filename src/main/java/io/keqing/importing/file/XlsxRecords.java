package io.keqing.importing.file;

import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a workbook in XML.
final class XlsxRecords extends SheetRecords {
    private static final int DEPTH_OF_ROW = 3;
    private static final Pattern DAY_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(.*)");
    private static final Pattern MIDNIGHT = Pattern.compile("00:00(:00(\\.0+)?)?Z?");

    private final XlsxBook book;
    private final PartXml xml;
    private long row;

    XlsxRecords(XlsxBook book, String sheet, Merges merges) throws IOException {
        super(new SheetRows(
                book.parts().file(),
                book.parts().fileName(),
                book.formats(),
                merges,
                book.parts().settings()));
        this.book = book;
        try {
            this.xml = book.parts().xml(book.part(sheet));
        } catch (XMLStreamException e) {
            throw book.parts().damaged(e, 0);
        }
    }

    @Override
    @Nullable
    Row read() throws IOException {
        try {
            return readRow();
        } catch (XMLStreamException | ZipException | EOFException e) {
            throw book.parts().damaged(e, row);
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            // the parser trips over bytes that are no XML at all
            throw book.parts().damaged(e, row);
        }
    }

    private @Nullable Row readRow() throws XMLStreamException, IOException {
        while (true) {
            int event = xml.next();
            if (xml.isStart(event, "row") && xml.depth() == DEPTH_OF_ROW) {
                int number = PartXml.number(xml.attribute("r"));
                row = number > 0 ? number : row + 1;
                readCells();
                Row done = rows().end();
                if (done != null) {
                    return done;
                }
            } else if (event == XMLStreamConstants.END_DOCUMENT
                    || xml.isEnd(event, "sheetData") && xml.depth() == DEPTH_OF_ROW - 2) {
                if (book.computedOnOpening()) {
                    rows().neverComputed();
                }
                return null;
            }
        }
    }

    private void readCells() throws XMLStreamException, IOException {
        rows().begin(row);
        int column = -1;
        while (true) {
            int event = xml.next();
            if (xml.isStart(event, "c") && xml.depth() == DEPTH_OF_ROW + 1) {
                column = readCell(column);
            } else if (xml.isEnd(event, "row") && xml.depth() == DEPTH_OF_ROW - 1) {
                return;
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a row");
            }
        }
    }

    private static int column(String place, int before) {
        int column = 0;
        for (int i = 0; i < place.length(); i++) {
            char c = Character.toUpperCase(place.charAt(i));
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = Math.min(SheetRows.MOST_COLUMNS + 1, column * 26 + c - 'A' + 1);
        }
        return column == 0 ? before + 1 : column - 1;
    }

    private int readCell(int before) throws XMLStreamException, IOException {
        String type = "";
        int style = 0;
        int column = before + 1;
        for (int i = 0; i < xml.attributes(); i++) {
            switch (xml.attributeName(i)) {
                case "r" -> column = column(xml.attributeValue(i), before);
                case "t" -> type = xml.attributeValue(i);
                case "s" -> style = PartXml.number(xml.attributeValue(i));
                default -> {}
            }
        }
        String raw = null;
        boolean formula = false;
        while (true) {
            int event = xml.next();
            if (xml.isEnd(event, "c") && xml.depth() == DEPTH_OF_ROW) {
                break;
            } else if (xml.depth() == DEPTH_OF_ROW + 2 && event == XMLStreamConstants.START_ELEMENT) {
                if (xml.isStart(event, "v")) {
                    raw = xml.text(true);
                } else if (xml.isStart(event, "is")) {
                    raw = xml.text(false);
                } else if (xml.isStart(event, "f")) {
                    formula = true;
                }
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a cell");
            }
        }
        if (formula) {
            boolean none = raw == null || raw.isEmpty() && !type.equals("str");
            rows().formula(none ? null : String.valueOf(raw));
        }
        if (raw != null) {
            put(column, type, raw, style);
        }
        return column;
    }

    private void put(int column, String type, String raw, int style) throws IOException {
        switch (type) {
            case "s" -> {
                String text = raw.isBlank() ? "" : book.texts().get(PartXml.number(raw.strip()));
                if (text == null) {
                    rows().missingText();
                } else {
                    rows().text(column, unescaped(text));
                }
            }
            case "str", "inlineStr" -> rows().text(column, unescaped(raw));
            case "e" -> rows().error(raw.strip());
            case "d" -> rows().text(column, day(raw.strip()));
            case "b" -> truth(column, raw.strip());
            default -> rows().number(column, raw.strip(), style);
        }
    }

    private void truth(int column, String raw) {
        if (raw.equals("1") || raw.equals("true")) {
            rows().truth(column, true);
        } else if (raw.equals("0") || raw.equals("false")) {
            rows().truth(column, false);
        } else {
            rows().text(column, raw);
        }
    }

    /// Days as the strict form of the format writes them, with a time that nobody asked for.
    private static String day(String raw) {
        var both = DAY_TIME.matcher(raw);
        if (!both.matches()) {
            return raw;
        }
        return MIDNIGHT.matcher(both.group(2)).matches() ? both.group(1) : raw;
    }

    /// Excel writes characters that XML can't hold as `_x000D_`.
    private static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (isEscaped(text, at)) {
                plain.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
                at += 7;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        return plain.toString();
    }

    private static boolean isEscaped(String text, int at) {
        if (at + 7 > text.length() || !text.startsWith("_x", at) || text.charAt(at + 6) != '_') {
            return false;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return xml.fileBytes();
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
