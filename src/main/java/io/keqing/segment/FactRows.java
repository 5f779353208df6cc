package io.keqing.segment;

import io.keqing.feedback.FeedbackRecords;
import java.util.Set;
import java.util.stream.Stream;

/// SQL of the facts of customers as of a moment: one row `facts` for each, beside the moment in `p`.
/// What an order is
/// and how a customer stands are functions of the database.
final class FactRows {
    private static final String ONLINE = "('email', 'chat', 'social', 'web', 'app')";
    private static final String SERVICE = "('case', 'complaint', 'return')";
    private static final String RECENT = "interval '2160 hours'";
    private static final String YEAR = "interval '8760 hours'";

    /// `%1$s` chooses the customers, `%2$s` restricts their records likewise, from `%8$s` on stands what
    /// is needed. Its parameters are those of [#MOMENT], then those of `%1$s`, then three times those of
    /// `%2$s`.
    private static final String FACTS = """
            chosen as materialized (
                select c.key, c.relation as given_relation, c.customer_type, c.tier, c.ended as given_ended, c.joined,
                       counts_as_customer(c.relation, c.tags) as counted
                  from customer c where %1$s),
            touched as %8$s (
                select i.customer_key as key, i.kind, i.channel, i.status, i.resolved_at, i.at,
                       (i.at at time zone p.zone)::date as day, is_order(i.kind, i.at, p.now) as ordered,
                       case when has_happened(i.at, p.now)
                            then net_amount(i.kind, i.amount, i.currency, p.currency) end as net,
                       i.at <= p.now as dated,
                       i.at <= p.now and i.at > p.now - %3$s as recent,
                       i.at <= p.now and i.at > p.now - %4$s as this_year
                  from interaction i cross join p where i.customer_key %2$s),
            done as (
                select key, count(*) filter (where ordered)::integer as orders, sum(net) as spent,
                       count(*) filter (where ordered and dated)::integer as dated_orders,
                       coalesce(sum(net) filter (where dated), 0)::float8 as dated_spent,
                       min(day) filter (where ordered and dated) as first_order,
                       max(day) filter (where ordered and dated) as last_order,
                       max(day) filter (where kind = 'contract' and dated) as contract_day,
                       count(*) filter (where ordered and this_year)::integer as orders365,
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
                          from (select distinct key, day from touched where ordered and dated and %9$s) d) waited
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
                 where f.customer_key %2$s and %11$s and f.nps is not null and has_happened(f.at, p.now)
                 order by f.customer_key, f.at desc nulls last, f.key desc),
            scored_csat as (
                select key, csat_class from (
                    select distinct on (r.customer_key) r.customer_key as key, %7$s as csat_class
                      from open_feedback r cross join p left join survey s on s.name = r.survey
                     where r.customer_key %2$s and %12$s and r.csat is not null
                       and has_happened(r.at, p.now)
                     order by r.customer_key, r.at desc nulls last, r.key desc) latest),
            known as (
                select c.*, coalesce(d.orders, 0) as orders, d.spent, coalesce(d.dated_orders, 0) as dated_orders,
                       d.dated_spent, d.first_order, d.last_order, g.median_gap,
                       contract_began(c.joined, p.joined_is_contract, c.given_relation, d.contract_day) as began,
                       patience(p.silent_days, p.gaps, g.median_gap) as patience,
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
                  left join scored_csat s on s.key = c.key),
            stood as (
                select k.*, standing(k.began, k.given_ended, k.counted, k.last_order, p.today) as standing
                  from known k cross join p),
            facts as materialized (
                select s.*, case when s.standing = 'ended' or s.began is null or s.began <= s.given_ended
                                 then s.given_ended end as ended,
                       case s.standing when 'orders' then s.last_order
                                       when 'ended' then s.given_ended - ceil(s.patience)::integer end as silent_from
                  from stood s)
            """;

    /// The moment and the region: now, now, zone, zone, currency, silent days, gaps, whether joining is
    /// a contract.
    static final String MOMENT = "with p as materialized (select ?::timestamptz as now, "
            + "(?::timestamptz at time zone ?)::date as today, ?::text as zone, ?::text as currency, "
            + "?::float8 as silent_days, ?::float8 as gaps, ?::boolean as joined_is_contract),\n";

    private FactRows() {}

    /// @param wanted facts that are asked for; what none of them needs is not read, and reads as missing
    static String of(String chosen, String theirs, Set<Fact> wanted) {
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
}
