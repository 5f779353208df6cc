package io.keqing.search;

import io.keqing.field.Label;
import java.util.ArrayList;
import java.util.List;

/// What somebody typed, read as a [Clause]. A wrong part becomes a [Mistake] and the rest still counts: nothing
/// that a person types is an exception.
///
/// @param clause everything where nothing was asked
/// @param silent something was typed, but nothing in it can be looked for
public record QueryText(Clause clause, List<Mistake> mistakes, boolean silent, Size size) {
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

    /// A question's conditions, all of which must hold: the parts of its words, then its filters.
    public static List<Clause> conditions(SearchQuery question) {
        List<Clause> all = new ArrayList<>();
        Clause words = read(question.words(), question.type(), Vocabulary.ANY).clause();
        if (words instanceof Clause.All several) {
            all.addAll(several.of());
        } else {
            all.add(words);
        }
        question.filters().forEach(filter -> all.add(new Clause.On(filter)));
        return List.copyOf(all);
    }

    /// Words and filters as one clause.
    public static Clause clause(SearchQuery question) {
        List<Clause> all = conditions(question);
        return all.size() == 1 ? all.getFirst() : new Clause.All(all);
    }

    /// A question of the customers who have a record that the given one finds.
    ///
    /// @throws InvalidQueryException where it becomes too long
    public static SearchQuery having(String customers, SearchQuery records) {
        return SearchQuery.all(customers).withWords(write(new Clause.Has(records.type(), clause(records))));
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
                    "q 最多 %d 个%s，实有 %d".formatted(limit, zh, had),
                    "q must have at most %d %s, had %d".formatted(limit, what, had)));
        }
    }
}
