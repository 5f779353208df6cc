package io.keqing.alert;

import io.keqing.field.Label;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who should hear from us, and why. Each list is one statement over the set of all customers; `p` holds today, now,
/// the zone, the days and the currency. It yields the customer, the occasion, what the list is ordered by and the
/// words that fill its reason.
public enum CareList {
    /// Birthday today or in the next days. Who was born on 29 February has it on the 28th in other years.
    BIRTHDAY("birthday", new Label("生日", "Birthday"), new Label("%s 满 %s 岁", "Turns %2$s on %1$s"), 7, true, true, """
            select c.key, b.day::text as occasion, b.day - p.today as rank,
                   array[b.day::text, (extract(year from b.day) - extract(year from c.birthday))::integer::text] as words
              from p cross join customer c
             cross join lateral (
                   select (extract(year from p.today) - extract(year from c.birthday))::integer as years) y
             cross join lateral (
                   select (c.birthday + make_interval(years => y.years
                           + ((c.birthday + make_interval(years => y.years))::date < p.today)::integer))::date as day) b
             where c.birthday <= p.today and b.day <= p.today + p.days
            """),

    /// Nothing heard of either side for so many days. Whoever never was in touch has nothing to go back to.
    NO_CONTACT(
            "noContact",
            new Label("久未联系", "Not contacted"),
            new Label("最近一次往来在 %s，已 %s 天", "Last contact on %s, %s days ago"),
            30,
            true,
            false,
            """
            select c.key, l.at::text as occasion, -l.days as rank,
                   array[(l.at at time zone p.zone)::date::text, l.days::text] as words
              from p cross join customer c left join customer_facts s on s.key = c.key
             cross join lateral (
                   select greatest(
                              (select max(i.at) from interaction i where i.customer_key = c.key and i.at <= p.now),
                              (select max(f.at) from open_feedback f where f.customer_key = c.key and f.at <= p.now))
                          as at) x
             cross join lateral (select x.at, p.today - (x.at at time zone p.zone)::date as days) l
             where l.days >= p.days
               and coalesce(c.relation, '') <> 'former' and counts_as_customer(c.relation, c.tags)
               and (c.ended is null or c.ended >= p.today or s.standing = 'contract')
            """),

    /// Among the fifth who spent most, and silent for longer than so many days and than twice their usual gap.
    QUIET_SPENDER(
            "quietSpender",
            new Label("高消费客户沉寂", "High spender gone quiet"),
            new Label(
                    "累计消费 %s，上次下单在 %s，已 %s 天，平常间隔 %s 天", "Spent %s; last order on %s, %s days ago; usual gap %s days"),
            60,
            true,
            false,
            """
            select f.key, f.last_order::text as occasion, -f.spent as rank,
                   array[round(f.spent, 2)::text || ' ' || p.currency, f.last_order::text,
                         (p.today - f.last_order)::text, coalesce(f.median_gap::text, '–')] as words
              from p cross join customer_facts f
             where f.spent >= (select percentile_cont(0.8) within group (order by spent::float8)
                                 from customer_facts where orders > 0 and spent is not null)
               and f.orders > 0
               and p.today - f.last_order > patience(p.days, 2, f.median_gap) and f.standing is not null
            """),

    /// Said 9 or 10 in their last answer, in so many days.
    PROMOTER(
            "promoter",
            new Label("致谢推荐者", "Promoter to thank"),
            new Label("%s 推荐分 %s", "On %s scored %2$s"),
            30,
            true,
            false,
            """
            select a.customer_key as key, a.key::text as occasion, -extract(epoch from a.at) as rank,
                   array[(a.at at time zone p.zone)::date::text, a.nps::integer::text] as words
              from p cross join lateral (
                   select distinct on (f.customer_key) f.customer_key, f.key, f.at, f.nps
                     from open_feedback f
                    where f.nps is not null and f.customer_key is not null and f.at <= p.now
                    order by f.customer_key, f.at desc, f.key desc) a
             where a.nps >= 9 and a.at > p.now - make_interval(days => p.days)
            """),

    /// Said 6 or less in their last answer and has not been called, written to or visited for so many days (2 are
    /// 48 hours); answers older than 90 days are history.
    DETRACTOR(
            "detractor",
            new Label("待回访的贬损者", "Detractor not called back"),
            new Label("%s 推荐分 %s，此后 %s 小时没有回访", "On %s scored %s, not called back for %s hours"),
            2,
            false,
            false,
            """
            select a.customer_key as key, a.key::text as occasion, extract(epoch from a.at) as rank,
                   array[(a.at at time zone p.zone)::date::text, a.nps::integer::text,
                         floor(extract(epoch from p.now - a.at) / 3600)::text] as words
              from p cross join lateral (
                   select distinct on (f.customer_key) f.customer_key, f.key, f.at, f.nps
                     from open_feedback f
                    where f.nps is not null and f.customer_key is not null and f.at <= p.now
                    order by f.customer_key, f.at desc, f.key desc) a
             where a.nps <= 6 and a.at > p.now - interval '90 days' and a.at <= p.now - make_interval(days => p.days)
               and not exists (select from interaction i
                                where i.customer_key = a.customer_key and i.kind in ('call', 'message', 'visit')
                                  and i.at > a.at and i.at <= p.now)
            """),

    /// The contract ends today or in the next days.
    CONTRACT_ENDING(
            "contractEnding",
            new Label("合同到期", "Contract ending"),
            new Label("合同在 %s 到期，还有 %s 天", "The contract ends on %s, in %s days"),
            60,
            false,
            false,
            """
            select c.key, c.ended::text as occasion, c.ended - p.today as rank,
                   array[c.ended::text, (c.ended - p.today)::text] as words
              from p cross join customer c
             where c.ended between p.today and p.today + p.days
            """);

    private final String id;
    private final Label label;
    private final Label because;
    private final int days;
    private final boolean marketing;
    private final boolean personal;
    private final String sql;

    CareList(String id, Label label, Label because, int days, boolean marketing, boolean personal, String sql) {
        this.id = id;
        this.label = label;
        this.because = because;
        this.days = days;
        this.marketing = marketing;
        this.personal = personal;
        this.sql = sql;
    }

    public static Optional<CareList> named(String id) {
        return Stream.of(values()).filter(list -> list.id.equals(id)).findFirst();
    }

    /// Its name in addresses.
    public String id() {
        return id;
    }

    public Label label() {
        return label;
    }

    /// Days of its rule where nobody says another number.
    public int days() {
        return days;
    }

    /// Whether getting in touch for this reason is marketing, for which a customer's consent may be refused.
    public boolean marketing() {
        return marketing;
    }

    /// Whether its reason tells something personal.
    public boolean personal() {
        return personal;
    }

    String sql() {
        return sql;
    }

    Label because(List<String> words) {
        Object[] filled = words.toArray();
        return new Label(because.zh().formatted(filled), because.en().formatted(filled));
    }
}
