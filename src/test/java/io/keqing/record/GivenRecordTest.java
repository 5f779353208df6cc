package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenRecordTest {
    private static final Viewer ADMIN = new Viewer("root", Set.of(Role.ADMIN));
    private static final Viewer SUPPORT = new Viewer("ann", Set.of(Role.SUPPORT));

    private static GivenRecord read(FieldSet fields, Viewer viewer, boolean lenient, Map<String, ?> given) {
        RecordType type = new RecordType(
                fields,
                fields.type(),
                fields.type(),
                "",
                Map.of(),
                List.of(),
                "0",
                Map.of(),
                new RecordType.Known(fields == CustomerFields.ALL, fields == CustomerFields.ALL ? "a" : ""));
        return GivenRecord.read(type, new RecordId("crm", "7"), given, 3, new GivenRecord.Manner(lenient, viewer));
    }

    private static Object value(FieldSet fields, Field<?> field, Object given) {
        GivenRecord record = read(fields, ADMIN, false, Map.of(field.name(), given));
        assertEquals(List.of(), record.problems());
        return record.values().get(field);
    }

    private static String problem(FieldSet fields, String field, Object given) {
        GivenRecord record = read(fields, ADMIN, false, Map.of(field, given));
        assertEquals(1, record.problems().size(), field + " " + given);
        return record.problems().getFirst().sentence();
    }

    @Test
    void everyKindIsReadFromJsonAndFromItsOwnType() {
        FieldSet interactions = InteractionFields.ALL;
        assertEquals("a b", value(interactions, InteractionFields.SUBJECT, "a b"));
        assertEquals("case", value(interactions, InteractionFields.KIND, "case"));
        assertEquals("case", value(interactions, InteractionFields.KIND, "工单"));
        assertEquals("case", value(interactions, InteractionFields.KIND, "Case"));
        assertEquals(new BigDecimal("19.90"), value(interactions, InteractionFields.AMOUNT, new BigDecimal("19.90")));
        assertEquals(new BigDecimal("19.90"), value(interactions, InteractionFields.AMOUNT, "19.90"));
        assertEquals(3d, value(interactions, InteractionFields.QUANTITY, new BigDecimal("3")));
        assertEquals(
                Instant.parse("2026-01-31T01:30:00Z"),
                value(interactions, InteractionFields.AT, "2026-01-31T09:30:00+08:00"));
        assertEquals(Instant.EPOCH, value(interactions, InteractionFields.AT, Instant.EPOCH));
        assertEquals(List.of("a", "b"), value(interactions, InteractionFields.TAGS, List.of("a", "b", "a", " ")));
        assertEquals(List.of("a"), value(interactions, InteractionFields.TAGS, "a"));
        assertEquals(new RecordId("crm", "9"), value(interactions, InteractionFields.CUSTOMER, "9"));
        assertEquals(
                new RecordId("web", "9"),
                value(interactions, InteractionFields.CUSTOMER, Map.of("source", "web", "id", "9")));
        assertEquals(true, value(CustomerFields.ALL, CustomerFields.CONSENT, true));
        assertEquals(LocalDate.of(1999, 12, 31), value(CustomerFields.ALL, CustomerFields.BIRTHDAY, "1999-12-31"));
        assertEquals(
                Map.of("colour", List.of("red", "blue"), "size", List.of("12.50"), "vip", List.of("true")),
                value(
                        CustomerFields.ALL,
                        CustomerFields.ATTRIBUTES,
                        Map.of("colour", List.of("red", "blue"), "size", new BigDecimal("12.50"), "vip", true)));
    }

    @Test
    void aMessageNamesFieldRuleAndValue() {
        assertEquals(
                "nps must be a whole number from 0 to 10, was \"11\"",
                problem(FeedbackFields.ALL, "nps", new BigDecimal("11")));
        assertEquals(
                "ces must be a whole number from 1 to 7, was \"2.5\"",
                problem(FeedbackFields.ALL, "ces", new BigDecimal("2.5")));
        assertEquals(
                "kind must be one of survey, review, suggestion, complaint, other, was \"rant\"",
                problem(FeedbackFields.ALL, "kind", "rant"));
        assertEquals(
                "at must be an instant such as 2026-01-31T09:30:00Z, was \"yesterday\"",
                problem(FeedbackFields.ALL, "at", "yesterday"));
        assertEquals("consent must be true or false, was \"yes\"", problem(CustomerFields.ALL, "consent", "yes"));
        assertEquals("name must be a text, was \"12\"", problem(CustomerFields.ALL, "name", new BigDecimal("12")));
        assertTrue(
                problem(CustomerFields.ALL, "nme", "x").startsWith("nme is not a field of customers; they are name,"));
        assertEquals("orders is worked out by Keqing and cannot be written", problem(CustomerFields.ALL, "orders", 3));
        assertEquals("stub is worked out by Keqing and cannot be written", problem(CustomerFields.ALL, "stub", true));
        assertEquals("id must be that of the record, 7, was \"8\"", problem(CustomerFields.ALL, "id", "8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e17", "0.0000000001", "12a", "", "NaN"})
    void anAmountThatIsNoneIsRefused(String amount) {
        assertTrue(problem(InteractionFields.ALL, "amount", amount).startsWith("amount must "));
    }

    @Test
    void theNameOfAnAttributeIsPartOfTheMessage() {
        assertEquals(
                "attributes.colour must be a text, a number, true or false, or a list of them, was \"{a=b}\"",
                problem(CustomerFields.ALL, "attributes", Map.of("colour", Map.of("a", "b"))));
        assertTrue(problem(CustomerFields.ALL, "name", "a\0b").contains("NUL"));
        assertTrue(
                problem(CustomerFields.ALL, "attributes", Map.of("a", "a\0b")).contains("NUL"));
    }

    @Test
    void nullAndBlankMeanThatThereIsNone() {
        Map<String, Object> given = new HashMap<>();
        given.put("city", null);
        given.put("tier", "  ");
        given.put("name", "");
        GivenRecord record = read(CustomerFields.ALL, ADMIN, false, given);
        assertEquals(3, record.values().size());
        record.values().values().forEach(value -> assertNull(value));
    }

    @Test
    void allProblemsOfARecordAreToldTogether() {
        GivenRecord record =
                read(FeedbackFields.ALL, ADMIN, false, Map.of("nps", 11, "ces", 0, "nope", 1, "comment", "kept"));
        assertEquals(3, record.problems().size());
        assertTrue(record.problems().stream().allMatch(problem -> problem.line() == 3));
    }

    @Test
    void aLineOfABatchKeepsAnUnlistedChoiceAmongTheAttributes() {
        GivenRecord record =
                read(FeedbackFields.ALL, ADMIN, true, Map.of("kind", "rant", "attributes", Map.of("a", "b")));
        assertEquals(List.of(), record.problems());
        assertEquals("other", record.values().get(FeedbackFields.KIND));
        assertEquals(
                Map.of("a", List.of("b"), "kind_raw", List.of("rant")),
                record.values().get(FeedbackFields.ATTRIBUTES));
        assertEquals(
                "kind is not on the list, was \"rant\"",
                record.warnings().getFirst().sentence());
        GivenRecord customer = read(CustomerFields.ALL, ADMIN, true, Map.of("relation", "friend"));
        assertNull(customer.values().get(CustomerFields.RELATION));
        assertEquals(
                Map.of("relation_raw", List.of("friend")), customer.values().get(CustomerFields.ATTRIBUTES));
    }

    @Test
    void theMaskIsNeverWrittenBack() {
        assertEquals(
                "phone must not hold the mask • in place of a hidden value, was \"139••••5678\"",
                read(CustomerFields.ALL, SUPPORT, false, Map.of("phone", "139••••5678"))
                        .problems()
                        .getFirst()
                        .sentence());
        assertEquals(
                1,
                read(InteractionFields.ALL, SUPPORT, false, Map.of("body", "call a•••@b.com"))
                        .problems()
                        .size());
        assertEquals(
                1,
                read(InteractionFields.ALL, SUPPORT, false, Map.of("attributes", Map.of("tel", "139••••5678")))
                        .problems()
                        .size());
        assertEquals(
                0,
                read(InteractionFields.ALL, SUPPORT, false, Map.of("body", "• one\n• two"))
                        .problems()
                        .size());
        assertEquals(
                0,
                read(CustomerFields.ALL, ADMIN, false, Map.of("phone", "139••••5678"))
                        .problems()
                        .size());
    }
}
