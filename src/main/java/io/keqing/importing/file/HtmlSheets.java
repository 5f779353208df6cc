package io.keqing.importing.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// The tables of a page as sheets. A table inside a cell is a sheet of its own where the outer one only
/// lays out the page, and parts the outer one in two; inside a row of data it is part of the text of
/// its cell, and told.
///
/// Cells are read as they are shown, so that leading zeros stay whatever a spreadsheet would make of
/// them. Where the page also has the number behind a shown one (`x:num`, `sdval`, `data-v`), that is
/// taken.
final class HtmlSheets implements SheetParser {
    static final String NESTED = "tables inside a cell are read as the text of that cell";
    private static final Set<String> BLOCKS = Set.of("p", "div", "li", "ul", "ol", "dt", "dd", "h1", "h2", "h3", "h4");
    private static final Pattern SHEET_NAME = Pattern.compile("<x:Name>([^<]{1,200})</x:Name>");
    private static final Pattern ERROR = Pattern.compile("#(?:N/A|REF!|NAME\\?|VALUE!|DIV/0!|NUM!|NULL!)");
    private static final Pattern ENDS = Pattern.compile("[\\h\\v]*\\v[\\h\\v]*");
    private static final int MOST_SPANNED = 65_534;

    private final Reader in;
    private final XmlSheets.Progress progress;
    private final HtmlTokens tokens;
    private final int longest;
    private final CountedNotes notes = new CountedNotes();
    private final SheetRow row;
    private final List<String> names = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private final StringBuilder caption = new StringBuilder();
    private int sheets = -1;
    private int depth;
    /// How many tables deep the text of a cell is, 0 = it is no table's.
    private int flat;
    private boolean inRow;
    private boolean inCell;
    private boolean inCaption;
    private boolean isTable;
    private boolean over = true;
    private boolean finished;
    private int column;
    private long line;
    private @Nullable Row held;
    private Cell open = Cell.PLAIN;

    HtmlSheets(Reader in, XmlSheets.Progress progress, ImportSettings settings) {
        this.in = in;
        this.progress = progress;
        this.longest = settings.longestRecord();
        this.tokens = new HtmlTokens(in, longest);
        this.row = new SheetRow(longest, notes);
    }

    /// What the tag of a cell says.
    private record Cell(int columns, int rows, String number, String whole, boolean error) {
        static final Cell PLAIN = new Cell(1, 1, "", "", false);

        static Cell of(HtmlTokens tag) {
            String number = tag.attribute("x:num");
            number = number.isEmpty() ? tag.attribute("sdval") : number;
            number = number.isEmpty() && tag.attribute("data-t").equals("n") ? tag.attribute("data-v") : number;
            int rows = XmlSheets.count(tag.attribute("rowspan"), 1);
            return new Cell(
                    Math.clamp(XmlSheets.count(tag.attribute("colspan"), 1), 1, SheetRow.MOST_COLUMNS),
                    rows == 0 ? MOST_SPANNED : Math.min(rows, MOST_SPANNED),
                    number,
                    tag.attribute("x:str"),
                    tag.has("x:err") || tag.has("x:fmla"));
        }
    }

