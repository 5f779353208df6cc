package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the cells of a sheet show otherwise than it is read, counted by kind.
final class SheetNotes {
    private static final int LONGEST_VALUE = 80;

    enum Kind {
        ERROR("cells show an error of a formula; they count as empty"),
        NO_VALUE("formulas have no value in the file; they count as empty: open the file once in a spreadsheet program"
                + " and save it"),
        NEVER_COMPUTED("formulas have the value 0 in a workbook that asks to be computed when it is opened: if they"
                + " should show something else, open the file once in a spreadsheet program and save it"),
        LONG_NUMBER("numbers have more than the 15 digits that a spreadsheet keeps, their last digits may be lost:"
                + " format the column as text where the file comes from, and export it again"),
        NO_TEXT("cells point to a text that the file does not hold; they count as empty"),
        MERGED("cells that are merged with one above have its value"),
        NO_DATE("cells are formatted as dates, but their numbers are no day of the calendar; 0 counts as empty, others"
                + " are read as numbers"),
        CURRENCY("cells show a currency by their number format; it is read with the amount"),
        LOCAL_CURRENCY("cells show the currency of the computer they are opened on; the file does not say which");

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }
    }

    private final Map<Kind, FileNote> notes = new EnumMap<>(Kind.class);

    void add(Kind kind, long line, String value) {
        FileNote before = notes.get(kind);
        notes.put(
                kind,
                before == null
                        ? new FileNote(kind.rule, 1, line, shortened(value))
                        : new FileNote(before.rule(), before.count() + 1, before.line(), before.value()));
    }

    void add(Kind kind, FileNote counted) {
        notes.put(kind, new FileNote(kind.rule, counted.count(), counted.line(), counted.value()));
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    List<FileNote> all() {
        return new ArrayList<>(notes.values());
    }
}
