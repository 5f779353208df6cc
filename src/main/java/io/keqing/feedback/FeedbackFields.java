package io.keqing.feedback;

import static io.keqing.field.Field.choice;
import static io.keqing.field.Field.keyword;
import static io.keqing.field.Field.keywords;
import static io.keqing.field.Field.moment;
import static io.keqing.field.Field.number;
import static io.keqing.field.Field.reference;
import static io.keqing.field.Field.runTime;
import static io.keqing.field.Field.score;
import static io.keqing.field.Field.text;
import static io.keqing.field.Use.COLUMN;
import static io.keqing.field.Use.CONTACT;
import static io.keqing.field.Use.FACET;
import static io.keqing.field.Use.SEARCH;
import static io.keqing.field.Use.SORT;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be known about something a customer told us: an answer to a survey, a review, a suggestion, a
/// complaint.
public final class FeedbackFields {
    public static final String TYPE = "feedback";

    public static final Field<RecordId> CUSTOMER =
            reference("customer", CustomerFields.TYPE, "客户", "Customer").on(COLUMN);
    public static final Field<RecordId> INTERACTION =
            reference("interaction", InteractionFields.TYPE, "互动", "Interaction");
    public static final Field<String> SURVEY = keyword("survey", "问卷", "Survey").on(SEARCH, FACET, SORT, COLUMN);
    public static final Field<String> TOUCHPOINT =
            keyword("touchpoint", "触点", "Touchpoint").on(SEARCH, FACET);
    public static final Field<String> CHANNEL =
            keyword("channel", "渠道", "Channel").on(SEARCH, FACET);
    public static final Field<String> KIND = choice(
                    "kind",
                    "类型",
                    "Kind",
                    Option.of("survey", "问卷答复", "Survey", "调查"),
                    Option.of("review", "评价", "Review", "评论"),
                    Option.of("suggestion", "建议", "Suggestion"),
                    Option.of("complaint", "投诉", "Complaint"),
                    Option.of("other", "其他", "Other"))
            .on(FACET, COLUMN);
    public static final Field<Double> NPS =
            score("nps", "推荐分", "NPS score", 0, 10).on(FACET, SORT, COLUMN);
    public static final Field<Double> CSAT = number("csat", "满意度", "CSAT").on(FACET, SORT, COLUMN);
    public static final Field<Double> CES = score("ces", "费力度", "CES", 1, 7).on(FACET, SORT);
    public static final Field<Map<String, List<String>>> ANSWERS = runTime("answers", "问卷答案", "Answers", SURVEY);
    public static final Field<String> COMMENT = text("comment", "评语", "Comment").on(COLUMN);
    public static final Field<String> PRODUCT =
            keyword("product", "产品", "Product").on(SEARCH, FACET, SORT);
    public static final Field<String> CATEGORY =
            keyword("category", "类别", "Category").on(SEARCH, FACET);
    public static final Field<Instant> INVITED_AT = moment("invitedAt", "邀请时间", "Invited at");
    public static final Field<Instant> DELIVERED_AT = moment("deliveredAt", "送达时间", "Delivered at");
    public static final Field<Instant> AT = moment("at", "时间", "At").on(FACET, SORT, COLUMN);
    public static final Field<Map<String, List<String>>> ATTRIBUTES =
            runTime("attributes", "其他属性", "Other attributes").on(SEARCH);

    public static final Field<String> LANGUAGE =
            keyword("language", "语言", "Language").asDerived().on(FACET);
    public static final Field<List<String>> MENTIONED = keywords("mentioned", "提及的号码", "Mentioned numbers")
            .asDerived()
            .secret()
            .on(CONTACT);
    public static final Field<String> STATE = choice(
                    "state",
                    "状态",
                    "State",
                    Option.of("answered", "已答复", "Answered"),
                    Option.of("delivered", "已送达", "Delivered"),
                    Option.of("invited", "已邀请", "Invited"))
            .asDerived()
            .on(FACET);
    public static final Field<String> CSAT_CLASS = new Field<>(
                    "csatClass",
                    CustomerFields.LAST_CSAT_CLASS.kind(),
                    new Label("满意度分类", "CSAT class"),
                    CustomerFields.LAST_CSAT_CLASS.sensitivity(),
                    Set.of(),
                    true)
            .on(FACET);
    public static final Field<String> NPS_CLASS = choice(
                    "npsClass",
                    "推荐分类",
                    "NPS class",
                    Option.of("promoter", "推荐者", "Promoter"),
                    Option.of("passive", "被动者", "Passive"),
                    Option.of("detractor", "贬损者", "Detractor"))
            .asDerived()
            .on(FACET);

    public static final FieldSet ALL = new FieldSet(
            TYPE,
            new Label("反馈", "Feedback"),
            List.of(
                    AT,
                    KIND,
                    SURVEY,
                    TOUCHPOINT,
                    CHANNEL,
                    CUSTOMER,
                    INTERACTION,
                    NPS,
                    CSAT,
                    CES,
                    COMMENT,
                    InteractionFields.CUSTOMER_NAME,
                    PRODUCT,
                    CATEGORY,
                    INVITED_AT,
                    DELIVERED_AT,
                    STATE,
                    CSAT_CLASS,
                    NPS_CLASS,
                    LANGUAGE,
                    MENTIONED,
                    InteractionFields.CUSTOMER_PROVINCE,
                    InteractionFields.CUSTOMER_TIER,
                    InteractionFields.CUSTOMER_CUSTOMER_TYPE,
                    InteractionFields.CUSTOMER_VALUE_BAND,
                    InteractionFields.CUSTOMER_LIFECYCLE,
                    InteractionFields.CUSTOMER_LOYALTY,
                    InteractionFields.CUSTOMER_FORMER_NAMES,
                    InteractionFields.INTERACTION_STAFF,
                    ANSWERS,
                    ATTRIBUTES));

    private FeedbackFields() {}
}
