package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.field.NumberRange;
import java.util.Optional;
import java.util.stream.Stream;

/// What a rule of a scheme may ask of a customer. Each is SQL over a row `w` of [FactsSql], with the moment in `p`.
public enum Fact {
    ORDERS("orders", "订单数", "Orders", Kind.NUMBER, Ranges.COUNT, "w.orders::float8"),
    SPENT("spent", "消费金额", "Spent", Kind.NUMBER, Ranges.MONEY, "w.spent::float8"),
    ORDERS_365("orders365", "一年内订单", "Orders, 365 days", Kind.NUMBER, Ranges.COUNT, "w.orders365::float8"),
    RECENCY("recencyDays", "距上次下单天数", "Days since the last order", Kind.DAYS, Ranges.DAYS, "w.last_order"),
    FIRST_ORDER("firstOrderDays", "距首次下单天数", "Days since the first order", Kind.DAYS, Ranges.DAYS, "w.first_order"),
    MEDIAN_GAP("medianGap", "下单间隔（天）", "Median gap, days", Kind.NUMBER, Ranges.GAP, "w.median_gap"),

    /// Above 1 = lost, up to 1 = active: days without an order over the days after which the churn
    /// definition calls this customer lost. Under contract it is 0, with a contract that ended it is
    /// above 1 whatever the orders say; staff, accounts for tests and whoever has neither orders nor a
    /// contract have none.
    SILENCE("silence", "沉默程度", "Silence (above 1 = lost)", Kind.SILENCE, Ranges.RATIO, "w.silent_from"),

    /// `contract`, `ended`, `orders`; none for staff, accounts for tests and whoever has neither.
    STANDING("standing", "客户状态", "Standing", Kind.WORD, Ranges.NONE, "w.standing"),
    R("r", "R 最近", "R, recency", Kind.NUMBER, Ranges.SCORE, "w.r::float8"),
    F("f", "F 频次", "F, frequency", Kind.NUMBER, Ranges.SCORE, "w.f::float8"),
    M("m", "M 金额", "M, money", Kind.NUMBER, Ranges.SCORE, "w.m::float8"),
    CONTACTS_90("contacts90", "90 天内往来", "Contacts, 90 days", Kind.NUMBER, Ranges.COUNT, "w.contacts90::float8"),
    CONTACTS_365("contacts365", "一年内互动", "Interactions, 365 days", Kind.NUMBER, Ranges.COUNT, "w.contacts365::float8"),
    CONTACT_DAYS(
            "contactDays",
            "距上次往来天数",
            "Days since the last contact",
            Kind.DAYS,
            Ranges.DAYS,
            "(w.last_contact at time zone p.zone)::date"),

    /// Cases, complaints and returns among the interactions of 365 days, 0 to 1.
    SERVICE_SHARE(
            "serviceShare",
            "售后占比",
            "Share of service",
            Kind.NUMBER,
            Ranges.SHARE,
            "(w.service365::float8 / nullif(w.contacts365, 0))"),

    /// Enquiries among the interactions of 365 days, 0 to 1.
    ADVICE_SHARE(
            "adviceShare",
            "咨询占比",
            "Share of enquiries",
            Kind.NUMBER,
            Ranges.SHARE,
            "(w.enquiries365::float8 / nullif(w.contacts365, 0))"),

    /// Interactions by e-mail, chat, social media, web or app among those of 365 days, 0 to 1.
    ONLINE_SHARE(
            "onlineShare",
            "线上占比",
            "Share online",
            Kind.NUMBER,
            Ranges.SHARE,
            "(w.online365::float8 / nullif(w.contacts365, 0))"),
    OPEN_CASES("openCases", "未结工单", "Open cases", Kind.NUMBER, Ranges.COUNT, "w.open_cases::float8"),
    COMPLAINTS_90(
            "complaints90", "90 天内投诉", "Complaints, 90 days", Kind.NUMBER, Ranges.COUNT, "w.complaints90::float8"),
    LAST_NPS("lastNps", "最近推荐分", "Last NPS score", Kind.NUMBER, Ranges.NPS, "w.last_nps"),
    LAST_CSAT_CLASS("lastCsatClass", "最近满意度", "Last satisfaction", Kind.WORD, Ranges.NONE, "w.last_csat_class"),

    /// Days since the contract ended: above 0 = ended. A contract that was renewed has not.
    ENDED("endedDays", "合同结束天数", "Days since the contract ended", Kind.DAYS, Ranges.DAYS, "w.ended"),
    JOINED("joinedDays", "加入天数", "Days since joining", Kind.DAYS, Ranges.DAYS, "w.joined"),

    /// As it was given, not as a scheme worked it out.
    RELATION("relation", "客户关系（录入）", "Relation, as given", Kind.WORD, Ranges.NONE, "w.given_relation"),
    CUSTOMER_TYPE("customerType", "客户类型", "Customer type", Kind.WORD, Ranges.NONE, "w.customer_type"),
    TIER("tier", "会员等级", "Tier", Kind.WORD, Ranges.NONE, "w.tier");

    /// What a rule may ask numbers of a fact to be.
    private static final class Ranges {
        static final NumberRange COUNT = new NumberRange(0, 1_000_000);
        static final NumberRange MONEY = new NumberRange(-1e12, 1e12);
        static final NumberRange DAYS = new NumberRange(-36_500, 36_500);
        static final NumberRange GAP = new NumberRange(0, 36_500);
        static final NumberRange RATIO = new NumberRange(0, 1_000);
        static final NumberRange SCORE = new NumberRange(1, 5);
        static final NumberRange SHARE = new NumberRange(0, 1);
        static final NumberRange NPS = new NumberRange(0, 10);

        /// Of words, which have none.
        static final NumberRange NONE = new NumberRange(0, 0);
    }

    /// How a fact is asked about and how time moves it.
    enum Kind {
        /// A number that moves only when records do, or when one leaves a window of days.
        NUMBER,
        /// Days since a day; goes up by one at midnight.
        DAYS,
        /// See [Fact#SILENCE].
        SILENCE,
        /// One of some words.
        WORD
    }

    private final String id;
    private final Label label;
    private final Kind kind;
    private final NumberRange range;
    private final String sql;

    Fact(String id, String zh, String en, Kind kind, NumberRange range, String sql) {
        this.id = id;
        this.label = new Label(zh, en);
        this.kind = kind;
        this.range = range;
        this.sql = sql;
    }

    /// What programs and rules call it.
    public String id() {
        return id;
    }

    public Label label() {
        return label;
    }

    Kind kind() {
        return kind;
    }

    /// What a number of a rule may be.
    NumberRange range() {
        return range;
    }

    /// Whether rules name words of it, not a range.
    public boolean isWord() {
        return kind == Kind.WORD;
    }

    /// SQL of its value: a word, else double precision.
    String value() {
        return switch (kind) {
            case NUMBER, WORD -> sql;
            case DAYS -> "(p.today - " + sql + ")::float8";
            case SILENCE -> "(case when w.standing = 'contract' then 0 else (p.today - " + sql + ") / w.patience end)";
        };
    }

    /// SQL of the day that days are counted from; only for days.
    String origin() {
        if (kind != Kind.DAYS && kind != Kind.SILENCE) {
            throw new IllegalStateException(id + " is not counted from a day");
        }
        return sql;
    }

    public static Optional<Fact> named(String id) {
        return Stream.of(values()).filter(fact -> fact.id.equals(id)).findFirst();
    }
}
