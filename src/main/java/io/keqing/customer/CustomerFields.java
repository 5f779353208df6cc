package io.keqing.customer;

import static io.keqing.field.Field.choice;
import static io.keqing.field.Field.count;
import static io.keqing.field.Field.day;
import static io.keqing.field.Field.flag;
import static io.keqing.field.Field.keyword;
import static io.keqing.field.Field.keywords;
import static io.keqing.field.Field.moment;
import static io.keqing.field.Field.money;
import static io.keqing.field.Field.number;
import static io.keqing.field.Field.runTime;
import static io.keqing.field.Field.score;
import static io.keqing.field.Field.text;
import static io.keqing.field.Use.COLUMN;
import static io.keqing.field.Use.CONTACT;
import static io.keqing.field.Use.FACET;
import static io.keqing.field.Use.SEARCH;
import static io.keqing.field.Use.SORT;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Option;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// What can be known about a customer.
public final class CustomerFields {
    public static final String TYPE = "customers";

    public static final Field<String> NAME =
            text("name", "姓名", "Name").personal().on(SORT, COLUMN);
    public static final Field<String> CUSTOMER_TYPE = choice(
                    "customerType",
                    "客户类型",
                    "Customer type",
                    Option.of("person", "个人", "Person", "individual", "个人客户", "consumer", "b2c"),
                    Option.of(
                            "company",
                            "企业",
                            "Company",
                            "organization",
                            "organisation",
                            "business",
                            "公司",
                            "企业客户",
                            "b2b"))
            .on(FACET, SORT);
    public static final Field<String> GENDER = choice(
                    "gender",
                    "性别",
                    "Gender",
                    Option.of("female", "女", "Female", "f", "woman", "女士", "女性"),
                    Option.of("male", "男", "Male", "m", "man", "先生", "男性"),
                    Option.of("other", "其他", "Other", "x", "未知", "diverse"))
            .personal()
            .on(FACET);
    public static final Field<LocalDate> BIRTHDAY =
            day("birthday", "生日", "Birthday").personal();
    public static final Field<String> PHONE =
            keyword("phone", "电话", "Phone").secret().on(CONTACT);
    public static final Field<String> EMAIL =
            keyword("email", "邮箱", "E-mail").secret().on(CONTACT);
    public static final Field<String> ADDRESS =
            keyword("address", "地址", "Address").secret();
    public static final Field<String> COUNTRY =
            keyword("country", "国家", "Country").on(SEARCH, FACET, SORT);
    public static final Field<String> PROVINCE =
            keyword("province", "省份", "Province").on(SEARCH, FACET, SORT, COLUMN);
    public static final Field<String> CITY = keyword("city", "城市", "City").on(SEARCH, FACET, SORT, COLUMN);
    public static final Field<String> COMPANY = text("company", "公司", "Company").on(SORT, COLUMN);
    public static final Field<String> INDUSTRY =
            keyword("industry", "行业", "Industry").on(SEARCH, FACET, SORT);
    public static final Field<String> OCCUPATION =
            keyword("occupation", "职业", "Occupation").on(SEARCH, FACET);
    public static final Field<String> LANGUAGE =
            keyword("language", "语言", "Language").on(FACET);
    public static final Field<String> TIER = keyword("tier", "会员等级", "Tier").on(SEARCH, FACET, SORT, COLUMN);
    public static final Field<Double> POINTS = number("points", "积分", "Points", 0d, 100d, 500d, 1_000d, 5_000d, 10_000d)
            .on(SORT);
    public static final Field<String> OWNER = keyword("owner", "负责人", "Owner").on(SEARCH, FACET, SORT);
    public static final Field<String> ACQUIRED =
            keyword("acquired", "来源渠道", "Acquired through").on(SEARCH, FACET);
    public static final Field<LocalDate> JOINED =
            day("joined", "加入日期", "Joined").on(FACET, SORT, COLUMN);
    public static final Field<LocalDate> ENDED = day("ended", "结束日期", "Ended").on(SORT);
    public static final Field<List<String>> TAGS =
            keywords("tags", "标签", "Tags").on(SEARCH, FACET);
    public static final Field<List<String>> PREFERENCES =
            keywords("preferences", "偏好", "Preferences").on(SEARCH, FACET);
    public static final Field<Boolean> CONSENT =
            flag("consent", "可营销联系", "Marketing consent").on(FACET);
    public static final Field<String> RELATION = choice(
                    "relation",
                    "客户关系",
                    "Relation",
                    Option.of("prospect", "潜在客户", "Prospect", "lead", "潜在"),
                    Option.of("customer", "现有客户", "Customer", "client", "客户", "现有"),
                    Option.of("former", "流失客户", "Former", "churned", "lost", "流失"),
                    Option.of("staff", "员工", "Staff", "employee", "内部"))
            .on(FACET);
    public static final Field<Map<String, List<String>>> ATTRIBUTES =
            runTime("attributes", "其他属性", "Other attributes").on(SEARCH);

