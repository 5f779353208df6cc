package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.importing.file.FileFormat;
import io.keqing.importing.value.DateOrder;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Scale;
import io.keqing.record.StagingPlan.Combine;
import io.keqing.record.StagingPlan.Empty;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
    private static final List<FieldSet> CATALOGUE =
            List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL);

    private static Mapping read(String json) {
        return MappingReader.read(json.replace('\'', '"'), CATALOGUE);
    }

    private static List<String> problems(String json) {
        return assertThrows(InvalidMapping.class, () -> read(json)).problems();
    }

    @Test
    void everyKeyOfTheContract_isRead() {
        Mapping mapping = read("""
                {'type': 'feedback', 'source': 'sfo-2018', 'sheet': 'Sheet1', 'table': 1, 'headerLine': 2, 'headerLines': 1,
                 'encoding': 'GB18030', 'delimiter': ';', 'quote': '\\'', 'escape': '\\\\', 'dateOrder': 'dmy',
                 'zone': 'Asia/Shanghai',
                 'fields': {'id': {'join': ['A', 'B']}, 'customer': {'column': 'C', 'source': 'crm'}, 'nps': 'N',
                            'survey': {'value': 'sfo'}, 'at': {'join': ['Date', 'Time'], 'with': 'T'}},
                 'values': {'nps': {'11': null}, 'kind': {'Return': 'review'}},
                 'answers': {'Q7': {'name': 'overall', 'label': {'zh': '总体', 'en': 'Overall'}, 'scale': [1, 5],
                             'missing': [0, 6]}},
                 'combine': {'csat': 'max', '*': 'last'}, 'existing': true, 'empty': 'clear', 'rest': 'drop'}""");
        assertEquals("feedback", mapping.type());
        assertEquals("sfo-2018", mapping.source());
        assertEquals(new FileFormat("Sheet1", 1, 2, 1, "GB18030", ";", "\"", "\\"), mapping.format());
        assertEquals(DateOrder.DMY, mapping.dateOrder());
        assertEquals(ZoneId.of("Asia/Shanghai"), mapping.zone());
        assertEquals(
                new Origin.Joined(List.of("A", "B"), " ", null),
                mapping.fields().get("id"));
        assertEquals(new Origin.Column("C", "crm"), mapping.fields().get("customer"));
        assertEquals(new Origin.Constant("sfo"), mapping.fields().get("survey"));
        assertEquals(
                new Origin.Joined(List.of("Date", "Time"), "T", null),
                mapping.fields().get("at"));
        assertTrue(mapping.values().get("nps").containsKey("11"));
        assertNull(mapping.values().get("nps").get("11"));
        assertEquals(List.of("0", "6"), mapping.answers().get("Q7").missing());
        assertEquals(Map.of("csat", Combine.MAX, "*", Combine.LAST), mapping.combine());
        assertEquals(Empty.CLEAR, mapping.empty());
        assertEquals(Mapping.Rest.DROP, mapping.rest());
        assertTrue(mapping.existing());
    }

    @Test
    void columnsThatAreNotMapped_mayBecomeAnswers_exceptThoseKeptAsAttributes() {
        Mapping mapping = read("""
                {'type': 'feedback', 'fields': {'id': 'no'}, 'answers': {'*': {'missing': [-3], 'scale': [1, 5]}},
                 'attributes': ['ip'], 'rest': 'answers'}""");
        assertEquals(Mapping.Rest.ANSWERS, mapping.rest());
        assertEquals(List.of("ip"), mapping.attributes());
        assertEquals(
                new Answer("*", null, new Scale(1, 5), List.of("-3")),
                mapping.answers().get(Mapping.REST));
        assertEquals(
                List.of("rest must not be answers: they are for feedback only, the type is customers"),
                problems("{'type': 'customers', 'rest': 'answers'}"));
        assertEquals(
                List.of("answers.* is for \"rest\": \"answers\" only"),
                problems("{'type': 'feedback', 'answers': {'*': {'missing': [0]}}}"));
        assertEquals(
                List.of("answers.* must not have a name or label: it stands for many questions"),
                problems("{'type': 'feedback', 'answers': {'*': {'name': 'q'}}, 'rest': 'answers'}"));
        assertEquals(
                List.of("attributes must not name q, which is an answer"),
                problems("{'type': 'feedback', 'answers': {'q': {}}, 'attributes': ['q']}"));
    }

    @Test
    void aMappingWrittenAsJson_isReadBackEqual() {
        for (String json : List.of(
                "{'type': 'feedback', 'fields': {'id': 'n'}, 'answers': {'*': {'missing': ['x']}}, 'attributes': ['ip'], "
                        + "'rest': 'answers'}",
                "{'type': 'customers'}",
                "{'type': 'customers', 'source': 'crm', 'fields': {'id': 'uid', 'name': 'n'}, 'aliases': ['cid']}",
                "{'type': 'interactions', 'dateOrder': 'mdy', 'zone': 'UTC', 'delimiter': '\\t', 'fields': {'id': "
                        + "{'hash': ['a', 'b']}, 'kind': {'value': 'order'}}, 'values': {'status': {'x': null, 'y': 'open'}},"
                        + "'also': [{'type': 'customers', 'fields': {'id': 'c'}, 'rest': 'attributes'}]}")) {
            Mapping mapping = read(json);
            assertEquals(mapping, MappingReader.read(mapping.json(), CATALOGUE));
        }
    }

    @Test
    void aFurtherType_inheritsSourceZoneAndDateOrder() {
        Mapping also = read("{'type': 'interactions', 'source': 'shop', 'zone': 'UTC', 'dateOrder': 'dmy', 'also': "
                        + "[{'type': 'customers', 'fields': {'id': 'c'}}]}")
                .also()
                .getFirst();
        assertEquals("shop", also.source());
        assertEquals(ZoneId.of("UTC"), also.zone());
        assertEquals(DateOrder.DMY, also.dateOrder());
    }

    @Test
    void allProblems_areToldTogether_eachWithItsPlace() {
        List<String> problems = problems("""
                {'type': 'interactions', 'sauce': 'x', 'source': 'Große', 'zone': 'Mars', 'encoding': 'none-8',
                 'delimiter': 'no blank', 'fields': {'nosuch': 'a', 'overdue': 'b', 'at': 7, 'amount': {'hash': ['a']}},
                 'combine': {'kind': 'sum', 'amount': 'median'}, 'empty': 'replace',
                 'also': [{'type': 'customers', 'fields': {'name': 'n'}, 'delimiter': ';'}]}""");
        for (String start : List.of(
                "sauce is not a mapping key",
                "source must match",
                "zone must be a time zone",
                "encoding must name a character set",
                "delimiter must be 1 to 5 characters or empty",
                "fields.nosuch interactions have no such field",
                "fields.overdue is worked out by Keqing",
                "fields.at must be a column name",
                "fields.amount must be a column name",
                "combine.kind can't be sum",
                "combine.amount must be one of [sum, min, max, first, last, all], was \"median\"",
                "empty must be keep or clear",
                "also[0].delimiter belongs to the mapping of the whole file",
                "also[0].fields.id must be mapped")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(start)), start + " in " + problems);
        }
        assertEquals(14, problems.size(), problems.toString());
    }

    @Test
    void customersWithoutAnId_areRefused_asAreTypesThatAreNone() {
        assertEquals(
                List.of("fields.id must be mapped: customers without an id can't be told apart"),
                problems("{'type': 'customers', 'fields': {'name': 'n'}}"));
        assertEquals(
                List.of("type must be one of [customers, interactions, feedback], was \"people\""),
                problems("{'type': 'people'}"));
        assertTrue(problems("{'type': ").getFirst().startsWith("must be JSON: "));
        assertTrue(problems("{'type': 'customers', 'type': 'customers'}")
                .getFirst()
                .startsWith("must be JSON: Dupl"));
        assertTrue(problems("[]").getFirst().startsWith("the mapping must be an object"));
    }
}
