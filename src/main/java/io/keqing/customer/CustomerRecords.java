package io.keqing.customer;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordType;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// How customers are kept: their table, further ids, facts beside the row, and what other records copy of them.
@Factory
public final class CustomerRecords {
    /// SQL that joins a record's customer as `c` and that customer's facts as `cf`.
    public static final String COPIED_JOIN =
            "left join customer c on c.key = r.customer_key left join customer_facts cf on cf.key = r.customer_key";

    /// SQL of a 31-bit check over what documents of other types copy of their customer; needs [#COPIED_JOIN].
    /// Facts that were not worked out yet and those of a beginning read the same.
    public static final String COPIED_CHECK = "(hashtextextended(row(c.province, c.tier, c.customer_type, c.name, "
            + formerNames("r.customer_key") + ", " + ids("r.customer_key") + ", "
            + classOf(CustomerFields.VALUE_BAND, "cf") + ", " + classOf(CustomerFields.LIFECYCLE, "cf") + ", "
            + classOf(CustomerFields.LOYALTY, "cf") + ")::text, 0) & 2147483647)";

    private static final Map<Field<?>, String> DERIVED = Map.ofEntries(
            Map.entry(CustomerFields.FORMER_NAMES, formerNames("r.key")),
            Map.entry(CustomerFields.RELATION, "coalesce(r.relation, f.relation, 'prospect')"),
            Map.entry(CustomerFields.ORDERS, "coalesce(f.orders, 0)"),
            Map.entry(CustomerFields.SPENT, "f.spent"),
            Map.entry(CustomerFields.FIRST_ORDER, "f.first_order"),
            Map.entry(CustomerFields.LAST_ORDER, "f.last_order"),
            Map.entry(CustomerFields.MEDIAN_GAP, "f.median_gap"),
            Map.entry(CustomerFields.CONTACTS_90, "coalesce(f.contacts90, 0)"),
            Map.entry(CustomerFields.LAST_CONTACT, "f.last_contact"),
            Map.entry(CustomerFields.OPEN_CASES, "coalesce(f.open_cases, 0)"),
            Map.entry(CustomerFields.COMPLAINTS_90, "coalesce(f.complaints90, 0)"),
            Map.entry(CustomerFields.LAST_NPS, "f.last_nps"),
            Map.entry(CustomerFields.LAST_CSAT_CLASS, "f.last_csat_class"),
            Map.entry(CustomerFields.R, "f.r"),
            Map.entry(CustomerFields.F, "f.f"),
            Map.entry(CustomerFields.M, "f.m"),
            Map.entry(CustomerFields.RFM, classOf(CustomerFields.RFM, "f")),
            Map.entry(CustomerFields.VALUE_BAND, classOf(CustomerFields.VALUE_BAND, "f")),
            Map.entry(CustomerFields.LIFECYCLE, classOf(CustomerFields.LIFECYCLE, "f")),
            Map.entry(CustomerFields.LOYALTY, classOf(CustomerFields.LOYALTY, "f")),
            Map.entry(CustomerFields.NEED, classOf(CustomerFields.NEED, "f")),
            Map.entry(CustomerFields.BEHAVIOUR, classOf(CustomerFields.BEHAVIOUR, "f")),
            Map.entry(CustomerFields.CHURN_RISK, classOf(CustomerFields.CHURN_RISK, "f")));

    /// SQL of a class, for a record that need not have a customer; needs [#COPIED_JOIN].
    public static String copiedClass(Field<String> field) {
        return "case when c.key is not null then " + classOf(field, "cf") + " end";
    }

    /// SQL of the names that merges took away from a customer. Only who was merged with somebody has an alias
    /// with a home: nobody else costs more than that look-up.
    ///
    /// @param key SQL of the customer's key
    public static String formerNames(String key) {
        return "(case when exists (select from customer_alias a where a.key = %1$s and a.home is not null) then former_names(%1$s) end)"
                .formatted(key);
    }

    /// SQL of the further ids of a customer, as one text for a check.
    private static String ids(String key) {
        return "(select string_agg(a.source || '/' || a.id, ' ' order by a.source, a.id) from customer_alias a where a.key = "
                + key + ")";
    }

    /// The class where everybody starts, the last of its options.
    public static String start(Field<String> field) {
        return ((ValueKind.Choice) field.kind()).options().getLast().value();
    }

    private static String classOf(Field<String> field, String facts) {
        return "coalesce(%s.%s, '%s')".formatted(facts, field.column(), start(field));
    }

    @Singleton
    @Named(CustomerFields.TYPE)
    RecordType customers() {
        return new RecordType(
                CustomerFields.ALL,
                "customer",
                "customer",
                "left join customer_facts f on f.key = r.key",
                DERIVED,
                List.of(
                        CustomerFields.NAME,
                        CustomerFields.PROVINCE,
                        CustomerFields.TIER,
                        CustomerFields.CUSTOMER_TYPE),
                "coalesce(f.check_sum, 0) + (hashtextextended(row(" + formerNames("r.key") + ", " + ids("r.key")
                        + ")::text, 0) & 2147483647)",
                Map.of(),
                new RecordType.Known(true, "customer_alias"));
    }
}
