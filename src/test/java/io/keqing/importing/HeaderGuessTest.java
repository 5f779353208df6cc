package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.interaction.InteractionFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @Test
    void everyGuessedField_isInTheCatalogue() {
        for (FieldSet set : List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL)) {
            assertEquals(List.of(), HeaderGuess.unknownFields(set), set.type());
        }
    }
}
