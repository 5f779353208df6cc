package io.keqing.customer;

import static io.keqing.field.Field.choice;
import static io.keqing.field.Field.count;
import static io.keqing.field.Field.day;
import static io.keqing.field.Field.flag;
import static io.keqing.field.Field.keyword;
import static io.keqing.field.Field.keywords;
import static io.keqing.field.Field.money;
import static io.keqing.field.Field.number;
import static io.keqing.field.Field.runTime;
import static io.keqing.field.Field.text;
import static io.keqing.field.Use.COLUMN;
import static io.keqing.field.Use.FACET;
import static io.keqing.field.Use.SEARCH;
import static io.keqing.field.Use.SORT;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Option;
import java.math.BigDecimal;
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
    public static final Field<String> PHONE = keyword("phone", "电话", "Phone").secret();
    public static final Field<String> EMAIL = keyword("email", "邮箱", "E-mail").secret();
    public static final Field<String> ADDRESS =
            keyword("address", "地址", "Address").secret();
    public static final Field<String> COUNTRY =
            keyword("country", "国家", "Country").on(FACET, SORT);
    public static final Field<String> PROVINCE =
            keyword("province", "省份", "Province").on(FACET, SORT, COLUMN);
    public static final Field<String> CITY = keyword("city", "城市", "City").on(FACET, SORT, COLUMN);
    public static final Field<String> COMPANY = text("company", "公司", "Company").on(SORT, COLUMN);
    public static final Field<String> INDUSTRY =
            keyword("industry", "行业", "Industry").on(FACET, SORT);
    public static final Field<String> OCCUPATION =
            keyword("occupation", "职业", "Occupation").on(FACET);
    public static final Field<String> LANGUAGE =
            keyword("language", "语言", "Language").on(FACET);
    public static final Field<String> TIER = keyword("tier", "会员等级", "Tier").on(FACET, SORT, COLUMN);
    public static final Field<Double> POINTS = number("points", "积分", "Points", 0d, 100d, 500d, 1_000d, 5_000d, 10_000d)
            .on(SORT);
    public static final Field<String> OWNER = keyword("owner", "负责人", "Owner").on(FACET, SORT);
    public static final Field<String> ACQUIRED =
            keyword("acquired", "来源渠道", "Acquired through").on(FACET);
    public static final Field<LocalDate> JOINED =
            day("joined", "加入日期", "Joined").on(FACET, SORT, COLUMN);
    public static final Field<LocalDate> ENDED = day("ended", "结束日期", "Ended").on(SORT);
    public static final Field<List<String>> TAGS =
            keywords("tags", "标签", "Tags").on(FACET);
    public static final Field<List<String>> PREFERENCES =
            keywords("preferences", "偏好", "Preferences").on(FACET);
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

    public static final Field<Double> ORDERS = count("orders", "订单数", "Orders", 0d, 1d, 2d, 3d, 5d, 10d, 20d)
            .asDerived()
            .on(FACET, SORT, COLUMN);
    public static final Field<BigDecimal> SPENT =
            money("spent", "消费金额", "Spent").asDerived().on(SORT, COLUMN);
    public static final Field<LocalDate> FIRST_ORDER =
            day("firstOrder", "首次下单", "First order").asDerived().on(SORT);
    public static final Field<LocalDate> LAST_ORDER =
            day("lastOrder", "最近下单", "Last order").asDerived().on(FACET, SORT);

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
                    ATTRIBUTES));

    private CustomerFields() {}
}
