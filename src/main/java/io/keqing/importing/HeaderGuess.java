package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import io.keqing.importing.file.HeaderNames;
import io.keqing.importing.value.NumberText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Which field a column name means: the catalogue's names and labels, and what exports of other systems call them.
/// The first column that means a field gets it.
final class HeaderGuess {
    private static final Map<String, String> CUSTOMERS = Map.ofEntries(
            Map.entry(
                    "id",
                    "id|customer id|cust id|customer no|customer number|customer code|client id|account id|"
                            + "contact id|member id|user id|uid|客户id|record id|record id contact|external user id|external id|customer key|personid|person id|sys id|外部联系人id|客户唯一标识|买家id|粉丝id|openid|会员卡编号|客户编号|客户编码|客户代码|客户号|会员id|会员编号|会员号|会员卡号|用户id|编号"),
            Map.entry(
                    "name",
                    "name|customer name|full name|contact name|client name|customer|姓名|客户姓名|客户名称|名称|"
                            + "会员姓名|联系人|联系人姓名|昵称|客户昵称|买家昵称|微信昵称|客户全称|名字"),
            Map.entry("customerType", "customer type|account type|client type|客户类型|客户类别"),
            Map.entry("gender", "gender|sex|性别"),
            Map.entry("birthday", "birthday|birth date|date of birth|dob|生日|出生日期|出生年月"),
            Map.entry(
                    "phone",
                    "phone|mobile|mobile phone|mobile phone number|mobile number|office phone|work phone|business phone|primary phone|contact number|contact no|phone no|phones|phone number|telephone|tel|cell phone|手机|手机号|手机号码|"
                            + "电话|联系电话|电话号码|联系方式|移动电话|手机1|客户手机|客户手机号|客户电话|会员手机号|买家手机号|公司电话|固定电话|座机"),
            Map.entry(
                    "email",
                    "email|e mail|email address|mail|e mail address|primary email|work email|contact email|emails|邮箱|电子邮箱|邮件|电子邮件|邮箱地址"),
            Map.entry(
                    "address",
                    "address|street|street address|mailing address|mailing street|primary address street|billing street|default address address1|address line 1|address1|billing address street|地址|联系地址|详细地址|通讯地址|收货地址"),
            Map.entry(
                    "country",
                    "country|国家|country region|mailing country|billing country|primary address country|default address country code|所在国家|国家地区"),
            Map.entry(
                    "province",
                    "province|state|region|customer state|state region|state province|mailing state|mailing state province|billing state|primary address state|default address province code|省|省份|所在省|省市|地区"),
            Map.entry(
                    "city",
                    "city|town|customer city|mailing city|billing city|primary address city|default address city|市|城市|所在城市"),
            Map.entry(
                    "company",
                    "company|company name|organization|account|account name|associated company|default address company|organisation name|organization name|所属公司|所属客户|企业|公司全称|organisation|employer|公司|公司名称|单位|工作单位|企业名称"),
            Map.entry("industry", "industry|sector|行业|所属行业"),
            Map.entry("occupation", "occupation|job title|job|profession|title|position|function|职务名称|职业|职务|职位|岗位"),
            Map.entry("language", "language|preferred language|语言"),
            Map.entry(
                    "tier",
                    "tier|level|membership|loyalty tier|loyalty level|rating|客户分级|客户星级|会员卡等级|会员等级名称|vip等级|membership level|customer level|grade|等级|会员等级|会员级别|客户等级|客户级别"),
            Map.entry(
                    "points",
                    "points|loyalty points|score|reward points|points balance|可用积分|积分余额|剩余积分|会员总积分|积分|会员积分|当前积分"),
            Map.entry(
                    "owner",
                    "owner|account owner|account manager|sales rep|contact owner|lead owner|company owner|record owner|assigned user|assigned to|assigned to user|salesperson|sales person|客户所有人|所有人|跟进人|添加人|所属员工|服务人员|负责员工|导购|归属导购|负责人|客户经理|销售代表|所属销售|归属人"),
            Map.entry(
                    "acquired",
                    "acquired|lead source|channel|original source|original traffic source|latest source|source|获客渠道|添加渠道|添加方式|线索来源|注册来源|acquisition channel|source channel|来源|客户来源|来源渠道|渠道"),
            Map.entry(
                    "joined",
                    "joined|created at|created|create date|date created|date entered|creation date|signed up|sign up|first seen|account created|member since|created on|成为客户时间|成为会员时间|成为客户日期|添加时间|添加好友时间|领卡时间|建档时间|建档日期|首次添加时间|created date|created time|signup date|sign up date|"
                            + "registered|registered at|registration date|join date|customer since|注册时间|注册日期|加入日期|入会日期|入会时间|"
                            + "创建时间|创建日期|开户日期"),
            Map.entry("ended", "ended|end date|churn date|closed at|contract end|结束日期|流失日期|合同到期|合同结束日期|到期日期"),
            Map.entry("tags", "tags|labels|标签|tag|label|segments|企业标签|会员标签|标签名|客户标签"),
            Map.entry("preferences", "preferences|interests|偏好|兴趣|爱好"),
            Map.entry(
                    "consent",
                    "consent|marketing consent|opt in|subscribed|accepts marketing|accepts email marketing|email opt in|marketing opt in|newsletter|允许营销|可营销|营销同意|接受营销|是否订阅"),
            Map.entry(
                    "relation",
                    "relation|customer status|lifecycle stage|status|lead status|account status|客户阶段|生命周期|跟进状态|客户状态|客户关系|状态"));
    private static final Map<String, String> INTERACTIONS = Map.ofEntries(
            Map.entry(
                    "id",
                    "id|order id|order no|order number|ticket id|issue key|key|conversation id|activity id|deal id|opportunity id|invoice number|invoice no|transaction id|reference|record id|交易号|交易单号|交易编号|案例编号|服务单号|商机编号|会话id|主订单编号|ticket number|case id|case number|incident number|"
                            + "number|interaction id|订单号|订单编号|订单id|工单号|工单编号|流水号|编号|单号"),
            Map.entry(
                    "customer",
                    "customer|customer id|cust id|requester|reporter|contact|contact email|customer email|user email|email|client|account name|buyer|buyer name|associated contact|associated contact ids|external user id|买家昵称|买家手机号|会员手机号|买家|会员|报单人|客户手机号|客户名称|客户姓名|联系人|申请人|请求人|customer no|customer number|client id|account id|user id|"
                            + "requester id|contact id|member id|buyer id|客户|客户id|客户编号|客户编码|客户号|会员号|会员编号|会员id|用户id|买家id"),
            Map.entry(
                    "kind",
                    "kind|type|interaction type|case type|activity type|服务类型|互动方式|ticket type|类型|互动类型|业务类型|工单类型"),
            Map.entry(
                    "channel",
                    "channel|via|contact channel|case origin|origin|request source|order source|source|订单来源|下单渠道|来源|渠道|来源渠道|联系渠道|受理渠道"),
            Map.entry(
                    "subject",
                    "subject|title|short description|summary|ticket name|deal name|opportunity name|name|商机名称|概要|问题标题|主题|标题|工单标题"),
            Map.entry(
                    "body",
                    "body|description|content|message|text|ticket description|problem description|first message|备注内容|详细描述|details|内容|描述|问题描述|工单内容|详情"),
            Map.entry("resolution", "resolution|resolution notes|close notes|solution|answer|解决办法|解决方案|处理结果|处理方案"),
            Map.entry(
                    "product",
                    "product|product name|item|item name|sku|lineitem name|line item name|全部商品名称|商品|商品标题|宝贝标题|产品|商品|产品名称|商品名称|品名"),
            Map.entry(
                    "category",
                    "category|product category|ticket category|issue category|问题分类|工单分类|商品类目|类别|分类|品类|商品类别"),
            Map.entry("topic", "topic|issue type|话题|问题类型"),
            Map.entry("reason", "reason|root cause|cause|根本原因|原因|投诉原因|退货原因"),
            Map.entry(
                    "amount",
                    "amount|total|total amount|price|grand total|deal amount|total price|net amount|invoice amount|订单实付金额|实付|买家实付金额|应付金额|成交金额|商机金额|销售金额|交易金额|order total|order amount|revenue|sales|payment value|金额|"
                            + "订单金额|总金额|实付金额|支付金额|消费金额|合计"),
            Map.entry("quantity", "quantity|qty|count|units|lineitem quantity|商品件数|商品数量|宝贝总数量|数量|件数|购买数量"),
            Map.entry("currency", "currency|currency code|币种|货币"),
            Map.entry(
                    "staff",
                    "staff|assignee|agent|assigned to|assigned to technician|assigned technician|technician|ticket owner|case owner|deal owner|opportunity owner|owner|assigned user|teammate|teammate currently assigned|负责人|所有人|跟进人|经办人|客服人员|商机所有人|assignee name|employee|员工|客服|坐席|处理人|受理人|销售员"),
            Map.entry("campaign", "campaign|campaign name|活动|营销活动|活动名称"),
            Map.entry("tags", "tags|labels|标签"),
            Map.entry(
                    "status",
                    "status|state|order status|ticket status|financial status|case status|ticket pipeline stage|deal stage|stage|issue status|交易状态|处理状态|商机阶段|销售阶段|状态|订单状态|工单状态"),
            Map.entry("priority", "priority|urgency|ticket priority|issue priority|重要程度|优先级|紧急程度"),
            Map.entry(
                    "at",
                    "at|date|time|datetime|timestamp|create date|date created|date opened|opening date|date entered|date time opened|started at|conversation started at|订单创建时间|买家付款时间|付款时间|支付时间|成交时间|报修时间|提交时间|created at|created|created date|create time|opened at|order date|"
                            + "order time|purchase date|时间|日期|下单时间|订单时间|订单日期|创建时间|创建日期|受理时间|发生时间|交易时间|购买日期"),
            Map.entry("firstResponseAt", "first response at|first response|first reply at|首次回复|首次响应时间|首次回复时间"),
            Map.entry(
                    "resolvedAt",
                    "resolved at|resolved|close date|date closed|closed date|closed time|date time closed|resolution date|solve date|last closed at|解决日期|关闭日期|完结时间|closed at|solved at|completed at|解决时间|完成时间|关闭时间|办结时间"),
            Map.entry("dueAt", "due at|due date|due|time to resolve|要求完成时间|预计完成时间|deadline|截止时间|到期时间|应完成时间"));
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