    /// The names that merges took away, one a line: whoever was called so is found by it.
    public static final Field<String> FORMER_NAMES =
            text("formerNames", "曾用名", "Former names").personal().asDerived();

    public static final Field<Double> ORDERS = count("orders", "订单数", "Orders", 0d, 1d, 2d, 3d, 5d, 10d, 20d)
            .asDerived()
            .on(FACET, SORT, COLUMN);
    public static final Field<BigDecimal> SPENT =
            money("spent", "消费金额", "Spent").asDerived().on(SORT, COLUMN);
    public static final Field<LocalDate> FIRST_ORDER =
            day("firstOrder", "首次下单", "First order").asDerived().on(SORT);
    public static final Field<LocalDate> LAST_ORDER =
            day("lastOrder", "最近下单", "Last order").asDerived().on(FACET, SORT);

    public static final Field<Double> MEDIAN_GAP =
            number("medianGap", "下单间隔（天）", "Median gap, days").asDerived().on(SORT);
    public static final Field<Double> CONTACTS_90 = count(
                    "contacts90", "90 天内往来", "Contacts, 90 days", 0d, 1d, 3d, 6d, 12d)
            .asDerived()
            .on(SORT);
    public static final Field<Instant> LAST_CONTACT =
            moment("lastContact", "最近联系", "Last contact").asDerived().on(SORT);
    public static final Field<Double> OPEN_CASES =
            count("openCases", "未结工单", "Open cases", 0d, 1d, 2d, 5d).asDerived().on(SORT);
    public static final Field<Double> COMPLAINTS_90 = count(
                    "complaints90", "90 天内投诉", "Complaints, 90 days", 0d, 1d, 2d, 5d)
            .asDerived()
            .on(SORT);
    public static final Field<Double> LAST_NPS =
            score("lastNps", "最近推荐分", "Last NPS score", 0, 10).asDerived().on(FACET, SORT);
    public static final Field<String> LAST_CSAT_CLASS = choice(
                    "lastCsatClass",
                    "最近满意度",
                    "Last satisfaction",
                    Option.of("satisfied", "满意", "Satisfied"),
                    Option.of("neutral", "一般", "Neutral"),
                    Option.of("unsatisfied", "不满意", "Unsatisfied"))
            .asDerived()
            .on(FACET);

