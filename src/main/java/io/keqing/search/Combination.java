package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.search.Filter.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the parts of a question together: NOT binds closest, then AND, which is also meant where two parts just
/// follow
/// each other, then OR, as in Lucene and in Kibana's language. Brackets are parts that are put together already.
///
/// `and`, `or` and `not` in small letters are operators where a part beside them is a condition or a bracket
/// (`tier:gold and country:CN`), else words (`terms and conditions`).
final class Combination {
    /// What stands between two brackets, in order.
    sealed interface Item permits Operator, Part {}

    /// @param clause null where nothing of it can be asked
    /// @param structured whether it is a condition or a bracket, no mere words
    record Part(@Nullable Clause clause, boolean structured) implements Item {}

    private final String text;
    private final List<Mistake> mistakes;
    private final List<Item> items;
    private int words;
    private int at;

    private Combination(String text, List<Item> items, List<Mistake> mistakes) {
        this.text = text;
        this.mistakes = mistakes;
        this.items = settled(items);
    }

    /// @param clause null where nothing is left
    /// @param words operators in small letters that were taken for words
    record Result(@Nullable Clause clause, int words) {}

    /// @param text what was typed, for the places of mistakes
    /// @param mistakes takes what is wrong
    static Result of(String text, List<Item> items, List<Mistake> mistakes) {
        Combination combination = new Combination(text, items, mistakes);
        return new Result(combination.any(), combination.words);
    }

    /// Every operator sure, or a word.
    private List<Item> settled(List<Item> all) {
        List<Item> settled = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Item item = all.get(i);
            boolean word = item instanceof Operator operator
                    && !operator.sure()
                    && !isStructured(all, i, -1)
                    && !isStructured(all, i, 1);
            if (word && item instanceof Operator operator) {
                words++;
                settled.add(new Part(new Clause.Word(text.substring(operator.from(), operator.to())), false));
            } else {
                settled.add(item);
            }
        }
        return settled;
    }

    /// Whether the next part in a direction, behind operators, is a condition or a bracket.
    private static boolean isStructured(List<Item> all, int from, int step) {
        int i = from + step;
        while (i >= 0 && i < all.size() && all.get(i) instanceof Operator) {
            i += step;
        }
        return i >= 0 && i < all.size() && all.get(i) instanceof Part part && part.structured();
    }

    private @Nullable Clause any() {
        List<Clause> alternatives = new ArrayList<>();
        Operator or = null;
        while (true) {
            int start = at;
            Clause all = all();
            boolean empty = at == start;
            Operator next = at < items.size() ? (Operator) items.get(at) : null;
            Operator lonely = next == null ? or : next;
            if (empty && lonely != null) {
                between(lonely);
            }
            if (all instanceof Clause.Any more) {
                alternatives.addAll(more.of());
            } else if (all != null) {
                alternatives.add(all);
            }
            if (next == null) {
                break;
            }
            or = next;
            at++;
        }
        return switch (alternatives.size()) {
            case 0 -> null;
            case 1 -> alternatives.getFirst();
            default -> new Clause.Any(alternatives);
        };
    }

    /// Up to the next OR.
    private @Nullable Clause all() {
        List<Clause> parts = new ArrayList<>();
        boolean some = false;
        Operator and = null;
        while (at < items.size()
                && !(items.get(at) instanceof Operator(Operator.Kind kind, var s, var f, var t)
                        && kind == Operator.Kind.OR)) {
            if (items.get(at) instanceof Operator operator && operator.kind() == Operator.Kind.AND) {
                if (!some || and != null) {
                    between(operator);
                }
                and = operator;
                at++;
                continue;
            }
            Clause part = negated();
            some = true;
            and = null;
            if (part instanceof Clause.All more) {
                parts.addAll(more.of());
            } else if (part != null) {
                parts.add(part);
            }
        }
        if (and != null && some) {
            between(and);
        }
        return parts.isEmpty() ? null : parts.size() == 1 ? parts.getFirst() : new Clause.All(parts);
    }

    private @Nullable Clause negated() {
        Operator not = null;
        int count = 0;
        while (at < items.size()
                && items.get(at) instanceof Operator operator
                && operator.kind() == Operator.Kind.NOT) {
            not = operator;
            count++;
            at++;
        }
        if (at < items.size() && items.get(at) instanceof Part part) {
            at++;
            return not(part.clause(), count);
        }
        if (not != null && !not.isPunctuation(text)) {
            wrong(not, "后面要有内容", "stands before a part");
        }
        return null;
    }

    /// @param times how often it is negated
    static @Nullable Clause not(@Nullable Clause of, int times) {
        Clause clause = of;
        for (int i = 0; i < times && clause != null; i++) {
            clause = clause instanceof Clause.On(Filter filter)
                            && filter.anyOf().equals(List.of(new Condition.Present()))
                    ? new Clause.On(new Filter(filter.field(), List.of(new Condition.Missing())))
                    : new Clause.Not(clause);
        }
        return clause;
    }

    private void between(Operator operator) {
        wrong(operator, "的前后都要有内容", "stands between two parts");
    }

    private void wrong(Operator operator, String zh, String en) {
        boolean known = mistakes.stream().anyMatch(mistake -> mistake.from() == operator.from());
        if (!known) {
            String name = text.substring(operator.from(), operator.to());
            mistakes.add(new Mistake(operator.from(), operator.to(), new Label(name + " " + zh, name + " " + en)));
        }
    }
}
