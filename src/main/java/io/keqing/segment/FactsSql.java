package io.keqing.segment;

import io.keqing.segment.Condition.Bound;
import io.keqing.segment.Condition.Cut;
import io.keqing.segment.SchemeDefinition.Rule;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// SQL that works out facts and classes of customers as of a moment, over a set at once. One text serves the
/// customers who changed, everybody today and everybody as of a past day, so that the three cannot part.
///
/// Its rows are `worked`, with one column per fact, `RULE_` columns with the number of the rule that each scheme's
/// class comes from, and `due`, the first moment at which any of it changes by time alone.
final class FactsSql {
    /// How often the keys are a parameter of [#ofKeys].
    static final int KEY_PARAMETERS = 5;

    /// The shares that part the scores 1 to 5.
    private static final List<Double> FIFTHS = List.of(0.2, 0.4, 0.6, 0.8);

    private final List<SchemeDefinition> schemes;
    private final List<Cut> cuts;

    /// @param schemes those whose classes are wanted
    FactsSql(List<SchemeDefinition> schemes) {
        this.schemes = List.copyOf(schemes);
        Set<Cut> all = new TreeSet<>();
        for (Fact fact : List.of(Fact.RECENCY, Fact.ORDERS, Fact.SPENT)) {
            FIFTHS.forEach(share -> all.add(new Cut(fact, share)));
        }
        schemes.forEach(scheme ->
                scheme.rules().forEach(rule -> rule.when().forEach(condition -> all.addAll(condition.cuts()))));
        this.cuts = List.copyOf(all);
    }

    /// A statement and, in their order, the numbers and words of the rules, which are its last
    /// parameters.
    record Text(String sql, List<Object> values) {
        /// The same with more behind it.
        Text with(String more) {
            return new Text(sql + more, values);
        }

