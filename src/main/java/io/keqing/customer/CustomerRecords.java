package io.keqing.customer;

import io.keqing.record.RecordType;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// How customers are kept: their table, further ids, facts beside the row, and what other records copy of them.
@Factory
public final class CustomerRecords {
    /// SQL of a 31-bit check over what documents of other types copy of their customer `c`.
    public static final String COPIED_CHECK =
            "(hashtextextended(row(c.province, c.tier, c.customer_type)::text, 0) & 2147483647)";

    @Singleton
    @Named(CustomerFields.TYPE)
    RecordType customers() {
        return new RecordType(
                CustomerFields.ALL,
                "customer",
                "customer",
                "left join customer_facts f on f.key = r.key",
                Map.of(
                        CustomerFields.ORDERS, "coalesce(f.orders, 0)",
                        CustomerFields.SPENT, "f.spent",
                        CustomerFields.FIRST_ORDER, "f.first_order",
                        CustomerFields.LAST_ORDER, "f.last_order"),
                List.of(CustomerFields.PROVINCE, CustomerFields.TIER, CustomerFields.CUSTOMER_TYPE),
                "coalesce(f.check_sum, 0)",
                Map.of(),
                new RecordType.Known(true, "customer_alias"));
    }
}
