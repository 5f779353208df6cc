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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Scores over HTTP against the same answers counted here, one by one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SatisfactionIT {
    private static final List<String> CHANNELS = List.of("web", "phone", "email", "shop");

    private EmbeddedServer server;
    private Caller admin;
    private Caller analyst;
    private final List<Answer> answers = new ArrayList<>();

    /// @param customer null for an answer of nobody known
    /// @param nps null where only delivered
    private record Answer(
            int id, Integer customer, String channel, LocalDate at, Integer nps, Integer csat, Integer ces) {
        String json() {
            StringJoiner json = new StringJoiner(", ", "{", "}");
            json.add("\"source\": \"t\", \"id\": \"%d\", \"survey\": \"mixed\", \"at\": \"%sT10:00:00Z\""
                    .formatted(id, at));
            if (customer != null) {
                json.add("\"customer\": \"C%d\"".formatted(customer));
            }
            if (channel != null) {
                json.add("\"channel\": \"%s\"".formatted(channel));
            }
            if (nps == null) {
                json.add("\"deliveredAt\": \"%sT09:00:00Z\"".formatted(at));
            } else {
                json.add("\"nps\": %d, \"csat\": %d, \"ces\": %d".formatted(nps, csat, ces));
            }
            return json.toString();
        }
    }

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        analyst = admin.make(Role.ANALYST);
        Random random = new Random(2025);
        StringJoiner lines = new StringJoiner("\n");
        for (int id = 0; id < 9_000; id++) {
            String channel = id % 50 == 0 ? null : CHANNELS.get(random.nextInt(100) < 97 ? random.nextInt(3) : 3);
            boolean answered = random.nextInt(3) > 0;
            int lift = "phone".equals(channel) ? 2 : 0;
            answers.add(new Answer(
                    id,
                    random.nextInt(20) == 0 ? null : random.nextInt(3_000),
                    channel,
                    LocalDate.of(2025, 1, 1).plusDays(random.nextInt(120)),
                    answered ? Math.min(10, random.nextInt(11) + lift) : null,
                    answered ? 1 + random.nextInt(5) : null,
                    answered ? 1 + random.nextInt(7) : null));
            lines.add(answers.getLast().json());
        }
        // four people of a channel of their own
        for (int id = 9_000; id < 9_012; id++) {
            answers.add(new Answer(id, id % 4, "fax", LocalDate.of(2025, 2, 3), 9, 5, 7));
            lines.add(answers.getLast().json());
        }
        HttpResponse<String> made =
                admin.call("POST", "/feedback/_batch", lines.toString(), "Content-Type", "application/x-ndjson");
        assertEquals(200, made.statusCode(), made.body());
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private List<Answer> those(Predicate<Answer> chosen) {
        return answers.stream()
                .filter(answer -> answer.nps() != null)
                .filter(chosen)
                .toList();
    }

    private static long people(List<Answer> answers) {
        Set<Integer> known = new HashSet<>();
        long nameless = 0;
        for (Answer answer : answers) {
            if (answer.customer() == null) {
                nameless++;
            } else {
                known.add(answer.customer());
            }
        }
        return known.size() + nameless;
    }

    private static void assertNps(List<Answer> expected, JsonNode told) {
        double n = expected.size();
        double promoters = expected.stream().filter(answer -> answer.nps() >= 9).count();
        double detractors =
                expected.stream().filter(answer -> answer.nps() <= 6).count();
        assertEquals(expected.size(), told.path("n").asLong());
        assertEquals(people(expected), told.path("people").asLong());
        assertFalse(told.has("exact"));
        assertEquals((promoters - detractors) / n, told.path("value").asDouble(), 1e-9);
        double[] interval = interval(expected);
        assertEquals(Math.max(-1, interval[0]), told.path("low").asDouble(), 1e-6);
        assertEquals(Math.min(1, interval[1]), told.path("high").asDouble(), 1e-6);
    }

    /// Adjusted Wald where everybody answered once; else Student's with the variance of people, never
    /// narrower than adjusted Wald of as many answers as would vary as much.
    private static double[] interval(List<Answer> expected) {
        double n = expected.size();
        double value = nps(expected);
        double people = people(expected);
        double error = error(expected);
        double answers = people < n ? Math.min(n, variance(expected) / (error * error)) : n;
        double decided = variance(expected) + value * value;
        double p = ((decided + value) / 2 * answers + 0.75) / (answers + 3);
        double d = ((decided - value) / 2 * answers + 0.75) / (answers + 3);
        double reach = 1.959964 * Math.sqrt((p + d - (p - d) * (p - d)) / (answers + 3));
        double student = people < n ? TDistribution.of(people - 1).inverseCumulativeProbability(0.975) * error : 0;
        return new double[] {Math.min(p - d - reach, value - student), Math.max(p - d + reach, value + student)};
    }

    private static double points(Answer answer) {
        return answer.nps() >= 9 ? 1 : answer.nps() <= 6 ? -1 : 0;
    }

    /// The standard error of the mean of people's answers: √(G ÷ (G − 1) · Σ (Sᵢ − m nᵢ)²) ÷ n.
    private static double error(List<Answer> answers) {
        Map<Object, double[]> people = new HashMap<>();
        for (Answer answer : answers) {
            Object person = answer.customer() == null ? "nobody " + answer.id() : answer.customer();
            double[] sums = people.computeIfAbsent(person, any -> new double[2]);
            sums[0] += 1;
            sums[1] += points(answer);
        }
        double mean = nps(answers);
        double squares = 0;
        for (double[] each : people.values()) {
            squares += Math.pow(each[1] - mean * each[0], 2);
        }
        double count = people.size();
        return Math.sqrt(count / (count - 1) * squares) / answers.size();
    }

    private double rate(Predicate<Answer> chosen) {
        List<Answer> asked = answers.stream().filter(chosen).toList();
        return (double) asked.stream().filter(answer -> answer.nps() != null).count() / asked.size();
    }

    @Test
    void npsOverAll_byGroup_andOverTime() throws Exception {
        JsonNode told = analyst.read("/satisfaction/nps?f.survey=mixed&by=channel&interval=month");
        assertNps(those(answer -> true), told);
        assertEquals(rate(answer -> true), told.path("responseRate").asDouble(), 1e-9);
        long counted = 0;
        for (JsonNode value : told.path("distribution")) {
            long expected =
                    those(answer -> answer.nps() == value.path("value").asInt()).size();
            assertEquals(expected, value.path("count").asLong());
            counted += expected;
        }
        assertEquals(told.path("n").asLong(), counted);
        assertEquals(6, told.path("breakdown").size());
        for (JsonNode group : told.path("breakdown")) {
            String key = group.path("key").asText();
            Predicate<Answer> of = answer -> key.equals(answer.channel() == null ? "" : answer.channel());
            if (key.equals("fax")) {
                assertEquals(12, group.path("n").asLong());
                assertEquals(4, group.path("people").asLong());
                assertTrue(group.path("tooFew").asBoolean());
                assertFalse(group.has("value") || group.has("versus"));
            } else {
                assertNps(those(of), group);
                assertEquals(rate(of), group.path("responseRate").asDouble(), 1e-9);
            }
        }
        assertEquals(4, told.path("series").size());
        for (JsonNode month : told.path("series")) {
            String at = month.path("at").asText();
            assertNps(those(answer -> answer.at().toString().startsWith(at)), month);
        }
        for (JsonNode cell : told.path("grid")) {
            List<Answer> those =
                    those(answer -> cell.path("key").asText().equals(answer.channel() == null ? "" : answer.channel())
                            && answer.at().toString().startsWith(cell.path("at").asText()));
            assertEquals(those.size(), cell.path("n").asLong());
            // people of a cell of two divisions are an estimate, and told as one where it may not be the number
            assertEquals(people(those), cell.path("people").asLong(), 1);
            if (people(those) >= 5) {
                assertEquals(nps(those), cell.path("value").asDouble(), 1e-9);
            }
        }
    }

    /// Phone answers were lifted; what else differs is chance.
    @Test
    void onlyWhatDiffersIsMarked() throws Exception {
        JsonNode told = analyst.read("/satisfaction/nps?f.survey=mixed&by=channel");
        for (JsonNode group : told.path("breakdown")) {
            if (group.path("key").asText().equals("phone")) {
                List<Answer> phone = those(answer -> "phone".equals(answer.channel()));
                List<Answer> rest = those(answer -> !"phone".equals(answer.channel()));
                double difference = nps(phone) - nps(rest);
                assertEquals(difference, group.at("/versus/difference").asDouble(), 1e-9);
                // the same people are in both: what they have in common makes the interval narrower or wider
                double reach = 1.959964 * Math.hypot(error(phone), error(rest));
                assertEquals(difference - reach, group.at("/versus/low").asDouble(), 0.15 * reach);
                assertTrue(group.at("/versus/significant").asBoolean());
                assertTrue(group.at("/versus/adjustedP").asDouble()
                        >= group.at("/versus/p").asDouble());
            }
        }
        JsonNode shop = analyst.read("/satisfaction/csat?f.survey=mixed&by=channel&compare=web");
        for (JsonNode group : shop.path("breakdown")) {
            assertFalse(group.at("/versus/significant").asBoolean(), group.toString());
            assertEquals(
                    group.path("key").asText().equals("web")
                            || group.path("key").asText().equals("fax"),
                    !group.has("versus"));
        }
    }

    private static double nps(List<Answer> answers) {
        return (answers.stream().filter(answer -> answer.nps() >= 9).count()
                        - (double) answers.stream()
                                .filter(answer -> answer.nps() <= 6)
                                .count())
                / answers.size();
    }

    private static double variance(List<Answer> answers) {
        double decided = answers.stream()
                .filter(answer -> answer.nps() >= 9 || answer.nps() <= 6)
                .count();
        return decided / answers.size() - nps(answers) * nps(answers);
    }

    @Test
    void csatAndCes() throws Exception {
        JsonNode csat = analyst.read("/satisfaction/csat?f.survey=mixed&f.channel=web");
        List<Answer> web = those(answer -> "web".equals(answer.channel()));
        long satisfied = web.stream().filter(answer -> answer.csat() >= 4).count();
        assertEquals((double) satisfied / web.size(), csat.path("value").asDouble(), 1e-9);
        // Wilson's interval, a little wider since some people answered more than once
        double z = (csat.path("value").asDouble() - csat.path("low").asDouble())
                / Math.sqrt(csat.path("low").asDouble() * (1 - csat.path("low").asDouble()) / web.size());
        assertTrue(people(web) < web.size() && z > 1.9 && z < 2.3, "z " + z);
        JsonNode ces = analyst.read("/satisfaction/ces?f.survey=mixed");
        assertEquals(
                those(answer -> true).stream().mapToInt(Answer::ces).average().orElseThrow(),
                ces.path("value").asDouble(),
                1e-9);
        HttpResponse<String> put =
                admin.call("PUT", "/surveys/mixed", "{\"label\": \"M\", \"cesConvention\": \"net\"}");
        assertEquals(200, put.statusCode(), put.body());
        List<Answer> all = those(answer -> true);
        double net = (all.stream().filter(answer -> answer.ces() >= 6).count()
                        - (double)
                                all.stream().filter(answer -> answer.ces() <= 3).count())
                / all.size();
        assertEquals(
                net,
                analyst.read("/satisfaction/ces?f.survey=mixed").path("value").asDouble(),
                1e-9);
        assertEquals(
                200, admin.call("PUT", "/surveys/mixed", "{\"label\": \"M\"}").statusCode());
    }

    @Test
    void againstTheTimeBefore() throws Exception {
        JsonNode told = analyst.read("/satisfaction/nps?f.survey=mixed&f.at=2025-03&by=channel&compare=previous");
        assertNps(those(answer -> answer.at().getMonthValue() == 3), told);
        List<Answer> february = those(answer -> answer.at().getMonthValue() == 2);
        assertNps(february, told.path("previous"));
        assertEquals(
                told.path("value").asDouble() - nps(february),
                told.at("/versus/difference").asDouble(),
                1e-9);
        for (JsonNode group : told.path("breakdown")) {
            if (group.path("key").asText().equals("web")) {
                List<Answer> before = february.stream()
                        .filter(answer -> "web".equals(answer.channel()))
                        .toList();
                assertEquals(
                        group.path("value").asDouble() - nps(before),
                        group.at("/versus/difference").asDouble(),
                        1e-9);
            }
        }
        assertProblem(422, "stretch of time", analyst.get("/satisfaction/nps?compare=previous"));
    }

    @Test
    void byNumbersAndDays_andEveryPeriod() throws Exception {
        JsonNode byScore = analyst.read("/satisfaction/nps?f.survey=mixed&by=csat");
        long n = 0;
        for (JsonNode group : byScore.path("breakdown")) {
            n += group.path("n").asLong();
        }
        assertEquals(byScore.path("n").asLong(), n);
        for (String period : List.of("day", "week", "month", "quarter", "year")) {
            JsonNode told = analyst.read("/satisfaction/csat?f.survey=mixed&interval=" + period);
            long sum = 0;
            for (JsonNode at : told.path("series")) {
                sum += at.path("n").asLong();
            }
            assertEquals(told.path("n").asLong(), sum, period);
        }
        JsonNode quarters = analyst.read("/satisfaction/csat?f.survey=mixed&interval=quarter");
        assertEquals("2025-Q1", quarters.at("/series/0/at").asText());
        assertEquals(
                "2024-12-30",
                analyst.read("/satisfaction/csat?f.survey=mixed&interval=week")
                        .at("/series/0/at")
                        .asText());
    }

    /// Nine people judged Ann's work and ten Bob's: only Bob has a score. When a case changes hands its
    /// answers follow.
    @Test
    void staffNeedTenPeople() throws Exception {
        StringJoiner cases = new StringJoiner("\n");
        StringJoiner said = new StringJoiner("\n");
        for (int i = 0; i < 19; i++) {
            cases.add(
                    "{\"source\": \"w\", \"id\": \"c%d\", \"kind\": \"case\", \"staff\": \"%s\", \"customer\": \"W%d\"}"
                            .formatted(i, i < 9 ? "Ann" : "Bob", i));
            said.add(
                    "{\"source\": \"w\", \"id\": \"a%d\", \"interaction\": \"c%d\", \"survey\": \"work\", \"csat\": %d}"
                            .formatted(i, i, 1 + i % 5));
        }
        for (String[] batch : new String[][] {{"interactions", cases.toString()}, {"feedback", said.toString()}}) {
            HttpResponse<String> made =
                    admin.call("POST", "/" + batch[0] + "/_batch", batch[1], "Content-Type", "application/x-ndjson");
            assertEquals(200, made.statusCode(), made.body());
        }
        admin.settle();
        JsonNode told = analyst.read("/satisfaction/csat?f.survey=work&by=interaction.staff");
        assertEquals("Bob", told.at("/breakdown/0/key").asText());
        assertEquals(10, told.at("/breakdown/0/people").asLong());
        assertEquals(0.4, told.at("/breakdown/0/value").asDouble(), 1e-9);
        assertEquals("Ann", told.at("/breakdown/1/key").asText());
        assertTrue(told.at("/breakdown/1/tooFew").asBoolean()
                && !told.at("/breakdown/1").has("value"));
        assertEquals(
                200, admin.patch("/interactions/w/c9", "{\"staff\": \"Ann\"}").statusCode());
        admin.settle();
        told = analyst.read("/satisfaction/csat?f.survey=work&by=interaction.staff");
        assertEquals("Ann", told.at("/breakdown/0/key").asText());
        assertEquals(10, told.at("/breakdown/0/n").asLong());
        assertTrue(told.at("/breakdown/1/tooFew").asBoolean());
        assertEquals(0, admin.read("/index/check").path("differences").asLong());
    }

    @Test
    void rulesAreTold_andSupportAsksElsewhere() throws Exception {
        assertProblem(422, "interval must", analyst.get("/satisfaction/nps?interval=hour"));
        assertProblem(422, "no field", analyst.get("/satisfaction/nps?by=colour"));
        assertProblem(422, "facet", analyst.get("/satisfaction/nps?by=comment"));
        assertProblem(422, "compare must", analyst.get("/satisfaction/nps?by=channel&compare=moon"));
        assertEquals(404, analyst.get("/satisfaction/love").statusCode());
        assertEquals(403, admin.make(Role.SUPPORT).get("/satisfaction/nps").statusCode());
        JsonNode nothing = analyst.read("/satisfaction/nps?f.survey=nowhere");
        assertEquals(0, nothing.path("n").asLong());
        assertFalse(nothing.has("value"));
    }
}
