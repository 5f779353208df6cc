package io.keqing.record.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Fields born at run time are renamed, merged, dropped and taken up again over HTTP; the records keep their values.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldUpkeepIT {
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        for (String[] one : new String[][] {
            {"1", "{\"colour\":\"red\",\"size\":39,\"ref\":\"x1\"}"},
            {"2", "{\"color\":\"red\",\"size\":40}"},
            {"3", "{\"colour\":\"blue\",\"color\":\"green\",\"height\":\"tall\"}"}
        }) {
            assertEquals(
                    201,
                    admin.put(
                                    "/customers/upkeep/" + one[0],
                                    "{\"name\":\"N" + one[0] + "\",\"attributes\":" + one[1] + "}")
                            .statusCode());
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void change(String body) throws Exception {
        var answer = admin.put("/fields/customers", "{\"fields\":[" + body + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private List<String> names(String list) throws Exception {
        List<String> names = new ArrayList<>();
        JsonNode fields = admin.read("/fields/customers").path(list);
        fields.forEach(field -> names.add(
                field.isTextual() ? field.asText() : field.path("name").asText()));
        return names.stream()
                .filter(name -> name.startsWith("attributes."))
                .sorted()
                .toList();
    }

    @Test
    void mergedFields_areFoundByOne_andRecordsKeepBothNames() throws Exception {
        admin.search("/customers/search?f.attributes.colour=red", 1);
        change("{\"name\":\"attributes.color\",\"mergeInto\":\"attributes.colour\"}");
        admin.search("/customers/search?f.attributes.colour=red", 2);
        admin.search("/customers/search?f.attributes.colour=green", 1);
        assertTrue(!names("fields").contains("attributes.color"));
        assertEquals(
                "{\"color\":\"green\",\"colour\":\"blue\",\"height\":\"tall\"}",
                admin.read("/customers/upkeep/3").path("attributes").toString());
        // whoever brings the old name is found by the field that stayed
        admin.put("/customers/upkeep/4", "{\"name\":\"N4\",\"attributes\":{\"color\":\"violet\"}}");
        admin.search("/customers/search?f.attributes.colour=violet", 1);

        change("{\"name\":\"attributes.colour\",\"rename\":\"Farbe\"}");
        admin.search("/customers/search?f.attributes.Farbe=red", 2);
        assertProblem(422, "attributes.colour", admin.get("/customers/search?f.attributes.colour=red"));
    }

    @Test
    void numbersMergedIntoTexts_areTexts() throws Exception {
        admin.search("/customers/search?f.attributes.size=39..40", 2);
        change("{\"name\":\"attributes.height\",\"mergeInto\":\"attributes.size\"}");
        admin.search("/customers/search?f.attributes.size=tall", 1);
        admin.search("/customers/search?f.attributes.size=39", 1);
    }

    @Test
    void aDroppedField_isSearchedNoMore_untilItIsTakenUpAgain() throws Exception {
        admin.search("/customers/search?f.attributes.ref=x1", 1);
        change("{\"name\":\"attributes.ref\",\"drop\":true}");
        assertEquals(List.of("attributes.ref"), names("dropped"));
        assertProblem(422, "attributes.ref", admin.get("/customers/search?f.attributes.ref=x1"));
        assertEquals(
                "x1", admin.read("/customers/upkeep/1").at("/attributes/ref").asText());
        admin.put("/customers/upkeep/5", "{\"name\":\"N5\",\"attributes\":{\"ref\":\"x5\"}}");
        assertProblem(422, "attributes.ref", admin.get("/customers/search?f.attributes.ref=x5"));
        change("{\"name\":\"attributes.ref\",\"drop\":false}");
        assertEquals(List.of(), names("dropped"));
        admin.search("/customers/search?f.attributes.ref=x1", 1);
        admin.search("/customers/search?f.attributes.ref=x5", 1);
    }

    @Test
    void whatCannotBe_isRefusedWithTheReason() throws Exception {
        assertProblem(
                422,
                "two different fields",
                admin.put(
                        "/fields/customers",
                        "{\"fields\":[{\"name\":\"attributes.size\",\"mergeInto\":\"attributes.size\"}]}"));
        assertProblem(
                422,
                "must stand alone",
                admin.put(
                        "/fields/customers",
                        "{\"fields\":[{\"name\":\"attributes.size\",\"drop\":true,\"facet\":true}]}"));
        assertProblem(
                422,
                "was dropped",
                admin.put("/fields/customers", "{\"fields\":[{\"name\":\"attributes.never\",\"drop\":false}]}"));
        assertProblem(
                403,
                "ADMIN",
                admin.make(Role.MANAGER)
                        .put("/fields/customers", "{\"fields\":[{\"name\":\"attributes.size\",\"drop\":true}]}"));
    }
}
