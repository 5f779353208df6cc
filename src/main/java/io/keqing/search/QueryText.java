package io.keqing.search;

import io.keqing.field.Label;
import java.util.List;

/// What somebody typed, read as a [Clause]. A wrong part becomes a [Mistake] and the rest still counts: nothing
/// that a person types is an exception.
///
/// @param clause everything where nothing was asked
/// @param silent something was typed, but nothing in it can be looked for: it finds nothing
/// @param ambiguous whether `and`, `or` or `not` in small letters were taken for words
public record QueryText(Clause clause, List<Mistake> mistakes, boolean silent, Size size, boolean ambiguous) {
    static final int MOST_CLAUSES = 32;
    static final int DEEPEST = 8;
    static final int DEEPEST_ACROSS = 2;

    public QueryText {
        mistakes = List.copyOf(mistakes);
    }

    /// @param clauses words and conditions
    /// @param depth brackets inside brackets
    /// @param across conditions across types inside each other
    record Size(int clauses, int depth, int across) {}

    /// @param type the records that are asked for
    public static QueryText read(String text, String type, Vocabulary vocabulary) {
        return new QueryParser(text, vocabulary).parse(type);
    }

    /// The text of a clause: read again it is the same clause.
    public static String write(Clause clause) {
        return ClausePrinter.write(clause);
    }

    /// @throws InvalidQueryException where there is more of it than is asked at once
    public void check() {
        most("clauses", "条件", MOST_CLAUSES, size.clauses());
        most("brackets inside each other", "层括号", DEEPEST, size.depth());
        most("has: or of: inside each other", "层 has: 或 of:", DEEPEST_ACROSS, size.across());
    }

    private static void most(String what, String zh, int limit, int had) {
        if (had > limit) {
            throw new InvalidQueryException(new Label(
                    "q 最多 " + limit + " 个" + zh + "，实有 " + had,
                    "q must have at most " + limit + " " + what + ", had " + had));
        }
    }
}
