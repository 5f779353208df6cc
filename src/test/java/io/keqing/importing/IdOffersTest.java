package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.customer.CustomerFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdOffersTest {
    private static String offers(String... header) {
        List<String> columns = List.of(header);
        return IdOffers.of(HeaderGuess.fields(CustomerFields.ALL, columns), columns)
                .text();
    }

    @Test
    void whatCouldBeTheId_isNamedByTheColumnsOfTheFile_asTheMappingWouldHaveIt() {
        assertEquals(
                "; \"id\" could be \"手机\" (phone) or \"邮箱\" (email) or {\"hash\": [\"姓名\", \"手机\", \"邮箱\"]}",
                offers("姓名", "手机", "邮箱"));
        assertEquals(
                "; \"id\" could be \"E-mail *\" (email) or {\"hash\": [\"First Name\", \"Last Name\", \"E-mail *\"]}",
                offers("First Name", "Last Name", "E-mail *", "x"));
        assertEquals(
                "; \"id\" could be {\"hash\": [\"a\", \"b\"]}", offers("a", "b"), "all columns where none is known");
    }
}