    @Override
    public boolean nextSheet() throws IOException {
        while (nextRow() != null) {
            // over what is left of the table before
        }
        // a table without a row is no sheet
        while (!finished) {
            notes.clear();
            row.clear();
            line = 0;
            over = false;
            held = read();
            if (held != null) {
                sheets++;
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Row nextRow() throws IOException {
        Row next = held == null && !over ? read() : held;
        held = null;
        return next;
    }

    /// The next row of the table at hand; null where it ends.
    private @Nullable Row read() throws IOException {
        while (!over) {
            HtmlTokens.Kind kind = tokens.next();
            Row complete = switch (kind) {
                case TEXT -> {
                    text();
                    yield null;
                }
                case COMMENT -> {
                    comment();
                    yield null;
                }
                case OPEN -> opened();
                case CLOSE -> closed();
                case END -> {
                    finished = true;
                    over = true;
                    yield endRow();
                }
            };
            if (complete != null) {
                return complete;
            }
        }
        return null;
    }

    private void text() {
        StringBuilder to = inCaption ? caption : cell;
        if (!inCell && !inCaption) {
            return;
        }
        CharSequence text = tokens.text();
        for (int i = 0; i < text.length() && to.length() <= longest; i++) {
            char c = text.charAt(i);
            if (!HtmlTokens.isBlank(c)) {
                to.append(c);
            } else if (!to.isEmpty() && to.charAt(to.length() - 1) != ' ' && to.charAt(to.length() - 1) != '\n') {
                to.append(' ');
            }
        }
    }

    private void comment() {
        if (names.isEmpty()) {
            Matcher name = SHEET_NAME.matcher(tokens.text());
            while (name.find()) {
                names.add(Parser.unescapeEntities(name.group(1), false).strip());
            }
        }
    }

    private @Nullable Row opened() throws IOException {
        String tag = tokens.name();
        if (flat > 0) {
            flat += tag.equals("table") ? 1 : 0;
            inside(tag);
            return null;
        }
        switch (tag) {
            case "table" -> {
                if (inCell && isTable) {
                    flat = 1;
                    notes.add(NESTED, line, "");
                    return null;
                }
                Row before = endRow();
                over |= before != null || line > 0;
                depth++;
                caption.setLength(0);
                isTable = false;
                return before;
            }
            case "caption" -> {
                inCaption = depth > 0;
                caption.setLength(0);
            }
            case "tr" -> {
                Row before = endRow();
                beginRow();
                return before;
            }
            case "td", "th" -> {
                endCell();
                if (!inRow) {
                    beginRow();
                }
                inCell = true;
                inCaption = false;
                column = row.free(column);
                open = Cell.of(tokens);
            }
            default -> inside(tag);
        }
        return null;
    }

    private void inside(String tag) {
        if (!inCell || cell.isEmpty() && !tag.equals("input")) {
            return;
        }
        if (tag.equals("br") || tag.equals("tr") || BLOCKS.contains(tag)) {
            cell.append('\n');
        } else if (tag.equals("td") || tag.equals("th")) {
            cell.append(' ');
        } else if (tag.equals("input")
                && Set.of("", "text", "number", "email", "tel").contains(tokens.attribute("type"))) {
            cell.append(tokens.attribute("value").replace("&", "&amp;"));
        }
    }

    private @Nullable Row closed() throws IOException {
        String tag = tokens.name();
        if (flat > 0) {
            flat -= tag.equals("table") ? 1 : 0;
            return null;
        }
        return switch (tag) {
            case "table" -> {
                Row last = endRow();
                over |= last != null || line > 0;
                depth = Math.max(0, depth - 1);
                isTable = false;
                yield last;
            }
            case "tr", "thead", "tbody", "tfoot" -> endRow();
            case "td", "th" -> {
                endCell();
                yield null;
            }
            case "caption" -> {
                inCaption = false;
                yield null;
            }
            default -> {
                if (BLOCKS.contains(tag)) {
                    inside(tag);
                }
                yield null;
            }
        };
    }

    private void beginRow() {
        inRow = true;
        inCaption = false;
        column = 0;
        line++;
        row.begin(line);
    }

    private @Nullable Row endRow() {
        endCell();
        if (!inRow) {
            return null;
        }
        inRow = false;
        Row complete = row.end();
        isTable |= complete != null
                && complete.cells().stream().filter(value -> !value.isEmpty()).count() > 1;
        return complete;
    }

    private void endCell() {
        if (!inCell) {
            return;
        }
        inCell = false;
        row.put(column, value(plain(cell)), open.columns(), open.rows());
        column = (int) Math.min(SheetRow.MOST_COLUMNS, (long) column + open.columns());
        cell.setLength(0);
    }

    private String value(String shown) {
        if (open.error() && ERROR.matcher(shown).matches()) {
            notes.add(CountedNotes.ERROR, line, shown);
            return "";
        }
        if (!open.whole().isEmpty()) {
            return open.whole();
        }
        return open.number().isEmpty() ? shown : ShownNumber.exact(open.number(), shown);
    }

    /// Without entities, and without blanks at its ends and those of its lines: a no-break blank alone
    /// is how pages show an empty cell.
    private static String plain(StringBuilder raw) {
        String text = raw.indexOf("&") < 0 ? raw.toString() : Parser.unescapeEntities(raw.toString(), false);
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        String bare = text.substring(from, to);
        return bare.indexOf('\n') < 0 ? bare : ENDS.matcher(bare).replaceAll("\n");
    }

    private static boolean isSpace(char c) {
        return c == '\u00A0' || Character.isWhitespace(c);
    }

    @Override
    public String name() {
        return sheets >= 0 && sheets < names.size() ? names.get(sheets) : plain(caption);
    }

    @Override
    public boolean isHidden() {
        return false;
    }

    @Override
    public List<FileNote> notes() {
        return notes.all();
    }

    @Override
    public long bytesRead() {
        return progress.bytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
