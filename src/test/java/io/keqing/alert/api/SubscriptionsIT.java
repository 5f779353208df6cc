package io.keqing.alert.api;

import static io.keqing.Caller.assertProblem;
import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keqing.Caller;
import io.keqing.alert.Subscriptions;
import io.keqing.job.Mail;
import io.keqing.privacy.Role;
import io.keqing.record.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.mail.internet.MimeMessage;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// E-mails of early warnings and saved searches, through a real mail server on the loopback.
class SubscriptionsIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void whoWantsToKnow_isWrittenTo_ofWarningsAtOnceAndOfSearchesWhereTheNumberIsAnother() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("keqing", "a password");
        server.start();
        try (EmbeddedServer portal = Caller.portal(Map.of(
                "keqing.zone", ZONE.getId(),
                "keqing.alert.first-look", "1h",
                "keqing.smtp.host", "127.0.0.1",
                "keqing.smtp.port", Integer.toString(server.getSmtp().getPort()),
                "keqing.smtp.user", "keqing",
                "keqing.smtp.password", "a password",
                "keqing.smtp.security", "none",
                "keqing.smtp.from", "keqing@example.com"))) {
            Caller admin = Caller.admin(portal);
            Caller analyst = admin.make(Role.ANALYST);
            Caller support = admin.make(Role.SUPPORT);
            assertProblem(403, "not for", support.post("/subscriptions", "{\"address\": \"s@example.com\"}"));
            assertProblem(422, "one e-mail address", analyst.post("/subscriptions", "{\"address\": \"a@b, c@d\"}"));
            assertProblem(404, "", analyst.post("/subscriptions", "{\"address\": \"a@example.com\", \"search\": 99}"));
            assertEquals(
                    201,
                    analyst.post("/subscriptions", "{\"address\": \"a@example.com\"}")
                            .statusCode());
            warned(admin);
            deliver(portal, server, 1);
            MimeMessage warning = server.getReceivedMessages()[0];
            assertTrue(warning.getSubject().contains("预警 / early warning: 台灯 · 电线发热"), warning.getSubject());
            assertTrue(
                    String.valueOf(warning.getContent()).contains("cases and complaints"), "the body tells how many");
            searches(portal, admin, analyst, server);
        } finally {
            server.stop();
        }
    }

    private static void warned(Caller admin) throws Exception {
        List<String> lines = new ArrayList<>();
        int id = 0;
        for (int day = 70; day >= 0; day--) {
            for (int i = 0; i < (day < 2 ? 15 : 2); i++) {
                lines.add(
                        "{\"source\": \"w\", \"id\": \"%d\", \"kind\": \"complaint\", \"product\": \"台灯\", \"topic\": \"电线发热\", \"at\": \"%s\"}"
                                .formatted(
                                        id++,
                                        Instant.now()
                                                .minus(day, ChronoUnit.DAYS)
                                                .minusSeconds(60)));
            }
        }
        assertEquals(
                200,
                admin.call(
                                "POST",
                                "/interactions/_batch",
                                String.join("\n", lines),
                                "Content-Type",
                                "application/x-ndjson")
                        .statusCode());
        admin.settle();
        assertEquals(
                1,
                json(admin.post("/alerts/look?day=" + LocalDate.now(ZONE), "{}"))
                        .size());
    }

    private static void deliver(EmbeddedServer portal, GreenMail server, int messages) throws Exception {
        Mail mail = portal.getApplicationContext().getBean(Mail.class);
        for (int i = 0; i < 100 && server.getReceivedMessages().length < messages; i++) {
            mail.deliver();
            Thread.sleep(50);
        }
        assertEquals(messages, server.getReceivedMessages().length);
    }

    private static void searches(EmbeddedServer portal, Caller admin, Caller analyst, GreenMail server)
            throws Exception {
        Subscriptions subscriptions = portal.getApplicationContext().getBean(Subscriptions.class);
        long search = json(analyst.post(
                        "/searches", "{\"name\": \"台灯\", \"query\": \"interactions/search?q=&f.product=台灯\"}"))
                .path("id")
                .asLong();
        assertTrue(search > 0);
        assertEquals(
                201,
                analyst.post("/subscriptions", "{\"address\": \"a@example.com\", \"search\": " + search + "}")
                        .statusCode());
        long total =
                analyst.read("/interactions/search?q=&size=0").path("total").asLong();
        assertEquals(1, subscriptions.tellSearches());
        assertEquals(0, subscriptions.tellSearches(), "once a day");
        deliver(portal, server, 2);
        assertTrue(String.valueOf(server.getReceivedMessages()[1].getContent()).contains(total + " records"));
        yesterday(portal);
        assertEquals(0, subscriptions.tellSearches(), "nothing is another number");
        assertTrue(admin.put("/interactions/w/more", "{\"kind\": \"case\", \"product\": \"台灯\"}")
                        .statusCode()
                < 300);
        admin.settle();
        yesterday(portal);
        assertEquals(1, subscriptions.tellSearches());
        deliver(portal, server, 3);
        assertTrue(String.valueOf(server.getReceivedMessages()[2].getContent()).contains(total + " when last told"));
        long id = analyst.read("/subscriptions").get(0).path("id").asLong();
        assertEquals(404, admin.delete("/subscriptions/" + id).statusCode(), "one's own only");
        assertEquals(204, analyst.delete("/subscriptions/" + id).statusCode());
    }

    private static void yesterday(EmbeddedServer portal) {
        Database database = portal.getApplicationContext().getBean(Database.class);
        database.inTransaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update mail_subscription set last_day = last_day - 1")) {
                return update.executeUpdate();
            }
        });
    }
}
