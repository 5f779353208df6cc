package io.keqing.importing.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Imports over REST, as a script makes them.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportApiIT implements TestPropertyProvider {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MAPPING =
            "{\"type\": \"customers\", \"source\": \"rest\", \"fields\": {\"id\": \"id\", \"name\": \"name\", "
                    + "\"joined\": \"joined\"}}";

    @Inject
    EmbeddedServer server;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.admin.password", Caller.PASSWORD, "keqing.zone", "UTC");
    }

    private Caller admin() {
        return Caller.admin(server);
    }

    private static String part(String name, String extra, String type, String content) {
        return "--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"" + extra + "\r\nContent-Type: " + type
                + "\r\n\r\n" + content + "\r\n";
    }

    private HttpResponse<String> post(String path, String file, String mappingPart) throws Exception {
        String body = part("file", "; filename=\"客户.csv\"", "text/csv", file) + mappingPart + "--edge--\r\n";
        return admin().call("POST", path, body, "Content-Type", "multipart/form-data; boundary=edge");
    }

    private JsonNode await(HttpResponse<String> accepted) throws Exception {
        return admin().importOver(accepted);
    }

    @Test
    void aFileWithAMapping_isImported_andItsRejectsAreACsv() throws Exception {
        String file = "id,name,joined,note\n1,Ann,2025-01-01,a\n2,Bo,soon,\"b,c\"\n";
        for (String mapping : new String[] {
            part("mapping", "", "text/plain", MAPPING),
            part("mapping", "", "application/json", MAPPING),
            part("mapping", "; filename=\"mapping.json\"", "application/octet-stream", MAPPING)
        }) {
            JsonNode job = await(post("/imports", file, mapping));
            assertEquals("finished", job.path("state").asText(), job.toString());
            assertEquals("客户.csv", job.path("fileName").asText());
            assertEquals(2, job.path("read").asInt());
            assertEquals(1, job.path("created").asInt() + job.path("unchanged").asInt());
            assertEquals(1, job.path("rejected").asInt());
            assertEquals(2, job.path("types").path("customers").path("read").asInt());
            assertEquals("customers", job.path("mapping").path("type").asText());
            HttpResponse<String> rejects =
                    admin().get("/imports/" + job.path("id").asLong() + "/rejects");
            assertEquals(200, rejects.statusCode());
            assertEquals(
                    "\uFEFFline,column,value,rule,id,name,joined,note\r\n3,joined,soon,joined must be a day such as "
                            + "2025-03-25 or 3/25/2025,2,Bo,soon,\"b,c\"\r\n",
                    rejects.body());
            assertEquals(
                    "text/csv; charset=utf-8",
                    rejects.headers().firstValue("Content-Type").orElseThrow().toLowerCase(java.util.Locale.ROOT));
            assertTrue(rejects.headers()
                    .firstValue("Content-Disposition")
                    .orElseThrow()
                    .startsWith("attachment"));
        }
        assertTrue(JSON.readTree(admin().get("/imports").body()).size() >= 3);
    }

    @Test
    void anImport_isTakenBack_andWhatStaysIsACsv() throws Exception {
        String mapping = part("mapping", "", "text/plain", MAPPING.replace("\"rest\"", "\"wrong\""));
        JsonNode job = await(post("/imports", "id,name,joined\n1,Ann,2025-01-01\n2,Bo,2025-01-02\n", mapping));
        assertTrue(job.path("undoable").asBoolean(), job.toString());
        assertTrue(job.path("undo").isNull(), job.toString());
        long id = job.path("id").asLong();
        HttpResponse<String> asked = admin().post("/imports/" + id + "/undo", "");
        assertEquals(202, asked.statusCode(), asked.body());
        for (int i = 0; i < 500 && !job.at("/undo/state").asText().equals("finished"); i++) {
            Thread.sleep(20);
            job = JSON.readTree(admin().get("/imports/" + id).body());
        }
        assertEquals(
                "{\"state\":\"finished\",\"removed\":2,\"restored\":0,\"kept\":0}",
                job.path("undo").toString());
        assertEquals(404, admin().get("/customers/wrong/1").statusCode());
        assertEquals(
                "\uFEFFtype,source,id,field,reason\r\n",
                admin().get("/imports/" + id + "/kept").body());
        JsonNode dry = await(post("/imports?dryRun=true", "id,name,joined\n1,Ann,2025-01-01\n", mapping));
        assertEquals(
                409,
                admin().post("/imports/" + dry.path("id").asLong() + "/undo", "")
                        .statusCode());
        assertEquals(404, admin().post("/imports/987654321/undo", "").statusCode());
    }

    @Test
    void aMappingWithProblems_isRefusedAtOnce_withAllOfThem() throws Exception {
        HttpResponse<String> refused = post(
                "/imports",
                "id\n1\n",
                part("mapping", "", "application/json", "{\"type\": \"customers\", \"sauce\": 1, \"rest\": \"keep\"}"));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("sauce is not a mapping key"), refused.body());
        assertTrue(refused.body().contains("rest must be one of [attributes, answers, drop]"), refused.body());
        assertEquals(400, post("/imports", "id\n1\n", "").statusCode());
        assertEquals(404, post("/imports?preset=none", "id\n1\n", "").statusCode());
        assertEquals(404, admin().get("/imports/999999").statusCode());
    }

    @Test
    void aPreset_isKept_shown_andUsed_alsoForADryRun() throws Exception {
        HttpResponse<String> kept = admin().put("/presets/crm%20%E5%AE%A2%E6%88%B7", MAPPING);
        assertEquals(204, kept.statusCode(), kept.body());
        assertEquals(
                JSON.readTree(MAPPING),
                JSON.readTree(admin().get("/presets/crm%20%E5%AE%A2%E6%88%B7").body()));
        JsonNode job = await(post(
                "/imports?preset=crm%20%E5%AE%A2%E6%88%B7&dryRun=true", "id,name,joined\n77,Ann,2025-01-01\n", ""));
        assertEquals("finished", job.path("state").asText());
        assertEquals(1, job.path("read").asInt());
        assertEquals(0, job.path("created").asInt());
        assertEquals(404, admin().get("/customers/rest/77").statusCode());
        assertEquals(404, admin().get("/presets/none").statusCode());
    }

    @Test
    void aPreview_showsHowTheFileWasTakenApart_andWhatItsColumnsMean() throws Exception {
        HttpResponse<String> answer = post("/imports/preview?rows=1", "客户编号;客户名称;x\n1;张三;a\n2;李四;b\n", "");
        JsonNode look = JSON.readTree(answer.body());
        assertEquals("UTF-8", look.path("encoding").asText(), answer.body());
        assertEquals(";", look.path("delimiter").asText());
        assertEquals("customers", look.path("type").asText());
        assertEquals(2, look.path("rowCount").asInt());
        assertEquals(1, look.path("rows").size());
        assertEquals("name", look.path("columns").path(1).path("guess").asText());
        assertEquals("李四", look.path("columns").path(1).path("samples").path(1).asText());
        HttpResponse<String> zip = post("/imports/preview", "PK\003\004", "");
        assertEquals(422, zip.statusCode(), zip.body());
    }

    @Test
    void aPreview_proposesFieldsByTheValues_andCodesThatMeanNoAnswer() throws Exception {
        StringBuilder file = new StringBuilder("no header says,x1,x2,Q1\n");
        for (int i = 0; i < 60; i++) {
            file.append("R-%02d,138001380%02d,p%d@example.com,%d\n".formatted(i, i, i, i % 6 == 5 ? 99 : i % 6 + 1));
        }
        String mapping = part("mapping", "", "application/json", "{\"type\": \"customers\"}");
        JsonNode columns = JSON.readTree(
                        post("/imports/preview", file.toString(), mapping).body())
                .path("columns");
        assertEquals("id phone email scale", kinds(columns));
        assertEquals("id", columns.path(0).path("guess").asText());
        assertEquals("values", columns.path(0).path("because").asText());
        assertEquals("phone", columns.path(1).path("guess").asText());
        assertEquals("email", columns.path(2).path("guess").asText());
        assertEquals("", columns.path(3).path("guess").asText());
        assertTrue(columns.path(3).path("because").isNull());
        assertEquals("[1.0,5.0]", columns.path(3).path("scale").toString());
        assertEquals("[\"99\"]", columns.path(3).path("missing").toString());
    }

    private static String kinds(JsonNode columns) {
        StringJoiner kinds = new StringJoiner(" ");
        columns.forEach(column -> kinds.add(column.path("kind").asText()));
        return kinds.toString();
    }
}
