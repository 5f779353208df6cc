package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.importing.value.DateOrder;
import io.keqing.interaction.InteractionFields;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a mapping says about values, and what a reader makes of single texts by it.
class FileValuesTest {
    private static final List<FieldSet> CATALOGUE =
            List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL);
    private static final ValueReader READER =
            new ValueReader(new Habits(DateOrder.MDY, false, ZoneId.of("Asia/Shanghai")));

    private static Mapping read(String json) {
        return MappingReader.read(json.replace('\'', '"'), CATALOGUE);
    }

    private static List<String> problems(String json) {
        return assertThrows(InvalidMapping.class, () -> read(json)).problems();
    }

    @Test
    void aMapping_saysHowItsFileWritesValues_andKeepsIt() {
        Mapping mapping = read("""
                {'type': 'interactions', 'decimal': ',', 'group': '.', 'nothing': {'*': ['NULL'], 'Total': ['free']},
                 'fields': {'id': 'No', 'amount': {'column': 'Total', 'factor': 10000}, 'quantity': {'sum': ['A', 'B']},
                            'product': {'column': 'Item', 'pattern': '^([A-Z]+)-'}},
                 'values': {'topic': {'Other': {'column': 'Other, which'}, 'x': null}},
                 'also': [{'type': 'customers', 'fields': {'id': 'C'}}]}""");
        assertEquals(',', mapping.writing().decimal());
        assertEquals(List.of("free"), mapping.writing().nothing().get("Total"));
        assertEquals(
                new Origin.Column("Total", null, new BigDecimal(10000)),
                mapping.fields().get("amount"));
        assertEquals(
                new Origin.Computed(Origin.Operation.SUM, List.of("A", "B")),
                mapping.fields().get("quantity"));
        assertEquals(
                new Origin.Part("Item", "^([A-Z]+)-", null), mapping.fields().get("product"));
        assertEquals(Map.of("Other", "Other, which"), mapping.lookups().get("topic"));
        assertNull(mapping.values().get("topic").get("x"));
        assertTrue(TypeBinding.columns(mapping).containsAll(List.of("A", "B", "Item", "Other, which")));
        assertEquals(mapping.writing(), mapping.also().getFirst().writing());
        assertEquals(mapping, MappingReader.read(mapping.json(), CATALOGUE));
        Mapping off = read("{'type': 'customers', 'nothing': []}");
        assertFalse(off.writing().hasUsualWords());
        assertEquals(off, MappingReader.read(off.json(), CATALOGUE));
    }

    @Test
    void whatAMappingCannotSay_isToldWithItsPlace() {
        assertEquals(
                List.of("decimal must be one of \".\", \",\", was \";\""),
                problems("{'type': 'customers', 'decimal': ';'}"));
        assertEquals(
                List.of("group must be another sign than the decimal one, was \".\""),
                problems("{'type': 'customers', 'decimal': '.', 'group': '.'}"));
        assertTrue(problems("{'type': 'customers', 'nothing': 'NULL'}")
                .getFirst()
                .startsWith("nothing must be an object"));
        assertEquals(
                List.of("fields.name.product is for numbers and money only"),
                problems("{'type': 'customers', 'fields': {'id': 'i', 'name': {'product': ['a', 'b']}}}"));
        assertTrue(problems("{'type': 'customers', 'fields': {'id': 'i', 'name': {'column': 'a', 'pattern': '(('}}}")
                .getFirst()
                .startsWith("fields.name.pattern must be a regular expression"));
        assertTrue(problems("{'type': 'customers', 'fields': {'id': 'i', 'name': {'column': 'a', 'pattern': 'a+'}}}")
                .getFirst()
                .startsWith("fields.name.pattern must have one group"));
        assertTrue(problems("{'type': 'customers', 'fields': {'id': 'i', 'points': {'column': 'a', 'factor': 0}}}")
                .getFirst()
                .startsWith("fields.points.factor must be a number above zero"));
    }

    @Test
    void ids_neverMergeWhatASpreadsheetHasCut() throws UnreadableValue {
        assertEquals("N1", READER.id("id", "\u200BN1\u00A0", ColumnHabits.USUAL).value());
        assertEquals("00123", READER.id("id", "'00123", ColumnHabits.USUAL).value());
        assertNull(READER.id("id", "NULL", ColumnHabits.USUAL).value());
        assertEquals("1001.0", READER.id("id", "1001.0", ColumnHabits.USUAL).value());
        assertTrue(assertThrows(UnreadableValue.class, () -> READER.id("id", "1.2E+10", ColumnHabits.USUAL))
                .rule()
                .startsWith("id must be no number with an exponent"));
        assertNull(READER.read(CustomerFields.PHONE, "1.39E+10").value());
        assertNull(READER.read(InteractionFields.CUSTOMER, "#N/A").value());
    }

    @Test
    void wordsForNothing_areMissingValues_butNotInNames() throws UnreadableValue {
        for (String word : List.of("NULL", "\\N", "--", "无", "N/A", "NA")) {
            assertNull(READER.read(CustomerFields.POINTS, word).value(), word);
            assertNull(READER.read(CustomerFields.BIRTHDAY, word).value(), word);
            assertNull(READER.read(InteractionFields.AMOUNT, word).value(), word);
            assertTrue(READER.read(InteractionFields.PRIORITY, word).understood(), word);
            assertEquals(word, READER.read(CustomerFields.NAME, word).value());
        }
        assertEquals("NA", READER.read(CustomerFields.COUNTRY, "NA").value(), "Namibia");
        assertEquals(
                List.of("\"0001-01-01 00:00:00\" is taken as no value"),
                READER.read(InteractionFields.AT, "0001-01-01 00:00:00").remarks());
    }

    @Test
    void aValueThatTheDatabaseRefuses_isARejectWithItsRule() {
        for (String text : List.of("0001-01-01T00:00:00+08:00", "-4714-01-01")) {
            ColumnHabits strict = new ColumnHabits(
                    ColumnHabits.USUAL.marks(), BigDecimal.ONE, "", null, false, true, Map.of(), null, Set.of(), false);
            assertThrows(UnreadableValue.class, () -> READER.read(InteractionFields.AT, text, strict), text);
        }
        assertTrue(assertThrows(UnreadableValue.class, () -> READER.read(InteractionFields.AMOUNT, "12345678901234567"))
                .rule()
                .contains("at most 16 digits"));
        assertThrows(UnreadableValue.class, () -> READER.read(CustomerFields.NAME, "a\0b"));
        assertThrows(UnreadableValue.class, () -> READER.read(CustomerFields.NAME, "a\uD83D"));
        assertThrows(UnreadableValue.class, () -> READER.read(CustomerFields.POINTS, "1e99"));
    }

    @Test
    void answers_areReadWithTheirLabels_andWordsNameTheWayOut() throws UnreadableValue {
        assertEquals(10d, READER.read(FeedbackFields.NPS, "10 - 非常愿意").value());
        assertEquals(4d, READER.read(FeedbackFields.CSAT, "★★★★☆").value());
        for (String word : List.of("愿意", "Yes", "often")) {
            assertTrue(
                    assertThrows(UnreadableValue.class, () -> READER.read(FeedbackFields.NPS, word))
                            .rule()
                            .contains("\"values\""),
                    word);
        }
        assertTrue(assertThrows(UnreadableValue.class, () -> READER.read(InteractionFields.AT, "25/3/25"))
                .rule()
                .contains("dateOrder"));
    }

    @Test
    void tags_arePartedByCommas_unlessAnotherSignParts() throws UnreadableValue {
        assertEquals(
                List.of("VIP", "老客户", "上海"),
                READER.read(CustomerFields.TAGS, "VIP, 老客户，上海").value());
        assertEquals(
                List.of("a, b", "c"),
                READER.read(CustomerFields.TAGS, "a, b; c").value());
        assertEquals(
                List.of("VIP", "老客户"),
                READER.read(CustomerFields.TAGS, "VIP\n老客户").value());
    }
}
