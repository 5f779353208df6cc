package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.interaction.InteractionFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HeaderGuessTest {
    @Test
    void chineseHeaders_areUnderstood() {
        assertEquals(
                Map.of(
                        "id", new Origin.Column("客户编号"),
                        "name", new Origin.Column("客户名称"),
                        "phone", new Origin.Column("手机"),
                        "tier", new Origin.Column("会员等级")),
                HeaderGuess.fields(CustomerFields.ALL, List.of("客户编号", "客户名称", "手机", "会员等级", "备注")));
        assertEquals(
                Set.of("id", "customer", "at", "amount", "status"),
                HeaderGuess.fields(InteractionFields.ALL, List.of("订单号", "客户ID", "下单时间", "订单金额", "订单状态"))
                        .keySet());
    }

    @Test
    void englishHeaders_areUnderstood_howeverTheyAreSpelt() {
        assertEquals(
                Map.of(
                        "id", new Origin.Column("Customer_ID"),
                        "name", new Origin.Column("CustomerName"),
                        "joined", new Origin.Column("created at"),
                        "email", new Origin.Column("E-Mail")),
                HeaderGuess.fields(
                        CustomerFields.ALL, List.of("Customer_ID", "CustomerName", "created at", "E-Mail", "x")));
    }

    @Test
    void theFirstColumnThatMeansAField_getsIt_andDerivedFieldsAreNeverGuessed() {
        Map<String, Origin> guessed =
                HeaderGuess.fields(FeedbackFields.ALL, List.of("rating", "score", "state", "csatClass", "评语"));
        assertEquals(Map.of("csat", new Origin.Column("rating"), "comment", new Origin.Column("评语")), guessed);
    }

    private static Map<String, Origin> customers(String... header) {
        return HeaderGuess.fields(CustomerFields.ALL, List.of(header));
    }

    private static void assertFields(Set<String> expected, String... header) {
        Set<String> found = new TreeSet<>(customers(header).keySet());
        assertEquals(new TreeSet<>(expected), found, List.of(header).toString());
    }

    @Test
    void unitsStarsAndRemarks_areNoPartOfAName() {
        assertFields(
                Set.of("id", "name", "phone", "birthday", "points", "joined", "city"),
                "*客户编号",
                "客户名称(必填)",
                "手机号码*",
                "出生日期(yyyy-mm-dd)",
                "积分（分）",
                "创建时间 (UTC)",
                "城市：");
        assertFields(
                Set.of("id", "name", "phone", "email", "birthday", "city", "tier"),
                "【必填】客户编号",
                "2. 姓名",
                "手机号\n（11位数字）",
                "Email [required]",
                "Birth date yyyy-mm-dd",
                "★城市",
                "会员等级（选填）：");
        assertFields(Set.of("id", "points", "phone"), "客户编号\n请填写系统中的编号", "积分/分", "Phone (mobile) *");
        assertEquals(
                new Origin.Column("金额"),
                HeaderGuess.fields(InteractionFields.ALL, List.of("金额(万元)", "金额"))
                        .get("amount"),
                "a name that says so as it stands goes first");
        assertEquals(
                new Origin.Column("金额（万元）"),
                HeaderGuess.fields(InteractionFields.ALL, List.of("金额（万元）")).get("amount"));
    }

    @Test
    void aNameInSeveralColumns_isJoined_inTheOrderThatItIsSaidIn() {
        assertEquals(
                new Origin.Joined(List.of("First Name", "Last Name"), " ", null),
                customers("Record ID", "Last Name", "First Name").get("name"));
        assertEquals(
                new Origin.Joined(List.of("Given name", "Middle Name", "Surname"), " ", null),
                customers("id", "Given name", "Surname", "Middle Name").get("name"));
        assertEquals(
                new Origin.Joined(List.of("姓", "名"), "", null),
                customers("客户编号", "名", "姓").get("name"));
        assertEquals(new Origin.Column("姓名"), customers("编号", "姓", "名", "姓名").get("name"), "a whole name goes first");
        assertEquals(
                new Origin.Column("First Name"), customers("id", "First Name").get("name"));
    }

    @Test
    void headersOfOtherSystems_areUnderstood() {
        assertFields(
                Set.of("id", "name", "email", "phone", "owner", "joined", "relation"),
                "Record ID",
                "First Name",
                "Last Name",
                "Email",
                "Phone Number",
                "Contact owner",
                "Create Date",
                "Lifecycle Stage");
        assertFields(
                Set.of("id", "name", "company", "email", "phone", "city", "owner", "joined"),
                "ID",
                "First Name",
                "Last Name",
                "Account Name",
                "Email Address",
                "Office Phone",
                "Primary Address City",
                "Assigned to",
                "Date Created");
        assertFields(
                Set.of("id", "name", "email", "company", "address", "city", "country", "phone", "tags", "consent"),
                "Customer ID",
                "First Name",
                "Last Name",
                "Email",
                "Accepts Email Marketing",
                "Default Address Company",
                "Default Address Address1",
                "Default Address City",
                "Default Address Country Code",
                "Phone",
                "Tags");
        assertFields(
                Set.of("id", "name", "email", "phone", "joined"), "user_id", "name", "email", "phone", "signed_up");
        assertFields(
                Set.of("id", "name", "phone", "owner", "joined", "acquired", "tags"),
                "外部联系人ID",
                "客户名称",
                "手机号",
                "添加人",
                "添加时间",
                "来源",
                "标签");
        assertEquals(
                Set.of("id", "topic", "subject", "status", "priority", "staff", "customer", "at", "resolvedAt"),
                HeaderGuess.fields(
                                InteractionFields.ALL,
                                List.of(
                                        "Summary",
                                        "Issue key",
                                        "Issue Type",
                                        "Status",
                                        "Priority",
                                        "Assignee",
                                        "Reporter",
                                        "Created",
                                        "Resolved"))
                        .keySet());
        assertEquals(
                Set.of("id", "subject", "status", "at", "priority", "customer", "staff", "category"),
                HeaderGuess.fields(
                                InteractionFields.ALL,
                                List.of(
                                        "ID",
                                        "Title",
                                        "Status",
                                        "Last update",
                                        "Opening date",
                                        "Priority",
                                        "Requester",
                                        "Assigned to - Technician",
                                        "Category"))
                        .keySet());
        assertEquals(
                Set.of("id", "status", "customer", "product", "amount", "at"),
                HeaderGuess.fields(InteractionFields.ALL, List.of("订单号", "订单状态", "买家手机号", "全部商品名称", "订单实付金额", "订单创建时间"))
                        .keySet());
    }

    @Test
    void everyGuessedField_isInTheCatalogue() {
        for (FieldSet set : List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL)) {
            assertEquals(List.of(), HeaderGuess.unknownFields(set), set.type());
        }
    }
}
