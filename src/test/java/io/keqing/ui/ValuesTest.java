package io.keqing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.customer.CustomerFields;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Values values = new Values("Asia/Shanghai", "CNY");

    @Test
    void signsThatTurnTheDirectionOfWriting_turnNothingAroundTheName() {
        assertEquals("\u2068\u202eretsoP\u2069", text("\u202eretsoP"));
        assertEquals("\u2068a\u202eb\u2069", text("a\u2069\u202eb"));
    }

    @Test
    void otherNamesStayAsTheyAre() {
        assertEquals("אבי Weir", text("אבי Weir"));
        assertEquals("王小明", text("王小明"));
    }

    private String text(String name) {
        return values.text(CustomerFields.NAME, name, Locale.ENGLISH);
    }
}
