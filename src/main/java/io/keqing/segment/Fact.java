package io.keqing.segment;

import io.keqing.field.Label;
import java.util.Optional;
import java.util.stream.Stream;

/// What a rule of a scheme may ask of a customer. Each is SQL over a row `w` of [FactsSql], with the moment in `p`.
public enum Fact {
    ORDERS("orders", "订单数", "Orders", Kind.NUMBER, "w.orders::float8"),
    SPENT("spent", "消费金额", "Spent", Kind.NUMBER, "w.spent::float8"),
    ORDERS_365("orders365", "一年内订单", "Orders, 365 days", Kind.NUMBER, "w.orders365::float8"),
    RECENCY("recencyDays", "距上次下单天数", "Days since the last order", Kind.DAYS, "w.last_order"),
    FIRST_ORDER("firstOrderDays", "距首次下单天数", "Days since the first order", Kind.DAYS, "w.first_order"),
    MEDIAN_GAP("medianGap", "下单间隔（天）", "Median gap, days", Kind.NUMBER, "w.median_gap"),

    /// Days without an order over the days after which the churn definition calls this customer lost: above 1 = lost.
    SILENCE("silence", "沉默程度", "Silence (above 1 = lost)", Kind.SILENCE, "w.last_order"),
    R("r", "R 最近", "R, recency", Kind.NUMBER, "w.r::float8"),
    F("f", "F 频次", "F, frequency", Kind.NUMBER, "w.f::float8"),
    M("m", "M 金额", "M, money", Kind.NUMBER, "w.m::float8"),
    CONTACTS_90("contacts90", "90 天内往来", "Contacts, 90 days", Kind.NUMBER, "w.contacts90::float8"),
    CONTACTS_365("contacts365", "一年内互动", "Interactions, 365 days", Kind.NUMBER, "w.contacts365::float8"),
    CONTACT_DAYS(
            "contactDays",
            "距上次往来天数",
            "Days since the last contact",
            Kind.DAYS,
            "(w.last_contact at time zone p.zone)::date"),

    /// Cases, complaints and returns among the interactions of 365 days, 0 to 1.
    SERVICE_SHARE(
            "serviceShare",
            "售后占比",
            "Share of service",
            Kind.NUMBER,
            "(w.service365::float8 / nullif(w.contacts365, 0))"),

    /// Enquiries among the interactions of 365 days, 0 to 1.
    ADVICE_SHARE(
            "adviceShare",
            "咨询占比",
            "Share of enquiries",
            Kind.NUMBER,
            "(w.enquiries365::float8 / nullif(w.contacts365, 0))"),

    /// Interactions by e-mail, chat, social media, web or app among those of 365 days, 0 to 1.
    ONLINE_SHARE(
            "onlineShare", "线上占比", "Share online", Kind.NUMBER, "(w.online365::float8 / nullif(w.contacts365, 0))"),
    OPEN_CASES("openCases", "未结工单", "Open cases", Kind.NUMBER, "w.open_cases::float8"),
    COMPLAINTS_90("complaints90", "90 天内投诉", "Complaints, 90 days", Kind.NUMBER, "w.complaints90::float8"),
    LAST_NPS("lastNps", "最近推荐分", "Last NPS score", Kind.NUMBER, "w.last_nps"),
    LAST_CSAT_CLASS("lastCsatClass", "最近满意度", "Last satisfaction", Kind.WORD, "w.last_csat_class"),

    /// Days since the contract ended: above 0 = ended.
    ENDED("endedDays", "合同结束天数", "Days since the contract ended", Kind.DAYS, "w.ended"),
    JOINED("joinedDays", "加入天数", "Days since joining", Kind.DAYS, "w.joined"),

    /// As it was given, not as a scheme worked it out.
    RELATION("relation", "客户关系（录入）", "Relation, as given", Kind.WORD, "w.given_relation"),
    CUSTOMER_TYPE("customerType", "客户类型", "Customer type", Kind.WORD, "w.customer_type"),
    TIER("tier", "会员等级", "Tier", Kind.WORD, "w.tier");

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
    private final String sql;

    Fact(String id, String zh, String en, Kind kind, String sql) {
        this.id = id;
        this.label = new Label(zh, en);
        this.kind = kind;
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

    /// Whether rules name words of it, not a range.
    public boolean isWord() {
        return kind == Kind.WORD;
    }

    /// SQL of its value: a word, else double precision.
    String value() {
        return switch (kind) {
            case NUMBER, WORD -> sql;
            case DAYS -> "(p.today - " + sql + ")::float8";
            case SILENCE -> "((p.today - " + sql + ") / w.patience)";
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