    /// By field. A name that says so as it stands goes before one that says so without its units and remarks, and a
    /// whole name before one in two columns.
    static Map<String, Origin> fields(FieldSet set, List<String> header) {
        Map<String, String> meanings = meanings(set);
        Map<String, Origin> guessed = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (UnaryOperator<String> spelling : List.<UnaryOperator<String>>of(name -> name, HeaderNames::bare)) {
            for (String column : header) {
                String field = meanings.get(normal(spelling.apply(column)));
                if (field != null && !guessed.containsKey(field) && taken.add(column)) {
                    guessed.put(field, new Origin.Column(column));
                }
            }
        }
        if (set.type().equals("customers") && !guessed.containsKey("name")) {
            NameParts.of(header, taken).ifPresent(name -> guessed.put("name", name));
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
        Map<String, String> named = new HashMap<>();
        table.forEach((field, names) -> {
            if (importable.contains(field)) {
                for (String name : names.split("\\|")) {
                    String other = named.put(normal(name), field);
                    if (other != null && !other.equals(field)) {
                        // which of the two came first would be another one in each process
                        throw new IllegalStateException(
                                name + " must mean one field, means " + other + " and " + field);
                    }
                    meanings.putIfAbsent(normal(name), field);
                }
            }
        });
        return meanings;
    }

    /// Lower case, letters and digits only: `Order_ID`, `order id` and `OrderId` are one name.
    static String normal(String name) {
        return NumberText.halfWidth(name).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
