package io.keqing.feedback;

import io.keqing.customer.CustomerRecords;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.RecordType;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// How feedback is kept, and what is worked out of its scores. A survey without a definition counts as 1 to 5
/// with 4
/// and 5 satisfied and 3 neutral.
@Factory
final class FeedbackRecords {
    @Singleton
    @Named(FeedbackFields.TYPE)
    RecordType feedback() {
        return new RecordType(
                FeedbackFields.ALL,
                "feedback",
                "left join customer c on c.key = r.customer_key",
                Map.of(
                        FeedbackFields.STATE,
                        "case when coalesce(r.nps, r.csat, r.ces) is not null or r.answers is not null or r.comment is not "
                                + "null then 'answered' when r.delivered_at is not null then 'delivered' "
                                + "when r.invited_at is not null then 'invited' end",
                        FeedbackFields.CSAT_CLASS,
                        "case when r.csat >= 4 then 'satisfied' when r.csat >= 3 then 'neutral' "
                                + "when r.csat < 3 then 'unsatisfied' end",
                        FeedbackFields.NPS_CLASS,
                        "case when r.nps >= 9 then 'promoter' when r.nps >= 7 then 'passive' "
                                + "when r.nps < 7 then 'detractor' end",
                        InteractionFields.CUSTOMER_PROVINCE,
                        "c.province",
                        InteractionFields.CUSTOMER_TIER,
                        "c.tier",
                        InteractionFields.CUSTOMER_CUSTOMER_TYPE,
                        "c.customer_type"),
                List.of(),
                CustomerRecords.COPIED_CHECK,
                Map.of(FeedbackFields.CUSTOMER, FeedbackFields.INTERACTION),
                RecordType.Known.BY_ROW);
    }
}