        /// @param place the first parameter behind the moment and the keys
        void bind(PreparedStatement statement, int place) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(place + i, values.get(i));
            }
        }
    }

    /// The cuts that its classes need, in order.
    List<Cut> cuts() {
        return cuts;
    }

    /// The facts and classes of these customers, by cuts that are known: the keys are a parameter of type
    /// integer[],
    /// [#KEY_PARAMETERS] times.
    ///
    /// @param hold whether they must not go away meanwhile, because something is to be written
    Text ofKeys(Map<Cut, Double> known, boolean hold) {
        List<Object> values = new ArrayList<>();
        String columns = cuts.stream()
                .map(cut -> parameter(known.get(cut), values) + " as " + name(cut))
                .collect(Collectors.joining(", "));
        return worked(
                FactRows.MOMENT
                        + FactRows.of(
                                hold ? "c.key = any (?) order by c.key for key share" : "c.key = any (?)",
                                "= any (?)",
                                EnumSet.allOf(Fact.class))
                        + ", t as (select "
                        + columns
                        + ")",
                true,
                values);
    }

    /// The classes of everybody, cut anew at the moment asked for; of the facts only those that rules
    /// ask for.
    ///
    /// @param withDue whether to work out as well when they change, as [#ofKeys] does
    Text ofEverybodyCutAnew(boolean withDue) {
        return worked(
                FactRows.MOMENT + FactRows.of("true", "is not null", asked()) + ", t as (" + cutAnew() + ")",
                withDue,
                new ArrayList<>());
    }

    /// One row: buyers, then each cut in order, as of the moment.
    String cutsAnew() {
        return FactRows.MOMENT + FactRows.of("true", "is not null", asked()) + " select t.* from (" + cutAnew() + ") t";
    }

    private String cutAnew() {
        // by linear interpolation, type 7 of Hyndman and Fan 1996; among those with an order that has a time
        return cuts.stream()
                .map(cut -> "percentile_cont(" + cut.share() + ") within group (order by " + cutValue(cut.fact())
                        + ") as " + name(cut))
                .collect(Collectors.joining(
                        ", ",
                        "select count(*)::integer as buyers, ",
                        " from facts w cross join p where w.last_order is not null"));
    }

    /// What is scored and cut is told by orders with a time alone, as [Rfm] does.
    private static String cutValue(Fact fact) {
        return switch (fact) {
            case ORDERS -> "w.dated_orders::float8";
            case SPENT -> "w.dated_spent";
            default -> fact.value();
        };
    }

    /// The facts that some rule asks for.
    private Set<Fact> asked() {
        Set<Fact> asked = EnumSet.noneOf(Fact.class);
        schemes.forEach(scheme ->
                scheme.rules().forEach(rule -> rule.when().forEach(condition -> asked.add(condition.fact()))));
        return asked;
    }

    private Text worked(String facts, boolean withDue, List<Object> values) {
        StringBuilder sql = new StringBuilder(facts)
                .append(", scored as (select w.*, ")
                .append(score(Fact.RECENCY, "r", true))
                .append(", ")
                .append(score(Fact.ORDERS, "f", false))
                .append(", ")
                .append(score(Fact.SPENT, "m", false))
                .append(" from facts w cross join p cross join t), worked as materialized (select w.*");
        for (SchemeDefinition scheme : schemes) {
            sql.append(", ").append(ruleCase(scheme, values)).append(" as ").append(rule(scheme.scheme()));
        }
        sql.append(", ")
                .append(withDue ? due(values) : "null::timestamptz")
                .append(" as due from scored w cross join p cross join t)\n");
        return new Text(sql.toString(), List.copyOf(values));
    }

    /// 1 + the number of cuts below the value; turned round for days, of which few are good.
    private static String score(Fact fact, String as, boolean turned) {
        String below = FIFTHS.stream()
                .map(share -> "(t.%s < %s)::integer".formatted(name(new Cut(fact, share)), cutValue(fact)))
                .collect(Collectors.joining(" + "));
        return "case when w.last_order is not null then (%s)::smallint end as %s"
                .formatted(turned ? "5 - (" + below + ")" : "1 + " + below, as);
    }

    private static String ruleCase(SchemeDefinition scheme, List<Object> values) {
        StringBuilder sql = new StringBuilder("case");
        List<Rule> rules = scheme.rules();
        for (int i = 0; i < rules.size() - 1; i++) {
            sql.append(" when ")
                    .append(rules.get(i).when().stream()
                            .map(condition -> condition(condition, values))
                            .collect(Collectors.joining(" and ")))
                    .append(" then ")
                    .append(i + 1);
        }
        return rules.size() == 1
                ? "1"
                : sql.append(" else ").append(rules.size()).append(" end").toString();
    }

    private static String condition(Condition condition, List<Object> values) {
        Fact fact = condition.fact();
        if (fact.isWord()) {
            values.addAll(condition.words());
            return fact.value() + " in ("
                    + String.join(", ", Collections.nCopies(condition.words().size(), "?")) + ")";
        }
        List<String> parts = new ArrayList<>();
        Bound low = condition.low();
        Bound high = condition.high();
        if (low != null) {
            parts.add(
                    low.share()
                            ? cutValue(fact) + " > t." + name(new Cut(fact, low.value()))
                                    + " and w.last_order is not null"
                            : fact.value() + (low.included() ? " >= " : " > ") + parameter(low.value(), values));
        }
        if (high != null) {
            parts.add(
                    high.share()
                            ? cutValue(fact) + " <= t." + name(new Cut(fact, high.value()))
                                    + " and w.last_order is not null"
                            : fact.value() + (high.included() ? " <= " : " < ") + parameter(high.value(), values));
        }
        return "(" + String.join(" and ", parts) + ")";
    }

    /// The first midnight behind now at which days pass an end of some rule's range, a contract begins
    /// or ends, or the next record leaves a window or comes to be.
    private String due(List<Object> values) {
        StringJoiner least = new StringJoiner(", ", "least(", ")")
                .add("w.next")
                .add("case when w.given_ended >= p.today then (w.given_ended + 1)::timestamp at time zone p.zone end")
                .add("case when w.joined > p.today then w.joined::timestamp at time zone p.zone end");
        for (Fact fact : Fact.values()) {
            if (fact.kind() != Fact.Kind.DAYS && fact.kind() != Fact.Kind.SILENCE) {
                continue;
            }
            String days = passed(fact, values);
            if (!days.isEmpty()) {
                least.add("(select min((%1$s + d.days)::timestamp at time zone p.zone) from (values %2$s) d (days) "
                                .formatted(fact.origin(), days)
                        + "where %1$s + d.days > p.today)".formatted(fact.origin()));
            }
        }
        return least.toString();
    }

    /// The days on which a count of days may pass an end: one too many costs a look, one too few a wrong class.
    private String passed(Fact fact, List<Object> values) {
        Set<Cut> shares = new TreeSet<>();
        Set<Double> numbers = new TreeSet<>();
        for (SchemeDefinition scheme : schemes) {
            for (Rule rule : scheme.rules()) {
                for (Condition condition : rule.when()) {
                    if (condition.fact() == fact) {
                        condition.bounds().stream()
                                .filter(bound -> !bound.share())
                                .forEach(bound -> numbers.add(bound.value()));
                        shares.addAll(condition.cuts());
                    }
                }
            }
        }
        if (fact == Fact.RECENCY) {
            FIFTHS.forEach(share -> shares.add(new Cut(fact, share)));
        }
        List<String> days = new ArrayList<>();
        shares.forEach(cut -> days.add("(ceil(t.%1$s)::integer), (floor(t.%1$s)::integer + 1)".formatted(name(cut))));
        for (double number : numbers) {
            if (fact.kind() == Fact.Kind.SILENCE) {
                // at most a thousand times a hundred years, which a date can bear
                days.add("(ceil(%s * w.patience)::integer), (floor(%s * w.patience)::integer + 1)"
                        .formatted(parameter(number, values), parameter(number, values)));
            } else {
                values.add((int) Math.ceil(number));
                values.add((int) Math.floor(number) + 1);
                days.add("(?::integer), (?::integer)");
            }
        }
        return String.join(", ", days);
    }

    /// The column with the number of a scheme's rule.
    static String rule(Scheme scheme) {
        return "rule_" + scheme.column();
    }

    /// SQL of the class that the numbered rule leads to.
    static String classOf(SchemeDefinition scheme, String rule) {
        return scheme.rules().stream()
                .map(each -> "'" + each.name() + "'")
                .collect(Collectors.joining(", ", "(array[", "])[" + rule + "]"));
    }

    private static String name(Cut cut) {
        return "cut_" + cut.fact().name().toLowerCase(Locale.ROOT) + "_" + Math.round(cut.share() * 1_000_000);
    }

    private static String parameter(@Nullable Double value, List<Object> values) {
        if (value == null) {
            return "null::float8";
        }
        values.add(value);
        return "?::float8";
    }
}
