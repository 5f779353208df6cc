package io.keqing.importing.file;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of an [XlsxBook]. Only cells with a value count: neither the dimension that a sheet claims nor
/// thousands of empty cells with a border cost anything.
final class XlsxRecords implements Records {
    private static final int MOST_COLUMNS = 16_384;

    private final XlsxBook book;
    private final XlsxBook.PartInput in;
    private final XMLStreamReader xml;
    private long row;
    private @Nullable Row held;
    private int characters;
    private int cleaned;

    XlsxRecords(XlsxBook book, String sheet) throws IOException {
        this.book = book;
        this.in = book.sheet(sheet);
        try {
            this.xml = XlsxBook.reader(in);
        } catch (XMLStreamException e) {
            in.close();
            throw book.damaged(e, 0);
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        Row waiting = held;
        if (waiting != null) {
            held = null;
            return waiting;
        }
        try {
            long before = row;
            Row next = read();
            if (next != null && next.line() > before + 1 && before > 0) {
                held = next;
                return new Row(before + 1, List.of(), null, 0);
            }
            return next;
        } catch (XMLStreamException | ZipException | EOFException e) {
            throw book.damaged(e, row);
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            // the parser trips over bytes that are no XML at all
            throw book.damaged(e, row);
        }
    }

    private @Nullable Row read() throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            int event = book.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
                int said = XlsxBook.number(XlsxBook.attribute(xml, "r"));
                long line = said > 0 ? said : row + 1;
                List<String> cells = cells(line);
                if (!cells.isEmpty()) {
                    row = line;
                    return characters > book.longestRow()
                            ? new Row(line, List.of(), RecordSplitter.TOO_LONG.formatted(book.longestRow()), cleaned)
                            : new Row(line, cells, null, cleaned);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("sheetData")) {
                return null;
            }
        }
        return null;
    }

    private List<String> cells(long line) throws XMLStreamException, IOException {
        List<String> cells = new ArrayList<>();
        characters = 0;
        cleaned = 0;
        int column = -1;
        while (true) {
            int event = book.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                column = column(column, line);
                String value = value();
                if (!value.isEmpty()) {
                    characters += value.length();
                    while (cells.size() < column) {
                        cells.add("");
                    }
                    if (column < cells.size()) {
                        cells.set(column, value);
                    } else if (characters <= book.longestRow()) {
                        cells.add(value);
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("row")) {
                return cells;
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a row");
            }
        }
    }

    private int column(int before, long line) {
        String place = XlsxBook.attribute(xml, "r");
        int column = 0;
        for (int i = 0; i < place.length() && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z'; i++) {
            column = Math.min(MOST_COLUMNS + 1, column * 26 + place.charAt(i) - 'A' + 1);
        }
        column = column == 0 ? before + 1 : column - 1;
        if (column >= MOST_COLUMNS) {
            throw new InvalidFile(
                    "row " + line + " must have at most " + MOST_COLUMNS + " columns, has more", line, "");
        }
        return column;
    }

    private String value() throws XMLStreamException, IOException {
        String type = "";
        int style = -1;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            switch (xml.getAttributeLocalName(i)) {
                case "t" -> type = xml.getAttributeValue(i);
                case "s" -> style = XlsxBook.number(xml.getAttributeValue(i));
                default -> {}
            }
        }
        String raw = "";
        int event = book.next(xml);
        while (event != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("c")) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                if (name.equals("v") || name.equals("is")) {
                    raw = book.text(xml, name);
                }
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a cell");
            }
            event = book.next(xml);
        }
        return switch (type) {
            case "s" -> {
                String text = book.shared(XlsxBook.number(raw.strip()));
                yield text == null ? "" : clean(text);
            }
            case "str", "inlineStr", "e", "d" -> clean(raw);
            case "b" -> raw.equals("1") ? "TRUE" : raw.equals("0") ? "FALSE" : clean(raw);
            default -> number(raw.strip(), style);
        };
    }

    private String number(String raw, int style) {
        if (raw.isEmpty() || !book.isDate(style)) {
            return raw.isEmpty() ? raw : clean(SheetCell.number(raw));
        }
        try {
            return SheetCell.date(Double.parseDouble(raw), book.from1904(), raw);
        } catch (NumberFormatException e) {
            return clean(raw);
        }
    }

    /// Excel writes characters that XML can't hold as `_x000D_`.
    private String clean(String raw) {
        String text = raw.contains("_x") ? unescaped(raw) : raw;
        int bad = Cleaner.count(text);
        cleaned += bad;
        return bad == 0 ? text : Cleaner.clean(text);
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("_x", at)
                    && at + 7 <= text.length()
                    && text.charAt(at + 6) == '_'
                    && text.substring(at + 2, at + 6).matches("[0-9A-Fa-f]{4}")) {
                plain.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
                at += 7;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        return plain.toString();
    }

    @Override
    public long bytesRead() {
        return in.fileBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
