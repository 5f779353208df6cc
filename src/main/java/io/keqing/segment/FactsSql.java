package io.keqing.segment;

import io.keqing.feedback.FeedbackRecords;
import io.keqing.segment.Condition.Bound;
import io.keqing.segment.Condition.Cut;
import io.keqing.segment.SchemeDefinition.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final String ONLINE = "('email', 'chat', 'social', 'web', 'app')";
    private static final String SERVICE = "('case', 'complaint', 'return')";
    private static final String RECENT = "interval '2160 hours'";
    private static final String YEAR = "interval '8760 hours'";

    /// `%1$s` chooses the customers, `%2$s` restricts their records likewise, from `%8$s` on stands what
    /// is needed. Its parameters are those of [#MOMENT], then those of `%1$s`, then three times those of
    /// `%2$s`.
    private static final String FACTS = """
            chosen as materialized (
                select c.key, c.relation as given_relation, c.customer_type, c.tier, c.ended, c.joined
                  from customer c where %1$s),
            touched as %8$s (
                select i.customer_key as key, i.kind, i.channel, i.amount, i.status, i.resolved_at, i.at,
                       (i.at at time zone p.zone)::date as day,
                       coalesce(i.currency, p.currency) = p.currency as own,
                       i.at is null or i.at <= p.now as past, i.at <= p.now as dated,
                       i.at <= p.now and i.at > p.now - %3$s as recent,
                       i.at <= p.now and i.at > p.now - %4$s as this_year
                  from interaction i cross join p where i.customer_key %2$s),
            done as (
                select key, count(*) filter (where kind = 'order' and past)::integer as orders,
                       sum(case kind when 'order' then amount else -abs(amount) end)
                           filter (where kind in ('order', 'return') and own and past) as spent,
                       count(*) filter (where kind = 'order' and dated)::integer as dated_orders,
                       coalesce(sum(case kind when 'order' then amount else -abs(amount) end)
                           filter (where kind in ('order', 'return') and own and dated), 0)::float8 as dated_spent,
                       min(day) filter (where kind = 'order' and dated) as first_order,
                       max(day) filter (where kind = 'order' and dated) as last_order,
                       count(*) filter (where kind = 'order' and this_year)::integer as orders365,
                       count(*) filter (where recent)::integer as contacts90,
                       count(*) filter (where this_year)::integer as contacts365,
                       count(*) filter (where this_year and kind in %5$s)::integer as service365,
                       count(*) filter (where this_year and kind = 'enquiry')::integer as enquiries365,
                       count(*) filter (where this_year and channel in %6$s)::integer as online365,
                       count(*) filter (where is_open_case(kind, status, at, resolved_at, p.now))::integer
                           as open_cases,
                       count(*) filter (where recent and kind = 'complaint')::integer as complaints90,
                       max(at) filter (where dated) as last_contact,
                       least(min(at) filter (where recent) + %3$s, min(at) filter (where this_year) + %4$s,
                             min(at) filter (where at > p.now)) as next
                  from touched cross join p group by key),
            gaps as (
                select key, percentile_cont(0.5) within group (order by gap) as median_gap
                  from (select key, day - lag(day) over (partition by key order by day) as gap
                          from (select distinct key, day from touched where kind = 'order' and dated and %9$s) d) waited
                 group by key),
            said as (
                select f.customer_key as key,
                       count(*) filter (where f.at <= p.now and f.at > p.now - %3$s)::integer as contacts90,
                       count(*) filter (where f.at <= p.now and f.at > p.now - %3$s
                           and f.kind = 'complaint')::integer as complaints90,
                       max(f.at) filter (where f.at <= p.now) as last_contact,
                       least(min(f.at) filter (where f.at <= p.now and f.at > p.now - %3$s) + %3$s,
                             min(f.at) filter (where f.at > p.now)) as next
                  from open_feedback f cross join p where f.customer_key %2$s and %10$s group by 1),
            scored_nps as (
                select distinct on (f.customer_key) f.customer_key as key, f.nps
                  from open_feedback f cross join p
                 where f.customer_key %2$s and %11$s and f.nps is not null and (f.at is null or f.at <= p.now)
                 order by f.customer_key, f.at desc nulls last, f.key desc),
            scored_csat as (
                select key, csat_class from (
                    select distinct on (r.customer_key) r.customer_key as key, %7$s as csat_class
                      from open_feedback r cross join p left join survey s on s.name = r.survey
                     where r.customer_key %2$s and %12$s and r.csat is not null
                       and (r.at is null or r.at <= p.now)
                     order by r.customer_key, r.at desc nulls last, r.key desc) latest),
            facts as materialized (
                select c.*, coalesce(d.orders, 0) as orders, d.spent, coalesce(d.dated_orders, 0) as dated_orders,
                       d.dated_spent, d.first_order, d.last_order, g.median_gap,
                       greatest(p.silent_days, p.gaps * g.median_gap) as patience,
                       coalesce(d.orders365, 0) as orders365,
                       coalesce(d.contacts90, 0) + coalesce(a.contacts90, 0) as contacts90,
                       coalesce(d.contacts365, 0) as contacts365, coalesce(d.service365, 0) as service365,
                       coalesce(d.enquiries365, 0) as enquiries365, coalesce(d.online365, 0) as online365,
                       greatest(d.last_contact, a.last_contact) as last_contact,
                       coalesce(d.open_cases, 0) as open_cases,
                       coalesce(d.complaints90, 0) + coalesce(a.complaints90, 0) as complaints90,
                       n.nps as last_nps, s.csat_class as last_csat_class, least(d.next, a.next) as next
                  from chosen c cross join p
                  left join done d on d.key = c.key left join gaps g on g.key = c.key
                  left join said a on a.key = c.key left join scored_nps n on n.key = c.key
                  left join scored_csat s on s.key = c.key)
            """;

    /// The moment and the region: now, now, zone, zone, currency, silent days, gaps.
    private static final String MOMENT = "with p as materialized (select ?::timestamptz as now, "
            + "(?::timestamptz at time zone ?)::date as today, ?::text as zone, ?::text as currency, "
            + "?::float8 as silent_days, ?::float8 as gaps),\n";

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

    /// The cuts that its classes need, in order.
    List<Cut> cuts() {
        return cuts;
    }

    /// The facts and classes of these customers, by cuts that are known: the keys are a parameter of type
    /// integer[],
    /// [#KEY_PARAMETERS] times.
    ///
    /// @param hold whether they must not go away meanwhile, because something is to be written
    String ofKeys(Map<Cut, Double> known, boolean hold) {
        return MOMENT
                + facts(
                        hold ? "c.key = any (?) order by c.key for key share" : "c.key = any (?)",
                        "= any (?)",
                        EnumSet.allOf(Fact.class))
                + ", t as (select "
                + cuts.stream()
                        .map(cut -> number(known.get(cut)) + " as " + name(cut))
                        .collect(Collectors.joining(", "))
                + ")"
                + worked(true);
    }

    /// The classes of everybody, cut anew at the moment asked for; of the facts only those that rules ask for, and
    /// nothing of when they change.
    String ofEverybodyCutAnew() {
        return MOMENT + facts("true", "is not null", asked()) + ", t as (" + cutAnew() + ")" + worked(false);
    }

    /// One row: buyers, then each cut in order, as of the moment.
    String cutsAnew() {
        return MOMENT + facts("true", "is not null", asked()) + " select t.* from (" + cutAnew() + ") t";
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

    /// @param wanted facts that are asked for; what none of them needs is not read, and reads as missing
    private static String facts(String chosen, String theirs, Set<Fact> wanted) {
        boolean gaps = needs(wanted, Fact.MEDIAN_GAP, Fact.SILENCE);
        return FACTS.formatted(
                chosen,
                theirs,
                RECENT,
                YEAR,
                SERVICE,
                ONLINE,
                FeedbackRecords.CSAT_CLASS,
                gaps ? "materialized" : "not materialized",
                gaps,
                needs(wanted, Fact.CONTACTS_90, Fact.CONTACT_DAYS, Fact.COMPLAINTS_90),
                needs(wanted, Fact.LAST_NPS),
                needs(wanted, Fact.LAST_CSAT_CLASS));
    }

    private static boolean needs(Set<Fact> wanted, Fact... any) {
        return Stream.of(any).anyMatch(wanted::contains);
    }

    /// The facts that some rule asks for.
    private Set<Fact> asked() {
        Set<Fact> asked = EnumSet.noneOf(Fact.class);
        schemes.forEach(scheme ->
                scheme.rules().forEach(rule -> rule.when().forEach(condition -> asked.add(condition.fact()))));
        return asked;
    }

    private String worked(boolean withDue) {
        StringBuilder sql = new StringBuilder(", scored as (select w.*, ")
                .append(score(Fact.RECENCY, "r", true))
                .append(", ")
                .append(score(Fact.ORDERS, "f", false))
                .append(", ")
                .append(score(Fact.SPENT, "m", false))
                .append(" from facts w cross join p cross join t), worked as materialized (select w.*");
        for (SchemeDefinition scheme : schemes) {
            sql.append(", ").append(ruleCase(scheme)).append(" as ").append(rule(scheme.scheme()));
        }
        return sql.append(", ")
                .append(withDue ? due() : "null::timestamptz")
                .append(" as due from scored w cross join p cross join t)\n")
                .toString();
    }

    /// 1 + the number of cuts below the value; turned round for days, of which few are good.
    private static String score(Fact fact, String as, boolean turned) {
        String below = FIFTHS.stream()
                .map(share -> "(t.%s < %s)::integer".formatted(name(new Cut(fact, share)), cutValue(fact)))
                .collect(Collectors.joining(" + "));
        return "case when w.last_order is not null then (%s)::smallint end as %s"
                .formatted(turned ? "5 - (" + below + ")" : "1 + " + below, as);
    }

    private static String ruleCase(SchemeDefinition scheme) {
        StringBuilder sql = new StringBuilder("case");
        List<Rule> rules = scheme.rules();
        for (int i = 0; i < rules.size() - 1; i++) {
            sql.append(" when ")
                    .append(rules.get(i).when().stream()
                            .map(FactsSql::condition)
                            .collect(Collectors.joining(" and ")))
                    .append(" then ")
                    .append(i + 1);
        }
        return rules.size() == 1
                ? "1"
                : sql.append(" else ").append(rules.size()).append(" end").toString();
    }

    static String condition(Condition condition) {
        Fact fact = condition.fact();
        if (fact.isWord()) {
            return condition.words().stream()
                    .map(word -> "'" + word.replace("'", "''") + "'")
                    .collect(Collectors.joining(", ", fact.value() + " in (", ")"));
        }
        List<String> parts = new ArrayList<>();
        Bound low = condition.low();
        Bound high = condition.high();
        if (low != null) {
            parts.add(
                    low.share()
                            ? cutValue(fact) + " > t." + name(new Cut(fact, low.value()))
                                    + " and w.last_order is not null"
                            : fact.value() + (low.included() ? " >= " : " > ") + low.value());
        }
        if (high != null) {
            parts.add(
                    high.share()
                            ? cutValue(fact) + " <= t." + name(new Cut(fact, high.value()))
                                    + " and w.last_order is not null"
                            : fact.value() + (high.included() ? " <= " : " < ") + high.value());
        }
        return "(" + String.join(" and ", parts) + ")";
    }

    /// The first midnight behind now at which days pass an end of some rule's range, or the next record that
    /// leaves a window or comes to be.
    private String due() {
        StringJoiner least = new StringJoiner(", ", "least(", ")").add("w.next");
        for (Fact fact : Fact.values()) {
            if (fact.kind() != Fact.Kind.DAYS && fact.kind() != Fact.Kind.SILENCE) {
                continue;
            }
            String days = passed(fact);
            if (!days.isEmpty()) {
                least.add("(select min((%1$s + d.days)::timestamp at time zone p.zone) from (values %2$s) d (days) "
                                .formatted(fact.origin(), days)
                        + "where %1$s + d.days > p.today)".formatted(fact.origin()));
            }
        }
        return least.toString();
    }

    /// The days on which a count of days may pass an end: one too many costs a look, one too few a wrong class.
    private String passed(Fact fact) {
        Set<String> ends = new TreeSet<>();
        for (SchemeDefinition scheme : schemes) {
            for (Rule rule : scheme.rules()) {
                for (Condition condition : rule.when()) {
                    if (condition.fact() == fact) {
                        condition
                                .bounds()
                                .forEach(bound -> ends.add(
                                        bound.share()
                                                ? "t." + name(new Cut(fact, bound.value()))
                                                : number(bound.value())));
                    }
                }
            }
        }
        if (fact == Fact.RECENCY) {
            FIFTHS.forEach(share -> ends.add("t." + name(new Cut(fact, share))));
        }
        Function<String, String> scaled =
                end -> fact.kind() == Fact.Kind.SILENCE ? "(" + end + " * w.patience)" : "(" + end + ")";
        return ends.stream()
                .map(scaled)
                .flatMap(end ->
                        Stream.of("(ceil(%s)::integer)".formatted(end), "(floor(%s)::integer + 1)".formatted(end)))
                .collect(Collectors.joining(", "));
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

    private static String number(@org.jspecify.annotations.Nullable Double value) {
        return value == null ? "null::float8" : "'" + value + "'::float8";
    }
}
