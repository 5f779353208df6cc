package io.keqing.importing.file;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The worksheets of an Excel 2003 XML workbook (SpreadsheetML). Cells stand where `Index` puts them,
/// else behind the one before and what that one covers.
final class Xml2003Sheets extends XmlSheets {
    static final String NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet";
    private static final String EXCEL = "urn:schemas-microsoft-com:office:excel";
    private static final Pattern CURRENCY = Pattern.compile("\\[\\$([A-Z]{3})(?:-[0-9A-Fa-f]+)?]");

    /// By the name of a style, its number format where it changes what an id or an amount is.
    private final Map<String, String> formats = new HashMap<>();
    private String style = "";
    private String name = "";
    private boolean hidden;
    private int sheet = -1;
    private long line;

    Xml2003Sheets(Reader in, Progress progress, String fileName, ImportSettings settings) throws IOException {
        super(in, progress, fileName, settings);
    }

    @Override
    Boolean readSheet() throws XMLStreamException {
        while (hasNext()) {
            if (next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (is(NAMESPACE, "Style")) {
                style = attribute("ID");
            } else if (is(NAMESPACE, "NumberFormat")) {
                String format = attribute("Format");
                if (format.matches("0{2,40}") || CURRENCY.matcher(format).find()) {
                    formats.put(style, format);
                }
            } else if (is(NAMESPACE, "Worksheet")) {
                name = attribute("Name");
                hidden = false;
                sheet = depth();
                line = 0;
                return true;
            }
        }
        return false;
    }

    @Override
    @Nullable
    Row readRow() throws XMLStreamException {
        while (sheet > 0) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT && is(NAMESPACE, "Row")) {
                int index = count(attribute("Index"), 0);
                int more = Math.max(0, count(attribute("Span"), 0));
                line = index > line ? index : line + 1;
                row.begin(line);
                cells(depth());
                Row read = row.end();
                line += more;
                if (read != null) {
                    return read;
                }
            } else if (event == XMLStreamConstants.START_ELEMENT && is(EXCEL, "Visible")) {
                StringBuilder how = new StringBuilder();
                while (next() == XMLStreamConstants.CHARACTERS) {
                    append(how);
                }
                hidden = how.toString().contains("Hidden");
            } else if (event == XMLStreamConstants.END_ELEMENT && depth() < sheet
                    || event == XMLStreamConstants.END_DOCUMENT) {
                sheet = -1;
            }
        }
        return null;
    }

    private void cells(int depth) throws XMLStreamException {
        int column = 0;
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT && is(NAMESPACE, "Cell")) {
                int index = count(attribute("Index"), 0);
                column = index > 0 ? Math.min(index - 1, SheetRow.MOST_COLUMNS) : column;
                int wide = count(attribute("MergeAcross"), 0);
                int high = count(attribute("MergeDown"), 0);
                String format = formats.getOrDefault(attribute("StyleID"), "");
                boolean formula = !attribute("Formula").isEmpty();
                row.put(
                        column,
                        value(format, formula),
                        wide + (wide < Integer.MAX_VALUE ? 1 : 0),
                        high + (high < Integer.MAX_VALUE ? 1 : 0));
                column = (int) Math.min(SheetRow.MOST_COLUMNS, column + 1L + wide);
            } else if (event == XMLStreamConstants.END_ELEMENT && depth() < depth) {
                return;
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a row");
            }
        }
    }

    /// The data of the cell that has just started; comments have data, too, but deeper.
    private String value(String format, boolean formula) throws XMLStreamException {
        int cell = depth();
        String type = "";
        boolean inData = false;
        boolean seen = false;
        StringBuilder text = new StringBuilder();
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (depth() == cell + 1) {
                    inData = is(NAMESPACE, "Data");
                    seen |= inData;
                    type = inData ? attribute("Type") : type;
                } else if (inData && xml.getLocalName().equalsIgnoreCase("br")) {
                    text.append('\n');
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inData &= depth() > cell;
                if (depth() < cell) {
                    break;
                }
            } else if (inData
                    && (event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE)) {
                append(text);
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a cell");
            }
        }
        if (!seen && formula) {
            notes.add(CountedNotes.NO_VALUE, line, "");
        }
        return value(type, text.toString(), format);
    }

    private String value(String type, String text, String format) {
        return switch (type) {
            case "Number" -> number(text.strip(), format);
            case "DateTime" -> ShownNumber.date(text.strip());
            case "Boolean" -> text.strip().equals("1") ? "TRUE" : text.strip().equals("0") ? "FALSE" : text.strip();
            case "Error" -> {
                notes.add(CountedNotes.ERROR, line, text.strip());
                yield "";
            }
            default -> text;
        };
    }

    private static String number(String raw, String format) {
        String number = SheetCell.number(raw);
        if (format.startsWith("0") && number.matches("\\d+") && number.length() < format.length()) {
            return "0".repeat(format.length() - number.length()) + number;
        }
        Matcher currency = CURRENCY.matcher(format);
        return !format.isEmpty() && currency.find() ? currency.group(1) + " " + number : number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isHidden() {
        return hidden;
    }
}
