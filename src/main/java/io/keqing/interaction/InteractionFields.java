package io.keqing.interaction;

import static io.keqing.field.Field.choice;
import static io.keqing.field.Field.flag;
import static io.keqing.field.Field.keyword;
import static io.keqing.field.Field.keywords;
import static io.keqing.field.Field.moment;
import static io.keqing.field.Field.money;
import static io.keqing.field.Field.number;
import static io.keqing.field.Field.reference;
import static io.keqing.field.Field.runTime;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What can be known about something that happened between a customer and us.
public final class InteractionFields {
    public static final String TYPE = "interactions";

    public static final Field<RecordId> CUSTOMER =
            reference("customer", CustomerFields.TYPE, "客户", "Customer").on(COLUMN);
    public static final Field<String> KIND = choice(
                    "kind",
                    "类型",
                    "Kind",
                    Option.of("enquiry", "咨询", "Enquiry", "inquiry", "question"),
                    Option.of("order", "订单", "Order", "purchase", "购买", "deal"),
                    Option.of("return", "退货", "Return", "refund", "退款"),
                    Option.of("case", "工单", "Case", "ticket", "incident", "售后", "problem"),
                    Option.of("complaint", "投诉", "Complaint"),
                    Option.of("visit", "到访", "Visit", "拜访"),
                    Option.of("call", "通话", "Call", "电话"),
                    Option.of("message", "消息", "Message"),
                    Option.of("note", "备注", "Note", "comment"),
                    Option.of("campaign", "营销活动", "Campaign", "活动"),
                    Option.of("contract", "合同", "Contract"),
                    Option.of("other", "其他", "Other"))
            .on(FACET, SORT, COLUMN);
    public static final Field<String> CHANNEL = choice(
                    "channel",
                    "渠道",
                    "Channel",
                    Option.of("phone", "电话", "Phone", "call", "tel", "telephone"),
                    Option.of("email", "邮件", "E-mail", "mail", "邮箱", "e-mail"),
                    Option.of("chat", "在线聊天", "Chat", "live chat", "在线客服", "im"),
                    Option.of("social", "社交媒体", "Social", "twitter", "facebook", "weibo", "wechat", "微信", "微博"),
                    Option.of("store", "门店", "Store", "shop", "线下"),
                    Option.of("web", "网站", "Web", "website", "网页", "portal"),
                    Option.of("app", "应用", "App", "mobile", "手机应用"),
                    Option.of("other", "其他", "Other"))
            .on(FACET, COLUMN);
    public static final Field<String> SUBJECT = text("subject", "主题", "Subject").on(COLUMN);
    public static final Field<String> BODY = text("body", "内容", "Body");
    public static final Field<String> RESOLUTION = text("resolution", "解决办法", "Resolution");
    public static final Field<String> PRODUCT =
            keyword("product", "产品", "Product").on(SEARCH, FACET, SORT, COLUMN);
    public static final Field<String> CATEGORY =
            keyword("category", "类别", "Category").on(SEARCH, FACET, SORT);
    public static final Field<String> TOPIC = keyword("topic", "话题", "Topic").on(SEARCH, FACET);
    public static final Field<String> REASON =
            keyword("reason", "根本原因", "Reason").on(SEARCH, FACET);
    public static final Field<BigDecimal> AMOUNT =
            money("amount", "金额", "Amount").on(SORT, COLUMN);
    public static final Field<Double> QUANTITY =
            number("quantity", "数量", "Quantity").on(SORT);
    public static final Field<String> CURRENCY =
            keyword("currency", "币种", "Currency").on(FACET);
    public static final Field<String> STAFF = keyword("staff", "员工", "Staff").on(SEARCH, FACET, SORT);
    public static final Field<String> CAMPAIGN =
            keyword("campaign", "活动", "Campaign").on(SEARCH, FACET);
    public static final Field<List<String>> TAGS =
            keywords("tags", "标签", "Tags").on(SEARCH, FACET);
    public static final Field<String> STATUS = choice(
                    "status",
                    "状态",
                    "Status",
                    Option.of("open", "未处理", "Open", "new", "in progress", "处理中", "新建"),
                    Option.of("pending", "等待中", "Pending", "on hold", "waiting", "awaiting user info"),
                    Option.of("resolved", "已解决", "Resolved", "solved"),
                    Option.of("closed", "已关闭", "Closed", "completed", "已完成"),
                    Option.of("reopened", "重新打开", "Reopened"),
                    Option.of("other", "其他", "Other"))
            .on(FACET, SORT, COLUMN);
    public static final Field<String> PRIORITY = choice(
                    "priority",
                    "优先级",
                    "Priority",
                    Option.of("low", "低", "Low", "4 - low"),
                    Option.of("normal", "普通", "Normal", "medium", "中", "3 - moderate"),
                    Option.of("high", "高", "High", "2 - high"),
                    Option.of("urgent", "紧急", "Urgent", "critical", "1 - critical"))
            .on(FACET, SORT);
    public static final Field<Instant> AT = moment("at", "时间", "At").on(FACET, SORT, COLUMN);
    public static final Field<Instant> FIRST_RESPONSE_AT = moment("firstResponseAt", "首次回复", "First response at");
    public static final Field<Instant> RESOLVED_AT =
            moment("resolvedAt", "解决时间", "Resolved at").on(SORT);
    public static final Field<Instant> DUE_AT =
            moment("dueAt", "截止时间", "Due at").on(SORT);
    public static final Field<Map<String, List<String>>> ATTRIBUTES =
            runTime("attributes", "其他属性", "Other attributes").on(SEARCH);

