package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import io.keqing.importing.value.NumberText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which field a column name means: the catalogue's names and labels, and what exports of other systems call them.
/// The first column that means a field gets it.
final class HeaderGuess {
    private static final Map<String, String> CUSTOMERS = Map.ofEntries(
            Map.entry(
                    "id",
                    "id|customer id|cust id|customer no|customer number|customer code|client id|account id|"
                            + "contact id|member id|user id|uid|客户id|客户编号|客户编码|客户代码|客户号|会员id|会员编号|会员号|会员卡号|用户id|编号"),
            Map.entry(
                    "name",
                    "name|customer name|full name|contact name|client name|customer|姓名|客户姓名|客户名称|名称|"
                            + "会员姓名|联系人|联系人姓名|昵称"),
            Map.entry("customerType", "customer type|account type|client type|客户类型|客户类别"),
            Map.entry("gender", "gender|sex|性别"),
            Map.entry("birthday", "birthday|birth date|date of birth|dob|生日|出生日期|出生年月"),
            Map.entry(
                    "phone",
                    "phone|mobile|mobile phone|phone number|telephone|tel|cell phone|手机|手机号|手机号码|"
                            + "电话|联系电话|电话号码|联系方式"),
            Map.entry("email", "email|e mail|email address|mail|邮箱|电子邮箱|邮件|电子邮件|邮箱地址"),
            Map.entry("address", "address|street|street address|mailing address|地址|联系地址|详细地址|通讯地址|收货地址"),
            Map.entry("country", "country|国家|国家地区"),
            Map.entry("province", "province|state|region|customer state|省|省份|所在省|省市|地区"),
            Map.entry("city", "city|town|customer city|市|城市|所在城市"),
            Map.entry("company", "company|company name|organization|organisation|employer|公司|公司名称|单位|工作单位|企业名称"),
            Map.entry("industry", "industry|sector|行业|所属行业"),
            Map.entry("occupation", "occupation|job title|job|profession|职业|职务|职位|岗位"),
            Map.entry("language", "language|preferred language|语言"),
            Map.entry("tier", "tier|level|membership|membership level|customer level|grade|等级|会员等级|会员级别|客户等级|客户级别"),
            Map.entry("points", "points|loyalty points|score|积分|会员积分|当前积分"),
            Map.entry("owner", "owner|account owner|account manager|sales rep|负责人|客户经理|销售代表|所属销售|归属人"),
            Map.entry("acquired", "acquired|lead source|channel|acquisition channel|source channel|来源|客户来源|来源渠道|渠道"),
            Map.entry(
                    "joined",
                    "joined|created at|created|create date|created date|created time|signup date|sign up date|"
                            + "registered|registered at|registration date|join date|customer since|注册时间|注册日期|加入日期|入会日期|入会时间|"
                            + "创建时间|创建日期|开户日期"),
            Map.entry("ended", "ended|end date|churn date|closed at|contract end|结束日期|流失日期|合同到期|合同结束日期|到期日期"),
            Map.entry("tags", "tags|labels|标签|客户标签"),
            Map.entry("preferences", "preferences|interests|偏好|兴趣|爱好"),
            Map.entry("consent", "consent|marketing consent|opt in|subscribed|可营销|营销同意|接受营销|是否订阅"),
            Map.entry("relation", "relation|customer status|lifecycle stage|status|客户状态|客户关系|状态"));
    private static final Map<String, String> INTERACTIONS = Map.ofEntries(
            Map.entry(
                    "id",
                    "id|order id|order no|order number|ticket id|ticket number|case id|case number|incident number|"
                            + "number|interaction id|订单号|订单编号|订单id|工单号|工单编号|流水号|编号|单号"),
            Map.entry(
                    "customer",
                    "customer|customer id|cust id|customer no|customer number|client id|account id|user id|"
                            + "requester id|contact id|member id|buyer id|客户|客户id|客户编号|客户编码|客户号|会员号|会员编号|会员id|用户id|买家id"),
            Map.entry("kind", "kind|type|interaction type|ticket type|类型|互动类型|业务类型|工单类型"),
            Map.entry("channel", "channel|via|contact channel|渠道|来源渠道|联系渠道|受理渠道"),
            Map.entry("subject", "subject|title|short description|summary|主题|标题|工单标题"),
            Map.entry("body", "body|description|content|message|text|details|内容|描述|问题描述|工单内容|详情"),
            Map.entry("resolution", "resolution|resolution notes|close notes|solution|answer|解决办法|解决方案|处理结果|处理方案"),
            Map.entry("product", "product|product name|item|item name|sku|产品|商品|产品名称|商品名称|品名"),
            Map.entry("category", "category|product category|类别|分类|品类|商品类别"),
            Map.entry("topic", "topic|issue type|话题|问题类型"),
            Map.entry("reason", "reason|root cause|cause|根本原因|原因|投诉原因|退货原因"),
            Map.entry(
                    "amount",
                    "amount|total|total amount|price|order total|order amount|revenue|sales|payment value|金额|"
                            + "订单金额|总金额|实付金额|支付金额|消费金额|合计"),
            Map.entry("quantity", "quantity|qty|count|units|数量|件数|购买数量"),
            Map.entry("currency", "currency|currency code|币种|货币"),
            Map.entry("staff", "staff|assignee|agent|assigned to|assignee name|employee|员工|客服|坐席|处理人|受理人|销售员"),
            Map.entry("campaign", "campaign|campaign name|活动|营销活动|活动名称"),
            Map.entry("tags", "tags|labels|标签"),
            Map.entry("status", "status|state|order status|ticket status|状态|订单状态|工单状态"),
            Map.entry("priority", "priority|urgency|优先级|紧急程度"),
            Map.entry(
                    "at",
                    "at|date|time|datetime|timestamp|created at|created|created date|create time|opened at|order date|"
                            + "order time|purchase date|时间|日期|下单时间|订单时间|订单日期|创建时间|创建日期|受理时间|发生时间|交易时间|购买日期"),
            Map.entry("firstResponseAt", "first response at|first response|first reply at|首次回复|首次响应时间|首次回复时间"),
            Map.entry("resolvedAt", "resolved at|resolved|closed at|solved at|completed at|解决时间|完成时间|关闭时间|办结时间"),
            Map.entry("dueAt", "due at|due date|due|deadline|截止时间|到期时间|应完成时间"));
    private static final Map<String, String> FEEDBACK = Map.ofEntries(
            Map.entry(
                    "id", "id|feedback id|response id|respondent id|review id|survey response id|反馈编号|答卷编号|序号|评价id|编号"),
            Map.entry(
                    "customer",
                    "customer|customer id|cust id|client id|user id|member id|account id|客户|客户id|客户编号|"
                            + "客户号|会员号|用户id"),
            Map.entry(
                    "interaction",
                    "interaction|order id|order no|order number|ticket id|ticket number|case id|订单号|订单编号|工单号|"
                            + "工单编号"),
            Map.entry("survey", "survey|survey name|survey id|问卷|问卷名称|调查名称"),
            Map.entry("touchpoint", "touchpoint|touch point|触点|环节"),
            Map.entry("channel", "channel|collector|渠道|来源渠道"),
            Map.entry("kind", "kind|type|feedback type|类型|反馈类型"),
            Map.entry("nps", "nps|nps score|likelihood to recommend|recommend|推荐分|推荐意愿|推荐度|nps得分"),
            Map.entry(
                    "csat",
                    "csat|csat score|satisfaction|satisfaction score|overall satisfaction|rating|score|stars|"
                            + "review score|满意度|满意度得分|总体满意度|评分|星级|得分"),
            Map.entry("ces", "ces|effort|effort score|customer effort|费力度"),
            Map.entry(
                    "comment",
                    "comment|comments|review|text|feedback|verbatim|open text|评语|评论|评价|评价内容|评论内容|意见|意见建议|" + "反馈内容"),
            Map.entry("product", "product|product name|item|产品|商品|产品名称|商品名称"),
            Map.entry("category", "category|product category|类别|分类|品类"),
            Map.entry("invitedAt", "invited at|sent at|invitation date|邀请时间|发送时间"),
            Map.entry("deliveredAt", "delivered at|送达时间"),
            Map.entry(
                    "at",
                    "at|date|time|datetime|timestamp|submitted at|responded at|response date|end date|created at|"
                            + "review date|时间|日期|提交时间|提交答卷时间|答题时间|评价时间|评论时间|反馈时间"));
    private static final Map<String, Map<String, String>> BY_TYPE =
            Map.of("customers", CUSTOMERS, "interactions", INTERACTIONS, "feedback", FEEDBACK);

