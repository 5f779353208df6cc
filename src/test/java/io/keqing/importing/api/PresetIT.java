package io.keqing.importing.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.ResultSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What other systems export, invented, through the presets that are built in.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresetIT implements TestPropertyProvider {
    @Inject
    EmbeddedServer server;

    @Inject
    Database database;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.admin.password", Caller.PASSWORD, "keqing.zone", "UTC");
    }

    private Caller admin() {
        return Caller.admin(server);
    }

    private HttpResponse<String> post(String path, String fileName, String file) throws Exception {
        return admin().form(path, fileName, file, null);
    }

    private JsonNode load(String preset, String more, String fileName, String file) throws Exception {
        JsonNode look = Caller.json(post("/imports/preview", fileName, file));
        assertEquals(preset, look.path("presets").path(0).path("name").asText(), look.toString());
        return admin().load("/imports?preset=" + preset + more, fileName, file, null);
    }

    private String text(String sql) {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "no row";
            }
        });
    }

    @Test
    void aHelpdesk_ticketsAndTheirPeople() throws Exception {
        load(
                "zendesk-users",
                "",
                "users.json",
                "[{\"id\": 71, \"name\": \"Ann Example\", \"email\": \"ann@example.org\", \"role\": \"end-user\", "
                        + "\"organization_id\": 5, \"locale\": \"en-US\", \"time_zone\": \"UTC\", "
                        + "\"created_at\": \"2024-05-01T08:00:00Z\"}]");
        load(
                "zendesk-tickets",
                "",
                "tickets.ndjson",
                "{\"id\": 9, \"subject\": \"Kettle leaks\", \"description\": \"It drips.\", \"type\": null, \"status\": "
                        + "\"hold\", \"priority\": \"high\", \"requester_id\": 71, \"submitter_id\": 71, "
                        + "\"assignee_id\": 3, \"via\": {\"channel\": \"voice\"}, \"tags\": [\"kettle\", \"leak\"], "
                        + "\"created_at\": \"2024-06-01T10:00:00Z\"}\n{\"id\": 10, \"subject\": \"How do I descale it?\", "
                        + "\"description\": \"?\", \"type\": \"question\", \"status\": \"solved\", \"requester_id\": 71, "
                        + "\"submitter_id\": 71, \"assignee_id\": 3, \"created_at\": \"2024-06-02T10:00:00Z\"}\n");
        assertEquals(
                "9 case pending high phone Kettle leaks {kettle,leak} 2024-06-01 10:00:00+00 71 Ann Example",
                text(
                        "select concat_ws(' ', i.id, i.kind, i.status, i.priority, i.channel, i.subject, i.tags, i.at at time "
                                + "zone 'UTC' || '+00', c.id, c.name) from interaction i join customer c on c.key = "
                                + "i.customer_key where i.source = 'zendesk' and i.id = '9'"));
        assertEquals(
                "enquiry resolved",
                text("select kind || ' ' || status from interaction where source = 'zendesk' and id = '10'"));
        assertEquals("customer", text("select relation from customer where source = 'zendesk' and id = '71'"));
    }

    @Test
    void aCrm_customersFromATemplate_whoseColumnsAreMarkedAsRequired() throws Exception {
        load("fxiaoke-customers", "", "客户.csv", "客户名称（必填）,客户级别,成交状态,负责人（必填）,省,自定义\n示例贸易公司,A级,已成交,张某,浙江省,备用\n");
        assertEquals(
                "示例贸易公司 company A级 customer 张某 浙江省 备用",
                text(
                        "select concat_ws(' ', name, customer_type, tier, relation, owner, province, attributes ->> '自定义') "
                                + "from customer where source = 'fxiaoke'"));
        load(
                "zoho-contacts",
                "&source=zoho-eu",
                "Contacts.csv",
                "Record Id,Contact Owner,First Name,Last Name,Email,Created Time,Email Opt Out,Shoe size\n"
                        + "zcrm_1,Bo,Ann,Example,ann@example.org,2024-05-01 08:00:00,true,38\n");
        assertEquals(
                "zcrm_1 Ann Example Bo f 2024-05-01 38",
                text(
                        "select concat_ws(' ', id, name, owner, consent, joined, attributes ->> 'Shoe size') from customer "
                                + "where source = 'zoho-eu'"));
    }

    @Test
    void aSurvey_whoseQuestionsAreItsOwn() throws Exception {
        load(
                "wenjuanxing",
                "&source=spring",
                "1234_满意度.csv",
                "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、总体满意度,2、买过什么,3、建议\n"
                        + "1,2025/3/1 9:30:00,35秒,微信,N/A,192.0.2.7,5,茶壶┋茶杯,(空)\n"
                        + "2,2025/3/1 10:30:00,41秒,链接,N/A,192.0.2.8,3,(跳过),更多颜色\n");
        assertEquals(
                "spring survey 微信 2025-03-01 01:30:00",
                text("select concat_ws(' ', survey, kind, channel, at at time zone 'UTC') from feedback where source = "
                        + "'spring' and id = '1'"));
        assertEquals(
                "{\"2、买过什么\": [\"茶壶\", \"茶杯\"], \"1、总体满意度\": \"5\"}",
                text("select answers from feedback where source = 'spring' and id = '1'"));
        assertEquals(
                "{\"3、建议\": \"更多颜色\", \"1、总体满意度\": \"3\"}",
                text("select answers from feedback where source = 'spring' and id = '2'"));
        assertEquals(
                "192.0.2.8 41秒",
                text("select attributes ->> '来自IP' || ' ' || (attributes ->> '所用时间') from feedback where source = "
                        + "'spring' and id = '2'"));
        load(
                "qualtrics",
                "",
                "Autumn.csv",
                "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,ExternalReference,Q1,Q2\n"
                        + "Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,External Data Reference,"
                        + "How was it?,Why?\n"
                        + "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\","
                        + "\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\","
                        + "\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\","
                        + "\"{\"\"ImportId\"\":\"\"externalDataReference\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\","
                        + "\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n"
                        + "2025-03-01 09:00:00,2025-03-01 09:05:00,0,1,2025-03-01 09:05:00,R_1,c-7,4,-99\n");
        assertEquals(
                "autumn {\"Q1\": \"4\"} c-7",
                text("select concat_ws(' ', f.survey, f.answers, c.id) from feedback f join customer c on c.key = "
                        + "f.customer_key where f.source = 'autumn' and f.id = 'R_1'"));
        assertEquals(
                "How was it?", text("select label_en from run_time_field where holder = 'answers' and name = 'Q1'"));
    }

    @Test
    void thoseBuiltIn_areListedAndShown_andTheirNamesAreTaken() throws Exception {
        JsonNode all = admin().read("/presets");
        JsonNode zammad = null;
        for (JsonNode preset : all) {
            zammad = preset.path("name").asText().equals("zammad-tickets") ? preset : zammad;
        }
        assertTrue(zammad != null && zammad.path("builtIn").asBoolean(), all.toString());
        assertEquals("Zammad 工单", zammad.path("label").path("zh").asText());
        assertTrue(zammad.path("basis").path("en").asText().contains("no public export was at hand"));
        JsonNode shown = admin().read("/presets/zammad-tickets");
        assertEquals("number", shown.path("fields").path("id").asText());
        HttpResponse<String> taken = admin().put("/presets/zammad-tickets", "{\"type\": \"customers\"}");
        assertEquals(409, taken.statusCode(), taken.body());
        assertTrue(taken.body().contains("built-in"), taken.body());
    }

    @Test
    void aKeptPreset_isRecognised_too() throws Exception {
        HttpResponse<String> kept = admin().put(
                        "/presets/till",
                        "{\"type\": \"interactions\", \"source\": \"till\", \"fields\": {\"id\": "
                                + "\"Bon\", \"amount\": \"Summe\"}}");
        assertEquals(204, kept.statusCode(), kept.body());
        JsonNode known = Caller.json(post("/imports/preview", "a.csv", "BON,Summe,x,y\n1,2,3,4\n"))
                .path("presets");
        assertEquals("till", known.path(0).path("name").asText(), known.toString());
        assertEquals(0.5, known.path(0).path("share").asDouble());
        load("till", "", "a.csv", "BON,Summe,x,y\n1,2.50,3,4\n");
        assertEquals("2.50", text("select round(amount, 2) from interaction where source = 'till'"));
        for (JsonNode preset : admin().read("/presets")) {
            assertEquals(
                    !preset.path("name").asText().equals("till"),
                    preset.path("builtIn").asBoolean());
        }
    }

    @Test
    void aFileThatLacksWhatThePresetNeeds_isToldSo() throws Exception {
        HttpResponse<String> accepted = post("/imports?preset=zammad-tickets", "a.csv", "number,title\n1,a\n2,b\n");
        JsonNode job = admin().importOver(accepted);
        assertTrue(
                job.toString().contains("the file lacks the mapped columns created_at, customer_id"), job.toString());
        assertEquals(
                422,
                post("/imports?preset=zammad-tickets", "a.zip", "PK\003\004").statusCode());
        assertEquals(
                400,
                post("/imports?preset=zammad-tickets&source=No%20Source", "a.csv", "number,title\n1,a\n")
                        .statusCode());
        assertFalse(admin().get("/imports").body().contains("No Source"));
    }
}
