package io.keqing.importing.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out how a text sets its values apart: reads its start in every dialect that may be meant and takes the
/// one
/// under which the rows are most alike and the cells look most like values. The idea, a pattern score times a type
/// score, is that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type
/// patterns"
/// (2019); the scores are ours. Price: some dozens of readings of the first 64 Ki characters.
final class DialectGuess {
    private static final int LOOKED_AT = 1 << 16;
    private static final int MOST_ROWS = 400;
    private static final double ONE_COLUMN = 0.18;
    /// Where quotes stand in a text, they nearly always quote: taking them for letters must be clearly better.
    private static final double NO_QUOTE = 0.85;
    /// A first line of another width is a title at best; sentences with as many commas each make such rows.
    private static final double UNLIKE_HEADER = 0.65;
    /// The usual ones, then those that must be clearly better: they also stand inside values.
    private static final Map<String, Double> DELIMITERS = Map.ofEntries(
            Map.entry(",", 1.0),
            Map.entry("\t", 1.0),
            Map.entry(";", 1.0),
            Map.entry("|", 1.0),
            Map.entry("\u0001", 1.0),
            Map.entry("\u001F", 1.0),
            Map.entry("||", 1.0),
            Map.entry("::", 0.7),
            Map.entry("^", 0.7),
            Map.entry("~", 0.7),
            Map.entry("，", 0.6),
            Map.entry(" ", 0.3),
            Map.entry(":", 0.2));
    private static final List<String> ORDER =
            List.of(",", "\t", ";", "|", "\u0001", "\u001F", "||", "::", "^", "~", "，", " ", ":");

    private final String sample;
    private Dialect best = Dialect.COMMA;
    private double highest = -1;

    private DialectGuess(String sample) {
        this.sample = sample;
    }

    static Dialect of(String start, FileFormat wanted) {
        DialectGuess guess = new DialectGuess(wholeLines(start));
        for (String delimiter : guess.delimiters(wanted.delimiter())) {
            for (String quote : guess.quotes(wanted.quote())) {
                guess.tryEscapes(delimiter, quote, wanted.escape());
            }
        }
        return guess.best;
    }

    private static String wholeLines(String start) {
        if (start.length() <= LOOKED_AT) {
            return start;
        }
        int end = Math.max(start.lastIndexOf('\n', LOOKED_AT), start.lastIndexOf('\r', LOOKED_AT));
        return start.substring(0, end > 0 ? end + 1 : LOOKED_AT);
    }

    private List<String> delimiters(@Nullable String wanted) {
        if (wanted != null) {
            return List.of(wanted);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String delimiter : ORDER) {
            if (sample.contains(delimiter)) {
                found.add(delimiter);
                if (!delimiter.equals(" ") && sample.contains(delimiter + " ")) {
                    found.add(delimiter + " ");
                }
            }
        }
        found.add("");
        return List.copyOf(found);
    }

    private List<String> quotes(@Nullable String wanted) {
        if (wanted != null) {
            return List.of(wanted);
        }
        List<String> quotes = new ArrayList<>(List.of("\""));
        if (sample.indexOf('\'') >= 0) {
            quotes.add("'");
        }
        if (sample.indexOf('"') >= 0) {
            quotes.add("");
        }
        return quotes;
    }

    private void tryEscapes(String delimiter, String quote, @Nullable String wanted) {
        if (wanted != null || quote.isEmpty()) {
            attempt(new Dialect(delimiter, quote, wanted == null ? quote : wanted));
            return;
        }
        Tally doubled = attempt(new Dialect(delimiter, quote, quote));
        if (doubled.irregular == 0 || doubled.escaped > doubled.irregular) {
            return;
        }
        // of those that read the text alike, the one that is used most often
        Tally most = null;
        List<String> escapes = quote.equals("'") ? List.of("\\", "\"", "") : List.of("\\", "");
        for (String escape : escapes) {
            Tally tally = read(new Dialect(delimiter, quote, escape));
            if (tally.rows < doubled.rows) {
                // a quote that is never closed has swallowed them
                continue;
            }
            if (most == null
                    || tally.score > most.score + 1e-9
                    || tally.score > most.score - 1e-9 && tally.escaped > most.escaped) {
                most = tally;
            }
        }
        if (most != null) {
            keep(most);
        }
    }

    private Tally attempt(Dialect dialect) {
        Tally tally = read(dialect);
        keep(tally);
        return tally;
    }

    private void keep(Tally tally) {
        if (tally.score > highest + 1e-9) {
            highest = tally.score;
            best = tally.dialect;
        }
    }

    private record Tally(Dialect dialect, double score, int rows, int irregular, int escaped) {}

    private Tally read(Dialect dialect) {
        RecordSplitter splitter = new RecordSplitter(new StringReader(sample), dialect, LOOKED_AT);
        CellCutter cutter = new CellCutter(dialect);
        Map<Integer, Integer> widths = new HashMap<>();
        int rows = 0;
        int first = 1;
        double types = 0;
        try {
            for (String record = splitter.next(); record != null && rows < MOST_ROWS; record = splitter.next()) {
                if (!record.isBlank()) {
                    List<String> cells = cutter.cut(record);
                    widths.merge(cells.size(), 1, Integer::sum);
                    first = rows == 0 ? cells.size() : first;
                    types += types(cells, dialect.delimiter().isEmpty());
                    rows++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be read", e);
        }
        if (rows == 0) {
            return new Tally(dialect, 0, 0, 0, 0);
        }
        int width = first;
        int alike = widths.getOrDefault(first, 0);
        for (Map.Entry<Integer, Integer> entry : widths.entrySet()) {
            if (entry.getValue() > alike) {
                width = entry.getKey();
                alike = entry.getValue();
            }
        }
        int near = widths.getOrDefault(width - 1, 0) + widths.getOrDefault(width + 1, 0);
        double share = (alike + near / 2.0) / rows;
        double shape = width == 1 ? ONE_COLUMN : share * share * (width - 1) / width * weight(dialect.delimiter());
        double regular = Math.max(0.1, 1 - splitter.irregular() / (double) rows);
        double quoting = dialect.quote().isEmpty() && sample.indexOf('"') >= 0 ? NO_QUOTE : 1;
        double header = first == width ? 1 : UNLIKE_HEADER;
        return new Tally(
                dialect,
                shape * types / rows * regular * quoting * header,
                rows,
                splitter.irregular(),
                splitter.escaped());
    }

    private static double weight(String delimiter) {
        String bare = delimiter.length() > 1 && delimiter.endsWith(" ")
                ? delimiter.substring(0, delimiter.length() - 1)
                : delimiter;
        return DELIMITERS.getOrDefault(bare, 1.0);
    }

    /// How much the cells of a row look like values, 0 to 1.
    private static double types(List<String> cells, boolean whole) {
        double sum = 0;
        for (String cell : cells) {
            double known = switch (CellKind.of(cell)) {
                case EMPTY, NUMBER, DATE, ADDRESS, CODE, WORDS -> 1;
                case OTHER -> other(cell, whole);
            };
            sum += !cell.isEmpty() && cell.charAt(0) == ' ' ? known * 0.9 : known;
        }
        return sum / cells.size();
    }

    private static double other(String cell, boolean whole) {
        char first = cell.strip().charAt(0);
        if (first == '"' || first == '\'' || cell.indexOf('\t') >= 0) {
            return 0.1;
        }
        if (whole && cell.indexOf(',') >= 0) {
            return 0.25;
        }
        return cell.indexOf(';') >= 0 || cell.indexOf('|') >= 0 ? 0.4 : 0.6;
    }
}
