package io.keqing.importing.file;

import java.util.List;

/// Values as one line of CSV.
public final class CsvText {
    private static final int LONGEST_VALUE = 200;

    private CsvText() {}

    public static String row(List<String> cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                row.append(',');
            }
            cell(row, cells.get(i));
        }
        return row.toString();
    }

    private static void cell(StringBuilder row, String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != '"' && c != ',' && c != '\n' && c != '\r';
        }
        if (plain) {
            row.append(text);
        } else {
            row.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    /// Enough of a value to recognise it.
    public static String excerpt(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