    private HeaderGuess() {}

    /// By field, in the order of the columns.
    static Map<String, Origin> fields(FieldSet set, List<String> header) {
        Map<String, String> meanings = meanings(set);
        Map<String, Origin> guessed = new LinkedHashMap<>();
        for (String column : header) {
            String field = meanings.get(normal(column));
            if (field != null) {
                guessed.putIfAbsent(field, new Origin.Column(column));
            }
        }
        return guessed;
    }

    /// Fields of the table that the catalogue does not have (any more); a test expects none.
    static List<String> unknownFields(FieldSet set) {
        return BY_TYPE.getOrDefault(set.type(), Map.of()).keySet().stream()
                .filter(name -> !name.equals(Mapping.ID)
                        && set.named(name).filter(field -> !field.derived()).isEmpty())
                .sorted()
                .toList();
    }

    private static Map<String, String> meanings(FieldSet set) {
        Map<String, String> meanings = new HashMap<>();
        Map<String, String> table = BY_TYPE.getOrDefault(set.type(), Map.of());
        Set<String> importable = new HashSet<>(Set.of(Mapping.ID));
        for (Field<?> field : set.stored()) {
            if (!(field.kind() instanceof ValueKind.RunTime)) {
                importable.add(field.name());
                meanings.put(normal(field.name()), field.name());
                meanings.putIfAbsent(normal(field.label().en()), field.name());
                meanings.putIfAbsent(normal(field.label().zh()), field.name());
            }
        }
        table.forEach((field, names) -> {
            if (importable.contains(field)) {
                for (String name : names.split("\\|")) {
                    meanings.putIfAbsent(normal(name), field);
                }
            }
        });
        return meanings;
    }

    /// Lower case, letters and digits only: `Order_ID`, `order id` and `OrderId` are one name.
    private static String normal(String name) {
        return NumberText.halfWidth(name).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
