package io.keqing.satisfaction.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Why a score changed, over HTTP, against parts worked out here from the same answers one by one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeIT {
    private static final String MAY = "/satisfaction/nps/change?f.survey=spring&from=2025-05-01&to=2025-05-31";

    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;
    private final List<Answer> answers = new ArrayList<>();

    private record Answer(
            int id, boolean may, String channel, String product, int nps, int csat, int ces, String comment) {
        String json(String survey) {
            return """
                    {"source": "why", "id": "%s%d", "survey": "%s", "at": "2025-%s-%02dT10:00:00Z", "channel": "%s",
                     "product": "%s", "nps": %d, "csat": %d, "ces": %d, "comment": "%s",
                     "answers": {"speed": %d, "price": %d, "manner": %d}}
                    """.formatted(
                            survey,
                            id,
                            survey,
                            may ? "05" : "04",
                            1 + id % 28,
                            channel,
                            product,
                            nps,
                            csat,
                            ces,
                            comment,
                            1 + (nps + id % 3) % 7,
                            1 + id % 7,
                            1 + (id / 7 + nps) % 7)
                    .replace("\n", "");
        }

        double points() {
            return nps >= 9 ? 1 : nps <= 6 ? -1 : 0;
        }
    }

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        assertEquals(200, admin.put("/surveys/spring", """
                        {"label": "Spring", "questions": [{"name": "speed", "scale": [1, 7]},
                         {"name": "price", "scale": [1, 7]}, {"name": "manner", "scale": [1, 7]}]}""").statusCode());
        Random random = new Random(10);
        StringJoiner lines = new StringJoiner("\n");
        for (int id = 0; id < 1_600; id++) {
            boolean may = id % 2 == 0;
            int dice = random.nextInt(100);
            String channel = dice < (may ? 40 : 60) ? "phone" : dice < 90 ? "web" : "shop";
            String product =
                    may && dice % 9 == 0 ? "new" : !may && dice % 9 == 1 ? "old" : id % 401 < 2 ? "rare" : "lamp";
            int nps = Math.max(0, Math.min(10, random.nextInt(11) + (channel.equals("web") ? 3 : may ? -1 : 2)));
            String comment = nps <= 6 && may && random.nextInt(3) == 0 ? "queue far too long" : "delivery was fine";
            answers.add(new Answer(id, may, channel, product, nps, 1 + nps / 3, 1 + random.nextInt(7), comment));
            lines.add(answers.getLast().json("spring"));
        }
        batch(lines);
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void batch(StringJoiner lines) throws Exception {
        HttpResponse<String> made =
                admin.call("POST", "/feedback/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
    }

    private JsonNode told(String url) throws Exception {
        HttpResponse<String> answer = analyst.get(url);
        assertEquals(200, answer.statusCode(), answer.body());
        return Caller.json(answer);
    }

    private double mean(Predicate<Answer> of, ToDoubleFunction<Answer> worth) {
        return answers.stream().filter(of).mapToDouble(worth).average().orElse(0);
    }

    private long count(Predicate<Answer> of) {
        return answers.stream().filter(of).count();
    }

    private void check(String url, Predicate<Answer> now, Predicate<Answer> before, ToDoubleFunction<Answer> worth)
            throws Exception {
        JsonNode change = told(url);
        double after = mean(now, worth);
        double earlier = mean(before, worth);
        assertEquals(after - earlier, change.path("change").path("difference").asDouble(), 1e-9, url);
        Map<String, Function<Answer, String>> fields = Map.of("channel", Answer::channel, "product", Answer::product);
        for (JsonNode field : change.path("fields")) {
            double sum = field.path("rest").path("contribution").asDouble();
            for (JsonNode value : field.path("values")) {
                Function<Answer, String> of = fields.get(field.path("field").asText());
                Predicate<Answer> group =
                        answer -> of.apply(answer).equals(value.path("key").asText());
                long n = count(now.and(group));
                long m = count(before.and(group));
                assertEquals(n, value.path("now").path("n").asLong(), url + value);
                assertEquals(m, value.path("before").path("n").asLong(), url + value);
                if (value.path("tooFew").asBoolean()) {
                    assertTrue(n > 0 && n < 5 || m > 0 && m < 5, url + value);
                    assertFalse(value.has("mix") || value.has("rate"), "too few people have parts: " + value);
                    continue;
                }
                double w1 = (double) n / count(now);
                double w0 = (double) m / count(before);
                double r1 = n == 0 ? mean(before.and(group), worth) : mean(now.and(group), worth);
                double r0 = m == 0 ? r1 : mean(before.and(group), worth);
                assertEquals(
                        (w1 - w0) * (r0 + r1) / 2,
                        value.path("mix").path("uncentred").asDouble(),
                        1e-9,
                        url + value);
                assertEquals(
                        (w1 - w0) * ((r0 + r1) / 2 - (after + earlier) / 2),
                        value.path("mix").path("value").asDouble(),
                        1e-9,
                        url + value);
                assertEquals(n > 0 && m > 0, value.has("rate"), url + value);
                if (value.has("rate")) {
                    assertEquals(
                            (w0 + w1) / 2 * (r1 - r0),
                            value.path("rate").path("value").asDouble(),
                            1e-9,
                            url);
                }
                sum += value.path("contribution").asDouble();
            }
            assertEquals(after - earlier, sum, 1e-9, "the parts of " + field.path("field") + " add up");
            assertEquals(
                    after - earlier,
                    field.path("mix").path("value").asDouble()
                            + field.path("rate").path("value").asDouble(),
                    1e-9);
        }
        assertTrue(change.path("fields").size() > 0, url);
    }

    @Test
    void partsAreThoseOfTheAnswers_ofEachMeasure_ofPeriodsAndGroups() throws Exception {
        for (String by : List.of("", "&by=channel", "&by=channel,product")) {
            check(MAY + by, Answer::may, answer -> !answer.may(), Answer::points);
            check(
                    MAY.replace("/nps", "/csat") + by,
                    Answer::may,
                    answer -> !answer.may(),
                    answer -> answer.csat() >= 4 ? 1 : 0);
            check(MAY.replace("/nps", "/ces") + by, Answer::may, answer -> !answer.may(), Answer::ces);
        }
        check(
                MAY + "&before.from=2025-04-01&before.to=2025-04-30",
                Answer::may,
                answer -> !answer.may(),
                Answer::points);
        Predicate<Answer> phone = answer -> answer.channel().equals("phone");
        check(
                "/satisfaction/nps/change?f.survey=spring&group.f.channel=phone&by=product",
                phone,
                phone.negate(),
                Answer::points);
        check(
                MAY + "&group.f.channel=phone&before.f.channel=web&by=product",
                phone.and(Answer::may),
                answer -> answer.may() && answer.channel().equals("web"),
                Answer::points);
    }

    @Test
    void whatHoldsComesFirst_andIsCorrectedOverAllFields() throws Exception {
        JsonNode change = told(MAY);
        JsonNode parts = change.path("contributions");
        assertEquals(change.path("tested").asInt(), parts.size());
        assertEquals("phone", parts.get(0).path("key").asText());
        assertEquals("rate", parts.get(0).path("part").asText());
        boolean held = true;
        List<Double> p = new ArrayList<>();
        for (JsonNode part : parts) {
            assertTrue(held || !part.path("significant").asBoolean(), "one that holds is behind one that does not");
            held = part.path("significant").asBoolean();
            p.add(part.path("p").asDouble());
            assertTrue(part.path("adjustedP").asDouble() >= part.path("p").asDouble());
        }
        double least = p.stream().sorted().findFirst().orElseThrow();
        double adjusted = parts.findValuesAsText("adjustedP").stream()
                .mapToDouble(Double::parseDouble)
                .min()
                .orElseThrow();
        assertTrue(adjusted <= least * p.size() + 1e-12, "Benjamini-Hochberg over " + p.size());
        assertTrue(
                change.path("summary").asText().startsWith("NPS fell by"),
                change.path("summary").asText());
        assertTrue(
                change.path("summary").asText().contains("“phone” answered worse −"),
                change.path("summary").asText());
        JsonNode left = change.path("leftOut");
        assertTrue(left.findValuesAsText("field").contains("survey"), "a field of one value is told: " + left);
    }

    @Test
    void valuesOnOneSide_andOfFewPeople_areTold() throws Exception {
        JsonNode values = told(MAY + "&by=product").path("fields").get(0).path("values");
        Map<String, JsonNode> byKey = new java.util.HashMap<>();
        values.forEach(value -> byKey.put(value.path("key").asText(), value));
        assertEquals("now", byKey.get("new").path("only").asText());
        assertEquals("before", byKey.get("old").path("only").asText());
        assertFalse(byKey.get("lamp").has("only"));
        assertTrue(byKey.get("rare").path("tooFew").asBoolean(), "" + byKey.get("rare"));
        assertFalse(byKey.get("rare").path("now").has("value"));
        assertFalse(byKey.get("rare").path("now").has("search"));
    }

    @Test
    void risingThemes_haveTheirAnswers_andDriversTheirMeans() throws Exception {
        JsonNode change = told(MAY);
        JsonNode queue = null;
        for (JsonNode moved : change.path("themes").path("moved")) {
            queue = moved.path("term").asText().equals("queue") ? moved : queue;
        }
        assertTrue(queue != null, "" + change.path("themes"));
        assertEquals("rising", queue.path("direction").asText());
        assertEquals(
                count(answer -> answer.comment().startsWith("queue")),
                queue.path("now").asLong());
        assertEquals(0, queue.path("before").asLong());
        JsonNode found = told(queue.path("search").asText().substring("/api/v1".length()));
        assertEquals(queue.path("now").asLong(), found.path("total").asLong());
        JsonNode drivers = change.path("drivers").path("moved");
        assertEquals(3, drivers.size(), "" + change.path("drivers"));
        JsonNode price = null;
        for (JsonNode driver : drivers) {
            price = driver.path("name").asText().equals("price") ? driver : price;
        }
        assertEquals(
                mean(Answer::may, answer -> 1 + answer.id() % 7),
                price.path("mean").path("now").asDouble(),
                1e-9);
        assertEquals(
                mean(answer -> !answer.may(), answer -> 1 + answer.id() % 7),
                price.path("mean").path("before").asDouble(),
                1e-9);
        assertFalse(price.path("mean").path("adjustedP").asDouble() < 0.05, "the price has not moved: " + price);
    }

    @Test
    void whatCannotBeAsked_isRefused_withTheReason() throws Exception {
        Map<String, String> refused = Map.ofEntries(
                Map.entry(MAY + "&compare=previous", "compare"),
                Map.entry(MAY + "&by=nosuch", "nosuch"),
                Map.entry(MAY + "&by=nps", "nps"),
                Map.entry(MAY + "&by=channel,channel", "once"),
                Map.entry(MAY + "&f.at=2025-05", "f.at"),
                Map.entry(MAY + "&before.from=2025-04-01", "before.to"),
                Map.entry(MAY + "&before.from=2025-04-01&before.to=2025-05-10", "in common"),
                Map.entry(MAY + "&before.f.channel=web", "group.f"),
                Map.entry(MAY + "&group.f.channel=web&before.from=2025-04-01&before.to=2025-04-30", "before.from"),
                Map.entry(MAY + "&group.f.channel=web&before.f.product=lamp", "in common"),
                Map.entry(MAY + "&group.f.survey=summer", "f.survey"),
                Map.entry(MAY + "&group.f.nosuch=web", "nosuch"),
                Map.entry(MAY + "&q=nps:ten", "ten"),
                Map.entry("/satisfaction/nps/change?from=2025-05-31&to=2025-05-01", "2025-05-31"),
                Map.entry("/satisfaction/nps/change?from=1900-01-01&to=2025-05-01", "3660"),
                Map.entry("/satisfaction/nps/change?from=may", "may"));
        for (Map.Entry<String, String> each : refused.entrySet()) {
            assertProblem(422, each.getValue(), analyst.get(each.getKey()));
        }
        assertEquals(403, admin.make(Role.SUPPORT).get(MAY).statusCode());
    }

    @Test
    void aConfidentialSurvey_isNotDivided_byAnyDoor() throws Exception {
        assertEquals(
                200,
                admin.put(
                                "/surveys/hush",
                                "{\"label\": \"Hush\", \"confidential\": true, \"breakdowns\": [\"channel\"]}")
                        .statusCode());
        StringJoiner lines = new StringJoiner("\n");
        answers.stream().limit(200).forEach(answer -> lines.add(answer.json("hush")));
        batch(lines);
        admin.settle();
        String open = "/satisfaction/nps/change?from=2025-05-01&to=2025-05-31";
        assertProblem(422, "confidential", analyst.get(open + "&f.survey=hush"));
        assertProblem(422, "confidential", analyst.get(open + "&group.f.survey=hush"));
        assertProblem(422, "confidential", analyst.get(open + "&group.f.survey=spring&before.f.survey=hush"));
        JsonNode change = told(open);
        assertEquals(count(Answer::may), change.path("now").path("n").asLong(), "its answers count nowhere else");
    }

    @Test
    void withoutEnoughPeople_nothingIsDivided() throws Exception {
        JsonNode change = told("/satisfaction/nps/change?f.survey=spring&from=2024-05-01&to=2024-05-31");
        assertFalse(change.has("change"));
        assertEquals(0, change.path("fields").size());
        assertTrue(
                change.path("summary").asText().contains("too few"),
                change.path("summary").asText());
    }
}