    public static final Field<Double> R =
            score("r", "R 最近", "R, recency", 1, 5).asDerived().on(FACET);
    public static final Field<Double> F =
            score("f", "F 频次", "F, frequency", 1, 5).asDerived().on(FACET);
    public static final Field<Double> M =
            score("m", "M 金额", "M, money", 1, 5).asDerived().on(FACET);
    /// The last option of each class is where everybody starts who meets none of its scheme's rules.
    public static final Field<String> RFM = choice(
                    "rfm",
                    "RFM 类别",
                    "RFM class",
                    Option.of("champion", "重要价值", "Champion"),
                    Option.of("bigNewcomer", "重要发展", "Spends much, buys seldom"),
                    Option.of("bigSleeper", "重要保持", "Bought much and often, quiet"),
                    Option.of("bigLeaver", "重要挽留", "Spent much, seldom, quiet"),
                    Option.of("regular", "一般价值", "Buys often, spends little"),
                    Option.of("newcomer", "一般发展", "Newcomer"),
                    Option.of("sleeper", "一般保持", "Bought often, quiet"),
                    Option.of("leaver", "一般挽留", "Leaver"),
                    Option.of("notBought", "未购买", "Never bought"))
            .asDerived()
            .on(FACET);
    public static final Field<String> VALUE_BAND = choice(
                    "valueBand",
                    "价值",
                    "Value band",
                    Option.of("high", "高价值", "High"),
                    Option.of("middle", "中价值", "Middle"),
                    Option.of("low", "低价值", "Low"),
                    Option.of("none", "未购买", "Never bought"))
            .asDerived()
            .on(FACET);
    public static final Field<String> LIFECYCLE = choice(
                    "lifecycle",
                    "生命周期",
                    "Lifecycle",
                    Option.of("first", "首购", "First purchase"),
                    Option.of("repeat", "复购", "Repeat"),
                    Option.of("loyal", "忠诚", "Loyal"),
                    Option.of("lost", "流失", "Lost"),
                    Option.of("prospect", "潜在", "Prospect"))
            .asDerived()
            .on(FACET);
    public static final Field<String> LOYALTY = choice(
                    "loyalty",
                    "忠诚度",
                    "Loyalty",
                    Option.of("loyal", "忠诚", "Loyal"),
                    Option.of("atRisk", "有流失风险", "At risk of leaving"),
                    Option.of("lost", "已流失", "Lost"),
                    Option.of("open", "未定", "Undecided"))
            .asDerived()
            .on(FACET);
    public static final Field<String> NEED = choice(
                    "need",
                    "需求",
                    "Need",
                    Option.of("complaint", "投诉处理", "Being heard"),
                    Option.of("service", "售后服务", "Service"),
                    Option.of("advice", "咨询", "Advice"),
                    Option.of("purchase", "购买", "Purchase"),
                    Option.of("unknown", "未知", "Unknown"))
            .asDerived()
            .on(FACET);
    public static final Field<String> BEHAVIOUR = choice(
                    "behaviour",
                    "行为",
                    "Behaviour",
                    Option.of("frequentOnline", "高频线上", "Often, online"),
                    Option.of("frequentOffline", "高频线下", "Often, in person or by phone"),
                    Option.of("occasional", "低频", "Now and then"),
                    Option.of("quiet", "沉寂", "Quiet for a year"),
                    Option.of("none", "无往来", "Never in touch"))
            .asDerived()
            .on(FACET);
    public static final Field<String> CHURN_RISK = choice(
                    "churnRisk",
                    "流失风险",
                    "Churn risk",
                    Option.of("lost", "已流失", "Lost"),
                    Option.of("high", "高", "High"),
                    Option.of("medium", "中", "Medium"),
                    Option.of("low", "低", "Low"),
                    Option.of("none", "未购买", "Never bought"))
            .asDerived()
            .on(FACET);

    /// The classes that schemes put a customer in.
    public static final List<Field<String>> CLASSES =
            List.of(LIFECYCLE, VALUE_BAND, LOYALTY, CHURN_RISK, RFM, NEED, BEHAVIOUR);

    public static final FieldSet ALL = new FieldSet(
            TYPE,
            new Label("客户", "Customers"),
            List.of(
                    NAME,
                    CUSTOMER_TYPE,
                    GENDER,
                    BIRTHDAY,
                    PHONE,
                    EMAIL,
                    ADDRESS,
                    COUNTRY,
                    PROVINCE,
                    CITY,
                    COMPANY,
                    INDUSTRY,
                    OCCUPATION,
                    LANGUAGE,
                    TIER,
                    POINTS,
                    OWNER,
                    ACQUIRED,
                    JOINED,
                    ENDED,
                    TAGS,
                    PREFERENCES,
                    CONSENT,
                    RELATION,
                    ORDERS,
                    SPENT,
                    FIRST_ORDER,
                    LAST_ORDER,
                    MEDIAN_GAP,
                    CONTACTS_90,
                    LAST_CONTACT,
                    OPEN_CASES,
                    COMPLAINTS_90,
                    LAST_NPS,
                    LAST_CSAT_CLASS,
                    R,
                    F,
                    M,
                    RFM,
                    VALUE_BAND,
                    LIFECYCLE,
                    LOYALTY,
                    NEED,
                    BEHAVIOUR,
                    CHURN_RISK,
                    FORMER_NAMES,
                    ATTRIBUTES));

    private CustomerFields() {}
}