    public static final Field<String> LANGUAGE =
            keyword("language", "语言", "Language").asDerived().on(FACET);
    public static final Field<List<String>> MENTIONED = keywords("mentioned", "提及的号码", "Mentioned numbers")
            .asDerived()
            .secret()
            .on(CONTACT);
    public static final Field<Double> RESPONSE_MINUTES = number(
                    "responseMinutes", "响应分钟", "Response minutes", 0d, 15d, 60d, 240d, 1_440d, 4_320d)
            .asDerived()
            .on(SORT);
    public static final Field<Double> RESOLUTION_MINUTES = number(
                    "resolutionMinutes", "解决分钟", "Resolution minutes", 0d, 60d, 240d, 1_440d, 4_320d, 10_080d)
            .asDerived()
            .on(SORT);
    public static final Field<Boolean> OVERDUE =
            flag("overdue", "已逾期", "Overdue").asDerived().on(FACET);
    public static final Field<String> CUSTOMER_PROVINCE = keyword("customer.province", "客户省份", "Customer province")
            .asDerived()
            .on(SEARCH, FACET);
    /// Copied by what was said about an interaction.
    public static final Field<String> INTERACTION_STAFF =
            keyword("interaction.staff", "处理员工", "Case staff").asDerived().on(SEARCH, FACET);

    public static final Field<String> CUSTOMER_TIER =
            keyword("customer.tier", "客户等级", "Customer tier").asDerived().on(SEARCH, FACET);
    public static final Field<String> CUSTOMER_CUSTOMER_TYPE =
            copied(CustomerFields.CUSTOMER_TYPE, "客户类型", "Customer type");
    public static final Field<String> CUSTOMER_VALUE_BAND =
            copied(CustomerFields.VALUE_BAND, "客户价值", "Customer value band");
    public static final Field<String> CUSTOMER_LIFECYCLE =
            copied(CustomerFields.LIFECYCLE, "客户生命周期", "Customer lifecycle");
    public static final Field<String> CUSTOMER_LOYALTY = copied(CustomerFields.LOYALTY, "客户忠诚度", "Customer loyalty");

    /// Whose record it is, by name, so that records are found by whom they are about.
    public static final Field<String> CUSTOMER_NAME = text("customer.name", "客户姓名", "Customer name")
            .personal()
            .asDerived()
            .on(COLUMN);

    public static final Field<String> CUSTOMER_FORMER_NAMES = text(
                    "customer.formerNames", "客户曾用名", "Former names of the customer")
            .personal()
            .asDerived();

    public static final FieldSet ALL = new FieldSet(
            TYPE,
            new Label("互动", "Interactions"),
            List.of(
                    AT,
                    KIND,
                    CHANNEL,
                    CUSTOMER,
                    SUBJECT,
                    CUSTOMER_NAME,
                    BODY,
                    RESOLUTION,
                    PRODUCT,
                    CATEGORY,
                    TOPIC,
                    REASON,
                    AMOUNT,
                    QUANTITY,
                    CURRENCY,
                    STATUS,
                    PRIORITY,
                    STAFF,
                    CAMPAIGN,
                    TAGS,
                    FIRST_RESPONSE_AT,
                    RESOLVED_AT,
                    DUE_AT,
                    LANGUAGE,
                    MENTIONED,
                    RESPONSE_MINUTES,
                    RESOLUTION_MINUTES,
                    OVERDUE,
                    CUSTOMER_PROVINCE,
                    CUSTOMER_TIER,
                    CUSTOMER_CUSTOMER_TYPE,
                    CUSTOMER_VALUE_BAND,
                    CUSTOMER_LIFECYCLE,
                    CUSTOMER_LOYALTY,
                    CUSTOMER_FORMER_NAMES,
                    ATTRIBUTES));

    private InteractionFields() {}

    private static Field<String> copied(Field<String> field, String zh, String en) {
        return new Field<>(
                        "customer." + field.name(),
                        field.kind(),
                        new Label(zh, en),
                        field.sensitivity(),
                        java.util.Set.of(),
                        true)
                .on(FACET);
    }
}
