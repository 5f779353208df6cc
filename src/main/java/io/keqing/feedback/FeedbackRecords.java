package io.keqing.feedback;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.CustomerRecords;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.RecordType;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// How feedback is kept, and what is worked out of its scores. What a survey says of itself counts; one
/// that says nothing counts as 1 to 5 with 4 and 5 satisfied and 3 neutral. Answers to confidential surveys
/// are shown to nobody.
@Factory
public final class FeedbackRecords {
    /// SQL of the class of a score on its survey's own scale, for a row `r` of feedback and its survey `s`.
    public static final String CSAT_CLASS =
            "(select case when a.csat < s.csat_lowest or a.csat > s.csat_highest then null "
                    + "when a.csat >= coalesce(s.csat_top, 4) then 'satisfied' "
                    + "when a.csat >= coalesce(s.csat_lowest + s.csat_highest - s.csat_top + 1, 3) "
                    + "then 'neutral' when a.csat is not null then 'unsatisfied' end from (select case "
                    + "when s.csat_question is null then r.csat else "
                    + answer("s.csat_question") + " end) a (csat))";

    @Singleton
    @Named(FeedbackFields.TYPE)
    RecordType feedback() {
        return new RecordType(
                FeedbackFields.ALL,
                "feedback",
                "open_feedback",
                CustomerRecords.COPIED_JOIN + " left join survey s on s.name = r.survey "
                        + "left join interaction i on i.key = r.interaction_key",
                Map.ofEntries(
                        Map.entry(
                                FeedbackFields.STATE,
                                "case when coalesce(r.nps, r.csat, r.ces) is not null or r.answers is not null or r.comment is not "
                                        + "null then 'answered' when r.delivered_at is not null then 'delivered' "
                                        + "when r.invited_at is not null then 'invited' end"),
                        Map.entry(FeedbackFields.CSAT_CLASS, CSAT_CLASS),
                        Map.entry(
                                FeedbackFields.NPS_CLASS,
                                "(select case when a.nps not between 0 and 10 then null when a.nps >= 9 then 'promoter' "
                                        + "when a.nps >= 7 then 'passive' when a.nps < 7 then 'detractor' end from "
                                        + "(select case when s.nps_question is null then r.nps else "
                                        + answer("s.nps_question") + " end) a (nps))"),
                        Map.entry(InteractionFields.CUSTOMER_NAME, "c.name"),
                        Map.entry(
                                InteractionFields.CUSTOMER_FORMER_NAMES, CustomerRecords.formerNames("r.customer_key")),
                        Map.entry(InteractionFields.CUSTOMER_PROVINCE, "c.province"),
                        Map.entry(InteractionFields.CUSTOMER_TIER, "c.tier"),
                        Map.entry(InteractionFields.CUSTOMER_CUSTOMER_TYPE, "c.customer_type"),
                        Map.entry(InteractionFields.INTERACTION_STAFF, "i.staff"),
                        Map.entry(
                                InteractionFields.CUSTOMER_VALUE_BAND,
                                CustomerRecords.copiedClass(CustomerFields.VALUE_BAND)),
                        Map.entry(
                                InteractionFields.CUSTOMER_LIFECYCLE,
                                CustomerRecords.copiedClass(CustomerFields.LIFECYCLE)),
                        Map.entry(
                                InteractionFields.CUSTOMER_LOYALTY,
                                CustomerRecords.copiedClass(CustomerFields.LOYALTY))),
                List.of(),
                CustomerRecords.COPIED_CHECK + " + coalesce(s.check_sum, 0) + "
                        + "coalesce(hashtextextended(i.staff, 0) & 2147483647, 0)",
                Map.of(FeedbackFields.CUSTOMER, FeedbackFields.INTERACTION),
                RecordType.Known.BY_ROW);
    }

    /// SQL of the number that was answered to a question of the survey.
    private static String answer(String question) {
        return "answer_number(r.answers ->> " + question + ", (select q.missing from survey_question q "
                + "where q.survey = s.name and q.name = " + question + "))";
    }
}
