package io.keqing.operations.api;

import static io.keqing.Caller.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every figure of the page once more in plain Java, over records made at random.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KpisIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<String> KINDS = List.of("order", "order", "case", "complaint", "enquiry");
    private static final List<String> CHANNELS = List.of("phone", "web", "store");

    private final List<Happened> all = new ArrayList<>();
    private final LocalDate to = LocalDate.now(ZONE).minusDays(20);
    private final LocalDate from = to.minusDays(59);
    private final Instant now = Instant.now();
    private EmbeddedServer server;
    private Caller manager;

    private record Happened(
            String customer,
            String kind,
            String channel,
            String topic,
            Instant at,
            @Nullable Instant answered,
            @Nullable Instant solved,
            String status) {
        boolean isOpen() {
            return status.equals("open") || status.equals("reopened");
        }

        boolean isAsked() {
            return !kind.equals("order");
        }
    }

    @BeforeAll
    void start() throws Exception {
        // 1 October 2026 and whatever the calendar says: one day off, one Saturday worked
        server = Caller.portal(Map.of(
                "keqing.zone",
                ZONE.getId(),
                "keqing.business.off",
                off().toString(),
                "keqing.business.extra",
                extra().toString()));
        Caller admin = Caller.admin(server);
        manager = admin.make(Role.MANAGER);
        Random random = new Random(5);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            Instant at =
                    now.minus(random.nextInt(60 * 24 * 220), ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
            Instant answered = random.nextInt(5) == 0 ? null : at.plus(random.nextInt(3_000), ChronoUnit.MINUTES);
            Instant solved = random.nextInt(4) == 0 ? null : at.plus(random.nextInt(12_000), ChronoUnit.MINUTES);
            Happened each = new Happened(
                    "c" + random.nextInt(120),
                    KINDS.get(random.nextInt(KINDS.size())),
                    CHANNELS.get(random.nextInt(3)),
                    "t" + random.nextInt(3),
                    at,
                    answered == null || answered.isAfter(now) ? null : answered,
                    solved == null || solved.isAfter(now) ? null : solved,
                    random.nextInt(9) == 0 ? "reopened" : random.nextInt(3) == 0 ? "open" : "resolved");
            all.add(each);
            lines.add(
                    "{\"source\": \"k\", \"id\": \"%d\", \"customer\": \"%s\", \"kind\": \"%s\", \"channel\": \"%s\", \"topic\": \"%s\", \"at\": \"%s\", \"status\": \"%s\"%s%s}"
                            .formatted(
                                    i,
                                    each.customer(),
                                    each.kind(),
                                    each.channel(),
                                    each.topic(),
                                    at,
                                    each.status(),
                                    each.answered() == null ? "" : ", \"firstResponseAt\": \"" + each.answered() + "\"",
                                    each.solved() == null ? "" : ", \"resolvedAt\": \"" + each.solved() + "\""));
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
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            said.add(
                    "{\"source\": \"k\", \"id\": \"%d\", \"customer\": \"c%d\", \"nps\": %d, \"channel\": \"web\", \"at\": \"%sT04:00:00Z\"}"
                            .formatted(i, i, i % 11, from.plusDays(i % 60)));
        }
        admin.call("POST", "/feedback/_batch", String.join("\n", said), "Content-Type", "application/x-ndjson");
        admin.settle();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// A weekday of the period.
    private LocalDate off() {
        return from.plusDays(3).getDayOfWeek().getValue() > 5 ? from.plusDays(5) : from.plusDays(3);
    }

    private LocalDate extra() {
        return from.with(java.time.temporal.TemporalAdjusters.next(DayOfWeek.SATURDAY));
    }

    private JsonNode kpi(JsonNode answer, String name) {
        for (JsonNode each : answer.path("kpis")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no " + name + " in " + answer);
    }

    /// Minutes of business hours, one minute after the other.
    private double business(Instant start, Instant end) {
        double minutes = 0;
        for (Instant at = start; at.isBefore(end); at = at.plusSeconds(60)) {
            var local = at.atZone(ZONE);
            LocalDate day = local.toLocalDate();
            boolean works = !day.equals(off()) && (day.getDayOfWeek().getValue() < 6 || day.equals(extra()));
            LocalTime time = local.toLocalTime();
            if (works && !time.isBefore(LocalTime.of(9, 0)) && time.isBefore(LocalTime.of(18, 0))) {
                minutes += Math.min(60, Duration.between(at, end).toSeconds()) / 60.0;
            }
        }
        return minutes;
    }

    private List<Happened> in(LocalDate first, LocalDate last, Predicate<Happened> which) {
        return all.stream()
                .filter(each ->
                        !day(each.at()).isBefore(first) && !day(each.at()).isAfter(last))
                .filter(which)
                .toList();
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZONE).toLocalDate();
    }

    /// The product-limit estimate, person by person.
    private static double quantile(List<double[]> waits, double q) {
        List<double[]> sorted = new ArrayList<>(waits);
        // of two at the same time, what ended counts before what was last seen
        sorted.sort((a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(b[1], a[1]));
        double survives = 1;
        double reached = Double.NaN;
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i)[1] > 0) {
                survives *= 1 - 1.0 / (sorted.size() - i);
                if (!Double.isNaN(reached)) {
                    // flat at the share until here: the middle
                    return (reached + sorted.get(i)[0]) / 2;
                }
                if (survives <= 1 - q - 1e-8) {
                    return sorted.get(i)[0];
                }
                if (survives <= 1 - q + 1e-8) {
                    reached = sorted.get(i)[0];
                }
            }
        }
        return Double.isNaN(reached) ? reached : (reached + sorted.getLast()[0]) / 2;
    }

    private List<double[]> waits(LocalDate first, LocalDate last, boolean response, boolean business, String channel) {
        List<double[]> waits = new ArrayList<>();
        for (Happened each : in(first, last, Happened::isAsked)) {
            Instant end = response ? each.answered() : each.isOpen() ? null : each.solved();
            Instant until = end != null ? end : response && each.solved() != null ? each.solved() : now;
            boolean unknown = end == null
                    && (!response || each.solved() == null)
                    && each.status().equals("resolved");
            if (!unknown && (channel.isEmpty() || channel.equals(each.channel()))) {
                double minutes = business
                        ? business(each.at(), until)
                        : Duration.between(each.at(), until).toSeconds() / 60.0;
                waits.add(new double[] {Math.round(minutes), end == null ? 0 : 1});
            }
        }
        return waits;
    }

    @Test
    void waits_areThoseOfTheProductLimit_overCalendarAndBusinessHours() throws Exception {
        JsonNode answer = manager.read("/kpis?by=channel&from=" + from + "&to=" + to);
        assertEquals(from.minusDays(60).toString(), answer.path("previousFrom").asText());
        for (boolean response : new boolean[] {true, false}) {
            for (boolean business : new boolean[] {false, true}) {
                List<double[]> waits = waits(from, to, response, business, "");
                for (int percent : new int[] {50, 90}) {
                    String name = (response ? "response" : "resolution") + "P" + percent + (business ? "Business" : "");
                    JsonNode kpi = kpi(answer, name);
                    double expected = quantile(waits, percent / 100.0);
                    assertEquals(waits.size(), kpi.at("/now/n").asInt(), name);
                    assertEquals(expected, kpi.at("/now/value").asDouble(Double.NaN), 1.01, name);
                    assertTrue(
                            Double.isNaN(expected) || kpi.at("/now/low").asDouble() <= expected + 1.01,
                            kpi.path("now").toString());
                    assertEquals(
                            quantile(
                                    waits(from.minusDays(60), from.minusDays(1), response, business, ""),
                                    percent / 100.0),
                            kpi.at("/before/value").asDouble(Double.NaN),
                            1.01,
                            name + " before");
                    for (JsonNode group : kpi.path("groups")) {
                        assertEquals(
                                quantile(
                                        waits(
                                                from,
                                                to,
                                                response,
                                                business,
                                                group.path("key").asText()),
                                        percent / 100.0),
                                group.at("/now/value").asDouble(Double.NaN),
                                1.01,
                                name + " " + group);
                    }
                    assertEquals(3, kpi.path("groups").size(), name);
                }
            }
        }
    }

    @Test
    void firstContactComplaintsAndRetention_areOfPeopleAndCasesCountedOneByOne() throws Exception {
        JsonNode answer = manager.read("/kpis?from=" + from + "&to=" + to);
        long solved = 0;
        long good = 0;
        for (Happened each : all) {
            if (each.isAsked()
                    && each.solved() != null
                    && !day(each.solved()).isBefore(from)
                    && !day(each.solved()).isAfter(to)) {
                solved++;
                boolean followed = all.stream()
                        .anyMatch(other -> other != each
                                && other.isAsked()
                                && other.customer().equals(each.customer())
                                && other.topic().equals(each.topic())
                                && (isAgain(other, each) || wasBeingWorkedOn(other, each)));
                good += followed || each.isOpen() ? 0 : 1;
            }
        }
        assertShare(kpi(answer, "fcr").path("now"), solved, good);
        Map<String, Boolean> complained = new HashMap<>();
        in(from, to, each -> true)
                .forEach(
                        each -> complained.merge(each.customer(), each.kind().equals("complaint"), Boolean::logicalOr));
        assertShare(
                kpi(answer, "complaintRate").path("now"),
                complained.size(),
                complained.values().stream().filter(one -> one).count());
        TreeSet<String> before = new TreeSet<>();
        in(from.minusDays(60), from.minusDays(1), each -> !each.isAsked()).forEach(each -> before.add(each.customer()));
        TreeSet<String> again = new TreeSet<>();
        in(from, to, each -> !each.isAsked()).forEach(each -> again.add(each.customer()));
        again.retainAll(before);
        assertShare(kpi(answer, "retention").path("now"), before.size(), again.size());
        // 0 to 10 in turn: 120 answers, two of eleven scores promote, seven detract
        JsonNode nps = kpi(answer, "nps").path("now");
        assertEquals(120, nps.path("n").asInt());
        assertEquals((20 - 77) / 120.0, nps.path("value").asDouble(), 0.02);
    }

    /// Asked after the other was, up to seven days after that was solved.
    private static boolean isAgain(Happened other, Happened each) {
        return other.at().isAfter(each.at())
                && each.solved() != null
                && !other.at().isAfter(each.solved().plus(Duration.ofDays(7)));
    }

    private static boolean wasBeingWorkedOn(Happened other, Happened each) {
        return other.at().isBefore(each.at())
                && other.solved() != null
                && other.solved().isAfter(each.at());
    }

    private static void assertShare(JsonNode reading, long n, long good) {
        assertEquals(n, reading.path("n").asLong(), reading.toString());
        assertEquals((double) good / n, reading.path("value").asDouble(), 1e-9, reading.toString());
    }

    private long[] churn(int silentDays, double gaps) {
        LocalDate start = from.minusDays(1);
        Map<String, TreeSet<LocalDate>> orders = new HashMap<>();
        all.stream()
                .filter(each -> !each.isAsked() && !day(each.at()).isAfter(to))
                .forEach(each -> orders.computeIfAbsent(each.customer(), any -> new TreeSet<>())
                        .add(day(each.at())));
        long active = 0;
        long lost = 0;
        for (TreeSet<LocalDate> days : orders.values()) {
            TreeSet<LocalDate> before = new TreeSet<>(days.headSet(start, true));
            if (!before.isEmpty()
                    && before.last().until(start, ChronoUnit.DAYS) <= patience(before, silentDays, gaps)) {
                active++;
                lost += days.last().until(to, ChronoUnit.DAYS) > patience(days, silentDays, gaps) ? 1 : 0;
            }
        }
        return new long[] {active, lost};
    }

    private static double patience(TreeSet<LocalDate> days, int silentDays, double gaps) {
        List<Long> waited = new ArrayList<>();
        LocalDate last = null;
        for (LocalDate day : days) {
            if (last != null) {
                waited.add(last.until(day, ChronoUnit.DAYS));
            }
            last = day;
        }
        waited.sort(Long::compare);
        int n = waited.size();
        double median = n == 0 ? 0 : (waited.get((n - 1) / 2) + waited.get(n / 2)) / 2.0;
        return Math.max(silentDays, gaps * median);
    }

    @Test
    void churn_isThatOfEveryLimit_andTheWinBackListHoldsTheLostByWhatTheySpent() throws Exception {
        JsonNode answer = manager.read("/churn?from=" + from + "&to=" + to);
        for (JsonNode cell : answer.path("sensitivity")) {
            long[] expected =
                    churn(cell.path("silentDays").asInt(), cell.path("gaps").asDouble());
            assertEquals(expected[0], cell.path("active").asLong(), cell.toString());
            assertEquals(expected[1], cell.path("lost").asLong(), cell.toString());
        }
        assertEquals(24, answer.path("sensitivity").size());
        long[] inForce = churn(90, 3);
        assertShare(
                kpi(manager.read("/kpis?from=" + from + "&to=" + to), "churn").path("now"), inForce[0], inForce[1]);
        JsonNode lost = manager.read("/churn/win-back?size=1000");
        assertEquals(
                manager.read("/customers/search?q=lifecycle:lost&size=0")
                        .path("total")
                        .asLong(),
                lost.path("total").asLong());
    }

    @Test
    void whatBreaksARule_isRefused() throws Exception {
        assertProblem(422, "by must be", manager.get("/kpis?by=moon"));
        assertProblem(422, "must be a day", manager.get("/kpis?from=March"));
        assertProblem(422, "after from", manager.get("/kpis?from=2026-03-01&to=2026-02-01"));
        assertProblem(422, "size must be", manager.get("/churn/win-back?size=1001"));
        assertEquals(403, Caller.admin(server).make(Role.SUPPORT).get("/kpis").statusCode());
    }
}
