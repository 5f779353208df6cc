package io.keqing.importing.file;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the values of one column have in common where they may be ids: always there, each once, of one make. Tells a
/// record with odd words in it from a line of a header or a total, which have no such value.
final class Shape {
    private static final int LOOKED_AT = 200;
    private static final double MOSTLY = 0.8;
    private static final int FEWEST_DIGITS = 4;

    private final Map<String, Integer> makes = new HashMap<>();
    private final Map<Integer, Integer> lengths = new HashMap<>();
    private final Set<String> different = new HashSet<>();
    private int seen;
    private boolean numbers = true;
    private boolean isRising = true;
    private boolean isId = true;
    private long last = Long.MIN_VALUE;
    private long rows;
    private long sum;
    private long sumSinceTotal;

    void see(String cell) {
        rows++;
        if (!isId) {
            return;
        }
        String text = cell.strip();
        long number = number(text);
        if (number >= 0) {
            isRising &= number > last;
            last = number;
            sum += number;
            sumSinceTotal += number;
        }
        if (seen == LOOKED_AT) {
            return;
        }
        seen++;
        numbers &= number >= 0;
        CellKind kind = CellKind.of(text);
        boolean mayBeId = number >= 0 || kind == CellKind.CODE || kind == CellKind.ADDRESS;
        isId = mayBeId && different.add(text);
        makes.merge(make(text), 1, Integer::sum);
        lengths.merge(text.length(), 1, Integer::sum);
    }

    /// A total was passed: the next one may count from here.
    void total() {
        sumSinceTotal = 0;
    }

    /// Whether the text could be the id of one more row. Amounts look like ids too: what is the sum of the column, or
    /// the number of its rows, is none.
    boolean isMadeAs(String cell) {
        String text = cell.strip();
        if (!isId || seen == 0 || text.isEmpty() || different.contains(text)) {
            return false;
        }
        int enough = (int) Math.ceil(seen * MOSTLY);
        boolean isLong = lengths.getOrDefault(text.length(), 0) >= enough;
        if (numbers) {
            long number = number(text);
            boolean isTotal = number == sum || number == sumSinceTotal || number == rows;
            return number >= 0 && !isTotal && (isRising && number > last || isLong && text.length() >= FEWEST_DIGITS);
        }
        CellKind kind = CellKind.of(text);
        return kind == CellKind.ADDRESS && number(text) < 0
                || kind == CellKind.CODE && (isLong || makes.getOrDefault(make(text), 0) >= enough);
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(text);
    }

    /// `KD-0017` is made as `KD-9`.
    private static String make(String text) {
        StringBuilder make = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char kind = c >= '0' && c <= '9' ? '9' : c;
            if (kind != '9' || make.isEmpty() || make.charAt(make.length() - 1) != '9') {
                make.append(kind);
            }
        }
        return make.toString();
    }
}
