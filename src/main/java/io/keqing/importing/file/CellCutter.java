package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.List;

/// Cuts one record of [RecordSplitter] into its values. The record is well-formed by then: a quote inside quotes is
/// doubled, whatever the file did. What follows a closing quote belongs to the value.
final class CellCutter {
    private final String delimiter;
    private final char quote;

    CellCutter(Dialect dialect) {
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quoteChar();
    }

    List<String> cut(String record) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at >= 0) {
            at = record.length() > at && record.charAt(at) == quote
                    ? quoted(record, at + 1, cells)
                    : plain(record, at, cells);
        }
        return cells;
    }

    /// @return where the next value starts, -1 where there is none
    private int plain(String record, int from, List<String> cells) {
        int end = delimiter.isEmpty() ? -1 : record.indexOf(delimiter, from);
        cells.add(end < 0 ? record.substring(from) : record.substring(from, end));
        return end < 0 ? -1 : end + delimiter.length();
    }

    private int quoted(String record, int from, List<String> cells) {
        int close = record.indexOf(quote, from);
        if (close >= 0 && isEnd(record, close + 1)) {
            cells.add(record.substring(from, close));
            return after(record, close + 1);
        }
        StringBuilder text = new StringBuilder();
        int at = from;
        while (close >= 0 && close + 1 < record.length() && record.charAt(close + 1) == quote) {
            text.append(record, at, close + 1);
            at = close + 2;
            close = record.indexOf(quote, at);
        }
        if (close < 0) {
            cells.add(text.append(record, at, record.length()).toString());
            return -1;
        }
        text.append(record, at, close);
        int end = delimiter.isEmpty() ? -1 : record.indexOf(delimiter, close + 1);
        cells.add(
                text.append(record, close + 1, end < 0 ? record.length() : end).toString());
        return end < 0 ? -1 : end + delimiter.length();
    }

    private boolean isEnd(String record, int at) {
        return at == record.length() || !delimiter.isEmpty() && record.startsWith(delimiter, at);
    }

    private int after(String record, int at) {
        return at == record.length() ? -1 : at + delimiter.length();
    }
}
