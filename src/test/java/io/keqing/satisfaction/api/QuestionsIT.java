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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The questions of imported surveys, against the same rows counted here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsIT {
    private static final String QUESTIONS = "/satisfaction/questions";

    private EmbeddedServer server;
    private Caller admin;
    private final Map<Role, Caller> callers = new TreeMap<>();

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        for (Role role : List.of(Role.SUPPORT, Role.ANALYST, Role.MANAGER)) {
            callers.put(role, admin.make(role));
        }
        callers.put(Role.ADMIN, admin);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private JsonNode load(String file, String mapping) throws Exception {
        return admin.load("/imports", "survey.csv", file, mapping);
    }

    private void batch(String lines) throws Exception {
        HttpResponse<String> answer =
                admin.call("POST", "/feedback/_batch", lines, "Content-Type", "application/x-ndjson");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private JsonNode question(String name, String more) throws Exception {
        return admin.read(QUESTIONS + "/" + Caller.encoded(name) + more);
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.path("questions").forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    private static Map<String, Long> distribution(JsonNode question) {
        Map<String, Long> counts = new java.util.LinkedHashMap<>();
        question.path("distribution")
                .forEach(value -> counts.put(
                        value.path("value").asText(), value.path("count").asLong()));
        return counts;
    }

    private record Reply(String id, String customer, String survey, String overall) {
        /// As the survey means it: null where it is not on the scale of 1 to 5.
        Double score() {
            String plain = overall.replace('４', '4');
            if (!plain.matches("[0-9.]+")) {
                return null;
            }
            double number = Double.parseDouble(plain);
            return number >= 1 && number <= 5 ? number : null;
        }

        /// Nothing, or the survey's codes for nothing.
        boolean isMissing() {
            return overall.isEmpty() || overall.equals("0") || overall.equals("6");
        }
    }

    private static final String MAPPING = """
            {"type": "feedback", "source": "%s", "rest": "drop",
             "fields": {"id": "id", "customer": "who", "survey": "survey"},
             "answers": {"Q1": {"name": "%s", "label": {"zh": "总体", "en": "Overall"}, "scale": [%s], "missing": %s}}}
            """;

    private static String file(List<Reply> replies) {
        StringBuilder file = new StringBuilder("id,who,survey,Q1\n");
        replies.forEach(reply ->
                file.append("%s,%s,%s,%s\n".formatted(reply.id(), reply.customer(), reply.survey(), reply.overall())));
        return file.toString();
    }

    @Test
    void anImportedScale_isCountedAsTheSameRowsAre() throws Exception {
        Random random = new Random(17);
        String[] given = {"", "0", "6", "1", "2", "3", "4", "4", "5", "5", "5.0", "4.5", "４", "7", "no idea"};
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            replies.add(new Reply(
                    "r" + i,
                    random.nextInt(10) == 0 ? "" : "c" + random.nextInt(70),
                    List.of("spring", "autumn", "").get(random.nextInt(3)),
                    given[random.nextInt(given.length)]));
        }
        JsonNode job = load(file(replies), MAPPING.formatted("counted", "counted/总体", "1, 5", "[\"0\", \"6\"]"));
        assertTrue(job.path("warnings").asInt() > 0, "answers outside the scale are warned of");

        check(replies, "", reply -> true);
        check(replies, "?survey=spring", reply -> reply.survey().equals("spring"));
        check(replies, "?survey=autumn&source=counted", reply -> reply.survey().equals("autumn"));
        check(replies, "?survey=", reply -> reply.survey().isEmpty());
        check(replies, "?source=elsewhere", reply -> false);

        assertEquals(List.of("counted/总体"), names(admin.read(QUESTIONS + "?source=counted")));
        assertEquals(List.of(), names(admin.read(QUESTIONS + "?source=counted&survey=winter")));
        assertTrue(names(admin.read(QUESTIONS)).contains("counted/总体"));
        assertEquals(
                question("counted/总体", "?survey=spring"),
                admin.read(QUESTIONS + "?survey=spring&source=counted")
                        .path("questions")
                        .get(0));
    }

    private void check(List<Reply> all, String filter, Predicate<Reply> among) throws Exception {
        JsonNode told = question("counted/总体", filter);
        List<Reply> answered =
                all.stream().filter(among).filter(reply -> !reply.isMissing()).toList();
        List<Reply> counted =
                answered.stream().filter(reply -> reply.score() != null).toList();
        int n = counted.size();
        Set<String> people = new HashSet<>();
        TreeMap<Double, Long> values = new TreeMap<>();
        double sum = 0;
        for (Reply reply : counted) {
            people.add(reply.customer().isEmpty() ? "nobody " + reply.id() : reply.customer());
            values.merge(reply.score(), 1L, Long::sum);
            sum += reply.score();
        }
        assertEquals(n, told.path("n").asInt(), filter + " " + told);
        assertEquals(people.size(), told.path("people").asInt(), filter);
        assertEquals(answered.size() - n, told.path("outside").asInt(), filter);
        assertEquals("[1,5]", told.path("scale").toString());
        assertEquals("{\"zh\":\"总体\",\"en\":\"Overall\"}", told.path("label").toString());
        List<String> expected = new ArrayList<>();
        values.forEach((value, count) ->
                expected.add((value == Math.rint(value) ? "" + value.intValue() : "" + value) + "=" + count));
        List<String> distribution = new ArrayList<>();
        distribution(told).forEach((value, count) -> distribution.add(value + "=" + count));
        assertEquals(expected, distribution, filter);
        assertEquals(0, told.path("others").asInt());
        assertEquals(n == 0, told.path("tooFew").asBoolean());
        if (n == 0) {
            assertTrue(told.path("mean").isNull() && told.path("top2").isNull(), told.toString());
            return;
        }
        double mean = sum / n;
        double squares = counted.stream()
                .mapToDouble(reply -> Math.pow(reply.score() - mean, 2))
                .sum();
        double reach = TDistribution.of(n - 1).inverseCumulativeProbability(0.975) * Math.sqrt(squares / (n - 1) / n);
        assertEquals(mean, told.path("mean").asDouble(), 1e-12);
        assertEquals(mean - reach, told.path("low").asDouble(), 1e-9);
        assertEquals(mean + reach, told.path("high").asDouble(), 1e-9);
        assertEquals(share(counted, score -> score >= 4), told.path("top2").asDouble(), 1e-12);
        assertEquals(share(counted, score -> score <= 2), told.path("bottom2").asDouble(), 1e-12);
    }

    private static double share(List<Reply> counted, Predicate<Double> of) {
        return (double) counted.stream().filter(reply -> of.test(reply.score())).count() / counted.size();
    }

    @Test
    void fiveAnswersHaveTheIntervalWorkedOutByHand_andFourPeopleAreTooFew() throws Exception {
        StringBuilder lines = new StringBuilder();
        int[] scores = {2, 3, 4, 5, 5};
        for (int i = 0; i < scores.length; i++) {
            lines.append("{\"source\":\"few\",\"id\":\"a%d\",\"customer\":\"p%d\",\"answers\":{\"few five\":%d}}\n"
                    .formatted(i, i, scores[i]));
            lines.append("{\"source\":\"few\",\"id\":\"b%d\",\"customer\":\"p%d\",\"answers\":{\"few four\":%d}}\n"
                    .formatted(i, i % 4, scores[i]));
            lines.append("{\"source\":\"few\",\"id\":\"c%d\",\"answers\":{\"few nameless\":4}}\n".formatted(i));
        }
        batch(lines.toString());
        JsonNode five = question("few five", "");
        assertEquals(5, five.path("people").asInt());
        assertEquals(3.8, five.path("mean").asDouble(), 1e-12);
        assertEquals(2.181068, five.path("low").asDouble(), 1e-5);
        assertEquals(5.418932, five.path("high").asDouble(), 1e-5);
        assertTrue(five.path("scale").isNull() && five.path("top2").isNull(), "no scale was said: " + five);

        JsonNode four = question("few four", "");
        assertEquals(5, four.path("n").asInt());
        assertEquals(4, four.path("people").asInt());
        assertTrue(four.path("tooFew").asBoolean());
        for (String hidden : List.of("mean", "low", "high", "top2", "bottom2")) {
            assertTrue(four.path(hidden).isNull(), four.toString());
        }
        assertEquals(Map.of("2", 1L, "3", 1L, "4", 1L, "5", 2L), distribution(four));

        JsonNode nameless = question("few nameless", "");
        assertEquals(5, nameless.path("people").asInt());
        assertEquals(4, nameless.path("low").asDouble());
    }

    @Test
    void choicesAreCountedEach_andHaveNoMean() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            lines.append("{\"source\":\"pick\",\"id\":\"%d\",\"answers\":{\"pick one\":\"%s\",\"pick many\":%s}}\n"
                    .formatted(i, i < 4 ? "店铺" : "web", i % 2 == 0 ? "[1,2]" : "10"));
        }
        lines.append("{\"source\":\"pick\",\"id\":\"6\",\"answers\":{\"pick one\":\"call 13987654321\"}}\n");
        for (int i = 0; i < 130; i++) {
            lines.append("{\"source\":\"pick\",\"id\":\"v%d\",\"answers\":{\"pick value\":%d}}\n".formatted(i, i));
        }
        lines.append("{\"source\":\"pick\",\"id\":\"last\",\"answers\":{\"pick value\":129}}\n");
        batch(lines.toString());
        JsonNode one = question("pick one", "");
        assertEquals(7, one.path("n").asInt());
        assertTrue(one.path("mean").isNull());
        assertFalse(one.path("tooFew").asBoolean());
        assertEquals("{店铺=4, web=2, call 13987654321=1}", distribution(one).toString());
        JsonNode many = question("pick many", "");
        assertEquals(6, many.path("n").asInt());
        assertTrue(many.path("mean").isNull(), many.toString());
        assertEquals("{1=3, 2=3, 10=3}", distribution(many).toString());
        JsonNode values = question("pick value", "");
        assertEquals(131, values.path("n").asInt());
        assertEquals(100, values.path("distribution").size());
        assertEquals(30, values.path("others").asInt());
        assertEquals(2L, distribution(values).get("129"), "the most frequent values are told");
        assertEquals((129 * 130 / 2 + 129) / 131.0, values.path("mean").asDouble(), 1e-12);

        assertEquals(
                "call 139••••4321",
                callers.get(Role.ANALYST)
                        .read(QUESTIONS + "/pick%20one")
                        .path("distribution")
                        .get(2)
                        .path("value")
                        .asText());
    }

    @Test
    void anotherScaleTakesThePlaceOfTheFirst_withAWarning() throws Exception {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            replies.add(new Reply("r" + i, "c" + i, "", String.valueOf(i + 1)));
        }
        load(file(replies), MAPPING.formatted("scaled", "scaled", "1, 5", "[]"));
        JsonNode first = question("scaled", "");
        assertEquals(5, first.path("n").asInt());
        assertEquals(5, first.path("outside").asInt());
        JsonNode job = load(file(replies), MAPPING.formatted("scaled", "scaled", "1, 10", "[]"));
        assertTrue(job.toString().contains("was on the scale 1 to 5 and is on 1 to 10 from now on"), job.toString());
        JsonNode second = question("scaled", "");
        assertEquals(10, second.path("n").asInt());
        assertEquals(0.2, second.path("top2").asDouble(), 1e-12);
        batch("{\"source\":\"scaled\",\"id\":\"both\",\"answers\":{\"scaled\":[3,4]}}\n");
        JsonNode both = question("scaled", "");
        assertEquals(10, both.path("n").asInt());
        assertEquals(1, both.path("outside").asInt(), "two answers at once are no score");
        JsonNode fields = admin.read("/fields/feedback").path("fields");
        JsonNode scaled = fields.findParents("name").stream()
                .filter(field -> field.path("name").asText().equals("answers.scaled"))
                .findFirst()
                .orElseThrow();
        assertEquals(10, scaled.path("highest").asInt());
    }

    private void sensitivity(String name, String sensitivity) throws Exception {
        HttpResponse<String> changed = admin.put(
                "/fields/feedback",
                "{\"fields\":[{\"name\":\"answers.%s\",\"sensitivity\":\"%s\"}]}".formatted(name, sensitivity));
        assertEquals(200, changed.statusCode(), changed.body());
    }

    @Test
    void eachRoleSeesWhatItMay_andAnUnknownQuestionIsAProblem() throws Exception {
        batch("{\"source\":\"seen\",\"id\":\"1\",\"answers\":{\"seen\":1,\"seen age\":40,\"seen card\":7}}\n");
        sensitivity("seen age", "personal");
        sensitivity("seen card", "secret");
        assertProblem(401, "", Caller.stranger(server).get(QUESTIONS));
        assertProblem(403, "", callers.get(Role.SUPPORT).get(QUESTIONS));
        assertProblem(403, "", callers.get(Role.SUPPORT).get(QUESTIONS + "/seen"));
        for (Role role : List.of(Role.ANALYST, Role.MANAGER, Role.ADMIN)) {
            Caller caller = callers.get(role);
            assertEquals(
                    role == Role.ANALYST ? List.of("seen") : List.of("seen", "seen age"),
                    names(caller.read(QUESTIONS + "?source=seen")).stream()
                            .sorted()
                            .toList());
            assertEquals(200, caller.get(QUESTIONS + "/seen").statusCode());
            assertEquals(
                    role == Role.ANALYST ? 404 : 200,
                    caller.get(QUESTIONS + "/seen%20age").statusCode());
            assertProblem(404, "seen card", caller.get(QUESTIONS + "/seen%20card"));
            assertProblem(404, "never asked", caller.get(QUESTIONS + "/never%20asked"));
        }
    }
}
