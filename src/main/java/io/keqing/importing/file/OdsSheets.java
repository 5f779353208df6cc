package io.keqing.importing.file;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The sheets of an OpenDocument spreadsheet. Values are those of the attributes, not the texts that
/// are shown beside them; only digits filled up with zeros are taken as shown. What repeats itself does
/// so within limits: a sheet that is formatted as a whole claims a million rows of 16,384 cells.
final class OdsSheets extends XmlSheets {
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static final String STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private static final Pattern ERROR =
            Pattern.compile("#(?:N/A|REF!|NAME\\?|VALUE!|DIV/0!|NUM!|NULL!)|(?:Err|错误|錯誤):\\s?\\d{3}");
    private static final Pattern TIME =
            Pattern.compile("(-?)P(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})(?:[.,]\\d*)?S)?)");
    /// Cells that stand in a sheet by repetition only.
    private static final long MOST_REPEATED = 50_000_000;

    private final Set<String> hiddenStyles = new HashSet<>();
    private String style = "";
    private String name = "";
    private boolean hidden;
    private int spreadsheet = -1;
    /// How deep the sheet at hand lies, −1 = none is.
    private int sheet = -1;
    private long line;
    private long repeated;
    private @Nullable Row again;
    private int times;

    OdsSheets(Reader in, Progress progress, String fileName, ImportSettings settings) throws IOException {
        super(in, progress, fileName, settings);
    }

    @Override
    Boolean readSheet() throws XMLStreamException {
        while (hasNext()) {
            int event = next();
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (is(STYLE, "style")) {
                style = attribute("name");
            } else if (is(STYLE, "table-properties") && attribute("display").equals("false")) {
                hiddenStyles.add(style);
            } else if (is(OFFICE, "spreadsheet")) {
                spreadsheet = depth();
            } else if (spreadsheet > 0 && depth() == spreadsheet + 1 && is(TABLE, "table")) {
                name = attribute("name");
                hidden = hiddenStyles.contains(attribute("style-name"));
                sheet = depth();
                line = 0;
                repeated = 0;
                times = 0;
                return true;
            }
        }
        return false;
    }

    @Override
    @Nullable
    Row readRow() throws XMLStreamException {
        Row same = again;
        if (same != null && times > 0) {
            times--;
            line++;
            return new Row(line, same.cells(), same.fault(), same.cleaned());
        }
        while (sheet > 0) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT && is(TABLE, "table-row")) {
                int rows = Math.max(1, count(attribute("number-rows-repeated"), 1));
                row.begin(line + 1);
                cells(depth());
                Row read = row.end();
                if (read == null) {
                    line += rows;
                } else {
                    line++;
                    repeat((long) (rows - 1) * read.cells().size());
                    again = read;
                    times = rows - 1;
                    return read;
                }
            } else if (event == XMLStreamConstants.START_ELEMENT && is(TABLE, "shapes")) {
                skip();
            } else if (event == XMLStreamConstants.END_ELEMENT && depth() < sheet
                    || event == XMLStreamConstants.END_DOCUMENT) {
                sheet = -1;
            }
        }
        return null;
    }

    private void repeat(long cells) {
        repeated += cells;
        if (repeated > MOST_REPEATED) {
            throw new InvalidFile(
                    "the sheet " + name + " must repeat at most " + MOST_REPEATED + " cells, it repeats more");
        }
    }

    private void cells(int depth) throws XMLStreamException {
        int column = 0;
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                boolean covered = is(TABLE, "covered-table-cell");
                if (covered || is(TABLE, "table-cell")) {
                    int columns = Math.max(1, count(attribute("number-columns-repeated"), 1));
                    int wide = count(attribute("number-columns-spanned"), 1);
                    int high = count(attribute("number-rows-spanned"), 1);
                    String value = value(covered);
                    if (!value.isEmpty()) {
                        repeat(columns - 1L);
                    }
                    for (int i = 0; i < columns && (!value.isEmpty() || i == 0); i++) {
                        row.put(column + i, value, wide, high);
                    }
                    column = (int) Math.min(SheetRow.MOST_COLUMNS, (long) column + columns);
                } else {
                    skip();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && depth() < depth) {
                return;
            }
        }
    }

    /// Passes over the element that has just started.
    private void skip() throws XMLStreamException {
        int end = depth() - 1;
        while (next() != XMLStreamConstants.END_ELEMENT || depth() > end) {
            // nothing in it is a value
        }
    }

    private String value(boolean covered) throws XMLStreamException {
        String type = attribute("value-type");
        String value = attribute("value");
        String date = attribute("date-value");
        String time = attribute("time-value");
        String truth = attribute("boolean-value");
        String said = attribute("string-value");
        String currency = attribute("currency");
        boolean formula = !attribute("formula").isEmpty();
        boolean error = false;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            error |= xml.getAttributeLocalName(i).equals("value-type")
                    && xml.getAttributeValue(i).equals("error");
        }
        String shown = shown();
        if (covered) {
            // what a merged cell hides nobody sees
            return "";
        }
        if (error || formula && ERROR.matcher(shown).matches()) {
            notes.add(CountedNotes.ERROR, line + 1, shown);
            return "";
        }
        if (formula && type.isEmpty() && shown.isEmpty()) {
            notes.add(CountedNotes.NO_VALUE, line + 1, "");
            return "";
        }
        return switch (type) {
            case "float", "percentage" -> ShownNumber.of(value, shown);
            case "currency" -> (currency.isBlank() ? "" : currency.strip() + " ") + SheetCell.number(value);
            case "date" -> ShownNumber.date(date);
            case "time" -> time(time, shown);
            case "boolean" -> truth.equals("true") ? "TRUE" : truth.equals("false") ? "FALSE" : shown;
            default -> said.isEmpty() ? shown : said;
        };
    }

    private static String time(String value, String shown) {
        Matcher parts = TIME.matcher(value);
        if (!parts.matches()) {
            return value.isEmpty() ? shown : value;
        }
        long seconds = part(parts.group(2)) * 3_600 + part(parts.group(3)) * 60 + part(parts.group(4));
        return "%s%02d:%02d:%02d".formatted(parts.group(1), seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /// The paragraphs of the cell that has just started, without comments and drawings.
    private String shown() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int end = depth() - 1;
        int paragraphs = 0;
        int inParagraph = -1;
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                boolean own = TEXT.equals(xml.getNamespaceURI());
                if (!own || is(TEXT, "ruby-text") || is(TEXT, "note")) {
                    skip();
                } else if (inParagraph < 0 && (is(TEXT, "p") || is(TEXT, "h"))) {
                    text.append(paragraphs++ > 0 ? "\n" : "");
                    inParagraph = depth();
                } else if (is(TEXT, "s")) {
                    text.append(" ".repeat(Math.clamp(count(attribute("c"), 1), 1, 1_000)));
                } else if (is(TEXT, "tab")) {
                    text.append('\t');
                } else if (is(TEXT, "line-break")) {
                    text.append('\n');
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (depth() <= end) {
                    return text.toString();
                }
                inParagraph = depth() < inParagraph ? -1 : inParagraph;
            } else if (inParagraph > 0
                    && (event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE)) {
                append(text);
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends in the middle of a cell");
            }
        }
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
