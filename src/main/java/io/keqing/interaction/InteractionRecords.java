package io.keqing.interaction;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.CustomerRecords;
import io.keqing.record.RecordType;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// How interactions are kept, and what is worked out of a row and its customer.
@Factory
final class InteractionRecords {
    @Singleton
    @Named(InteractionFields.TYPE)
    RecordType interactions() {
        return new RecordType(
                InteractionFields.ALL,
                "interaction",
                "interaction",
                CustomerRecords.COPIED_JOIN,
                Map.ofEntries(
                        Map.entry(
                                InteractionFields.RESPONSE_MINUTES,
                                "extract(epoch from r.first_response_at - r.at)::double precision / 60"),
                        Map.entry(
                                InteractionFields.RESOLUTION_MINUTES,
                                "extract(epoch from r.resolved_at - r.at)::double precision / 60"),
                        Map.entry(InteractionFields.OVERDUE, "coalesce(r.resolved_at, now()) > r.due_at"),
                        Map.entry(InteractionFields.CUSTOMER_NAME, "c.name"),
                        Map.entry(
                                InteractionFields.CUSTOMER_FORMER_NAMES, CustomerRecords.formerNames("r.customer_key")),
                        Map.entry(InteractionFields.CUSTOMER_PROVINCE, "c.province"),
                        Map.entry(InteractionFields.CUSTOMER_TIER, "c.tier"),
                        Map.entry(InteractionFields.CUSTOMER_CUSTOMER_TYPE, "c.customer_type"),
                        Map.entry(
                                InteractionFields.CUSTOMER_VALUE_BAND,
                                CustomerRecords.copiedClass(CustomerFields.VALUE_BAND)),
                        Map.entry(
                                InteractionFields.CUSTOMER_LIFECYCLE,
                                CustomerRecords.copiedClass(CustomerFields.LIFECYCLE)),
                        Map.entry(
                                InteractionFields.CUSTOMER_LOYALTY,
                                CustomerRecords.copiedClass(CustomerFields.LOYALTY))),
                List.of(InteractionFields.STAFF),
                CustomerRecords.COPIED_CHECK + " + (coalesce(r.resolved_at, now()) > r.due_at)::integer",
                Map.of(),
                RecordType.Known.BY_ROW);
    }
}
