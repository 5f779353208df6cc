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
                Map.of(
                        InteractionFields.RESPONSE_MINUTES,
                                "extract(epoch from r.first_response_at - r.at)::double precision / 60",
                        InteractionFields.RESOLUTION_MINUTES,
                                "extract(epoch from r.resolved_at - r.at)::double precision / 60",
                        InteractionFields.OVERDUE, "coalesce(r.resolved_at, now()) > r.due_at",
                        InteractionFields.CUSTOMER_PROVINCE, "c.province",
                        InteractionFields.CUSTOMER_TIER, "c.tier",
                        InteractionFields.CUSTOMER_CUSTOMER_TYPE, "c.customer_type",
                        InteractionFields.CUSTOMER_VALUE_BAND, CustomerRecords.copiedClass(CustomerFields.VALUE_BAND),
                        InteractionFields.CUSTOMER_LIFECYCLE, CustomerRecords.copiedClass(CustomerFields.LIFECYCLE),
                        InteractionFields.CUSTOMER_LOYALTY, CustomerRecords.copiedClass(CustomerFields.LOYALTY)),
                List.of(InteractionFields.STAFF),
                CustomerRecords.COPIED_CHECK + " + (coalesce(r.resolved_at, now()) > r.due_at)::integer",
                Map.of(),
                RecordType.Known.BY_ROW);
    }
}
