package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/// Texts that no cell can hold, in full, cut into cells below each other: to read one, join its parts.
/// They stay in the workbook, since a file beside it is lost the first time the workbook is passed on.
final class LongTexts implements Closeable {
    static final Label SHEET = new Label("长文本", "Long texts");
    static final String TABLE = "long_texts";

    private static final Label OF = new Label("工作表", "Sheet");
    private static final Label CELL = new Label("单元格", "Cell");
    private static final Label COLUMN = new Label("列", "Column");
    private static final Label PART = new Label("部分", "Part");
    private static final Label TEXT = new Label("文本", "Text");
    private static final ValueKind<String> WORD = new ValueKind.Keyword();

    private final Path drafts;
    private final CellStyles styles;
    private final Losses losses;
    private final Locale locale;
    private @Nullable DataSheet sheet;

    LongTexts(Path drafts, CellStyles styles, Losses losses, Locale locale) {
        this.drafts = drafts;
        this.styles = styles;
        this.losses = losses;
        this.locale = locale;
    }

    /// @param part the data sheet, counted from 1
    /// @param row from 1, as Excel counts
    /// @param column from 0
    void add(int part, int row, int column, String header, String text) throws IOException {
        if (sheet == null) {
            sheet = new DataSheet(drafts, columns(), styles, losses, null);
        }
        int most = Losses.LONGEST_CELL;
        int from = 0;
        for (int n = 1; from < text.length(); n++) {
            int to = Math.min(text.length(), from + most);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            sheet.number(part, true);
            sheet.word(CellReference.convertNumToColString(column) + row);
            sheet.word(header);
            sheet.number(n, true);
            sheet.text(text.substring(from, to));
            sheet.endRow();
            from = to;
        }
    }

    private List<Column> columns() {
        ValueKind<?> count = new ValueKind.Number(true, 0, Double.MAX_VALUE, List.of());
        return List.of(
                column("sheet", OF, count),
                column("cell", CELL, WORD),
                column("column", COLUMN, WORD),
                column("part", PART, count),
                column("text", TEXT, new ValueKind.Text()));
    }

    private Column column(String name, Label header, ValueKind<?> kind) {
        return new Column(name, header.in(locale), kind, false, hit -> null);
    }

    /// The sheet, ended; null where every text fitted.
    @Nullable
    DataSheet end() throws IOException {
        if (sheet != null) {
            sheet.end();
        }
        return sheet;
    }

    @Override
    public void close() throws IOException {
        if (sheet != null) {
            sheet.close();
        }
    }
}
