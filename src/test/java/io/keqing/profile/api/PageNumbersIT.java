package io.keqing.profile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every number of a customer's page, counted once more in plain Java over the records that were written.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageNumbersIT {
    private static final String SOURCE = "numbers";
    private static final String PAGE = "/customers/numbers/c";

    private final List<Told> story = Told.story(41, 700, 60);
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        admin = Caller.admin(server);
        admin.put(PAGE, "{\"name\":\"Ann\",\"tier\":\"gold\"}");
        for (String type : List.of("interactions", "feedback")) {
            String lines = told(record -> record.type().equals(type))
                    .map(record -> record.line(SOURCE, "c"))
                    .collect(Collectors.joining());
            var answer = admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Stream<Told> told(Predicate<Told> which) {
        return story.stream().filter(which);
    }

    private List<Told> happened(Predicate<Told> which) {
        return told(record -> record.type().equals("interactions"))
                .filter(which)
                .toList();
    }

    /// Orders or returns up to now, those without a time among them.
    private List<Told> bought(String kind) {
        Instant now = Instant.now();
        return happened(record ->
                record.is(kind) && (record.at() == null || !record.at().isAfter(now)));
    }

    private JsonNode fact(String name) throws Exception {
        return StreamSupport.stream(admin.read(PAGE + "/profile").path("facts").spliterator(), false)
                .filter(fact -> fact.path("field").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHeadsFacts_areThoseOfTheRecords_andSayWhy() throws Exception {
        Instant now = Instant.now();
        List<Told> orders = bought("order");
        assertEquals(orders.size(), fact("orders").path("value").asInt());
        assertEquals("[\"order\"]", fact("orders").path("kinds").toString());
        BigDecimal spent = Stream.concat(orders.stream(), bought("return").stream())
                .filter(record -> record.money().equals("CNY") && record.amount() != null)
                .map(record -> record.is("order")
                        ? record.amount()
                        : record.amount().abs().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, spent.compareTo(fact("spent").path("value").decimalValue()), "spent " + spent);
        LocalDate last = orders.stream()
                .map(Told::day)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate first = orders.stream()
                .map(Told::day)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertEquals(last.toString(), fact("lastOrder").path("value").asText());
        assertEquals(first.toString(), fact("firstOrder").path("value").asText());
        assertEquals(medianGap(orders), fact("medianGap").path("value").asDouble());

        List<Told> open = happened(Told::isOpen);
        long overdue = open.stream()
                .filter(record -> record.dueAt() != null && record.dueAt().isBefore(now) && record.resolvedAt() == null)
                .count();
        assertEquals(open.size(), fact("openCases").path("value").asInt());
        String why = fact("openCases").path("because").path("en").asText();
        assertTrue(overdue == 0 || why.contains("Overdue: " + overdue + "."), why);
        for (String status : List.of("pending", "reopened")) {
            long count = open.stream()
                    .filter(record -> status.equals(record.status()))
                    .count();
            assertTrue(why.contains(status + " (" + count + ")"), why);
        }
        Instant window = now.minus(Duration.ofDays(90));
        long complaints = told(record -> record.is("complaint")
                        && record.at() != null
                        && record.at().isAfter(window)
                        && !record.at().isAfter(now))
                .count();
        assertEquals(complaints, fact("complaints90").path("value").asLong());
        Instant contact = told(record -> record.at() != null && !record.at().isAfter(now))
                .map(Told::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        assertEquals(contact.toString(), fact("lastContact").path("value").asText());
        JsonNode head = admin.read(PAGE + "/profile");
        assertEquals(contact.toString(), head.path("lastContact").asText());
        assertEquals(
                told(record -> record.at() != null)
                        .map(Told::at)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()
                        .toString(),
                head.path("firstContact").asText());
    }

    @Test
    void theLastScores_areThoseAnsweredLast_withTheirClass() throws Exception {
        Told nps = lastSaid(Told::nps);
        Told csat = lastSaid(Told::csat);
        int score = Objects.requireNonNull(nps.nps());
        assertEquals(score, fact("lastNps").path("value").asInt());
        assertEquals(String.valueOf(nps.at()), fact("lastNps").path("since").asText());
        String npsClass = score >= 9 ? "Promoter" : score >= 7 ? "Passive" : "Detractor";
        assertTrue(fact("lastNps").path("because").path("en").asText().contains(npsClass));
        int satisfied = Objects.requireNonNull(csat.csat());
        assertEquals(
                satisfied >= 4 ? "satisfied" : satisfied == 3 ? "neutral" : "unsatisfied",
                fact("lastCsatClass").path("value").asText());
        assertEquals(satisfied, admin.read(PAGE + "/profile").path("lastCsat").asInt());

        JsonNode scores = admin.read(PAGE + "/profile/scores");
        List<Told> scored =
                told(record -> record.nps() != null || record.csat() != null).toList();
        assertEquals(scored.size(), scores.path("total").asInt());
        assertEquals(
                scored.stream().filter(record -> record.at() == null).count(),
                scores.path("undated").asLong());
        Map<String, String> given = new TreeMap<>();
        scored.forEach(record -> given.put(record.id(), record.nps() + "/" + record.csat()));
        Map<String, String> answered = new TreeMap<>();
        scores.path("answers")
                .forEach(answer -> answered.put(
                        answer.path("id").asText(),
                        answer.path("nps").asText() + "/" + answer.path("csat").asText()));
        assertEquals(given, answered);
    }

    private Told lastSaid(Function<Told, Integer> score) {
        return told(record -> record.type().equals("feedback") && score.apply(record) != null && record.at() != null)
                .max(Comparator.comparing(Told::at))
                .orElseThrow();
    }

    private static double medianGap(List<Told> orders) {
        List<LocalDate> days = orders.stream()
                .map(Told::day)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < days.size(); i++) {
            gaps.add(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i)));
        }
        gaps.sort(Comparator.naturalOrder());
        int middle = gaps.size() / 2;
        return gaps.size() % 2 == 1 ? gaps.get(middle) : (gaps.get(middle - 1) + gaps.get(middle)) / 2.0;
    }

    @Test
    void buyingHabits_areThoseOfTheOrders() throws Exception {
        JsonNode habits = admin.read(PAGE + "/profile/habits");
        List<Told> orders = bought("order");
        List<Told> returns = bought("return");
        assertEquals(orders.size(), habits.path("orders").asInt());
        assertEquals(
                happened(record -> record.is("order")).size() - orders.size(),
                habits.path("coming").asInt());
        assertEquals(returns.size(), habits.path("returns").asInt());
        shares(habits.path("products"), orders, Told::product);
        shares(habits.path("categories"), orders, Told::category);
        shares(habits.path("channels"), orders, Told::channel);
        assertEquals(medianGap(orders), habits.path("gap").path("median").asDouble());
        long days = orders.stream()
                .map(Told::day)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        assertEquals(days, habits.path("gap").path("days").asLong());
        assertEquals(days - 1, habits.path("gap").path("gaps").asLong());
        for (String currency : List.of("CNY", "USD")) {
            amounts(habits, currency, orders, returns);
        }
        Map<String, BigDecimal> months = new TreeMap<>();
        Stream.concat(orders.stream(), returns.stream())
                .forEach(record -> months.merge(
                        (record.day() == null ? "null" : record.day().toString().substring(0, 7)) + record.money(),
                        record.amount() == null
                                ? BigDecimal.ZERO
                                : record.is("order")
                                        ? record.amount()
                                        : record.amount().abs().negate(),
                        BigDecimal::add));
        Map<String, BigDecimal> told = new TreeMap<>();
        habits.path("months")
                .forEach(month -> told.put(
                        month.path("month").asText() + month.path("currency").asText(),
                        month.path("net").decimalValue().setScale(2, RoundingMode.UNNECESSARY)));
        months.replaceAll((month, net) -> net.setScale(2, RoundingMode.UNNECESSARY));
        assertEquals(months, told);
    }

    private static void shares(JsonNode shares, List<Told> orders, Function<Told, String> by) {
        Map<String, Long> counted = orders.stream()
                .map(by)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
        long named = 0;
        long least = Long.MAX_VALUE;
        for (JsonNode share : shares.path("values")) {
            long count = share.path("orders").asLong();
            assertEquals(counted.get(share.path("value").asText()), count);
            double quantity = orders.stream()
                    .filter(order -> share.path("value").asText().equals(by.apply(order)) && order.quantity() != null)
                    .mapToInt(Told::quantity)
                    .sum();
            assertEquals(quantity, share.path("quantity").asDouble());
            assertTrue(count <= least, "the most frequent first");
            least = count;
            named += count;
        }
        assertEquals(Math.min(6, counted.size()), shares.path("values").size());
        assertEquals(
                counted.values().stream().mapToLong(Long::longValue).sum() - named,
                shares.path("others").asLong());
        assertEquals(
                orders.stream().filter(order -> by.apply(order) == null).count(),
                shares.path("without").asLong());
    }

    private static void amounts(JsonNode habits, String currency, List<Told> orders, List<Told> returns) {
        JsonNode amounts = StreamSupport.stream(habits.path("amounts").spliterator(), false)
                .filter(each -> each.path("currency").asText().equals(currency))
                .findFirst()
                .orElseThrow();
        List<BigDecimal> priced = orders.stream()
                .filter(order -> order.money().equals(currency) && order.amount() != null)
                .map(Told::amount)
                .sorted()
                .toList();
        BigDecimal median = priced.get((priced.size() - 1) / 2)
                .add(priced.get(priced.size() / 2))
                .divide(BigDecimal.valueOf(2));
        assertEquals(priced.size(), amounts.path("priced").asInt());
        assertEquals(0, median.compareTo(amounts.path("median").decimalValue()), currency + " " + median);
        BigDecimal ordered = priced.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal returned = returns.stream()
                .filter(record -> record.money().equals(currency) && record.amount() != null)
                .map(record -> record.amount().abs())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, ordered.compareTo(amounts.path("ordered").decimalValue()));
        assertEquals(0, returned.compareTo(amounts.path("returned").decimalValue()));
        assertEquals(0, ordered.subtract(returned).compareTo(amounts.path("net").decimalValue()));
    }

    @Test
    void theBrief_holdsWhatIsOpen_whatIsDue_whatWasTold_andWhoSpokeLast() throws Exception {
        Instant now = Instant.now();
        JsonNode brief = admin.read(PAGE + "/profile/brief?language=en");
        List<Told> open = happened(Told::isOpen);
        assertEquals(open.size(), brief.path("openCases").path("total").asInt());
        assertEquals(
                open.stream()
                        .sorted(Comparator.comparing(Told::at, Comparator.nullsLast(Comparator.reverseOrder())))
                        .limit(5)
                        .map(Told::id)
                        .toList(),
                ids(brief.path("openCases").path("entries")));
        List<Told> due = happened(record -> record.dueAt() != null
                && record.resolvedAt() == null
                && !List.of("resolved", "closed").contains(String.valueOf(record.status())));
        assertEquals(due.size(), brief.path("promised").path("total").asInt());
        assertEquals(
                due.stream()
                        .map(Told::dueAt)
                        .sorted()
                        .limit(5)
                        .map(Instant::toString)
                        .toList(),
                StreamSupport.stream(brief.path("promised").path("entries").spliterator(), false)
                        .map(entry -> entry.path("fields").path("dueAt").asText())
                        .toList());
        assertEquals(
                happened(record -> record.resolution() != null).stream()
                        .map(Told::resolvedAt)
                        .sorted(Comparator.reverseOrder())
                        .limit(2)
                        .map(String::valueOf)
                        .toList(),
                StreamSupport.stream(brief.path("resolutions").spliterator(), false)
                        .map(entry -> entry.path("fields").path("resolvedAt").asText())
                        .toList());
        List<String> talks = List.of("enquiry", "case", "complaint", "visit", "call", "message", "note");
        assertEquals(
                happened(record -> talks.contains(String.valueOf(record.kind()))
                                && record.at() != null
                                && !record.at().isAfter(now))
                        .stream()
                        .map(Told::at)
                        .sorted(Comparator.reverseOrder())
                        .limit(3)
                        .map(Instant::toString)
                        .toList(),
                StreamSupport.stream(brief.path("contacts").spliterator(), false)
                        .map(entry -> entry.path("at").asText())
                        .toList());
        String text = brief.path("text").asText();
        assertTrue(text.contains("Open cases (" + open.size() + ")"), text);
        assertTrue(text.contains("Promised and due (" + due.size() + ")"), text);
        assertTrue(text.startsWith("Ann (numbers/c) · gold"), text);
        assertTrue(text.lines().count() <= 40, "it fits a screen");
        Caller.assertProblem(422, "fr", admin.get(PAGE + "/profile/brief?language=fr"));
    }

    private static List<String> ids(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.path("id").asText())
                .toList();
    }
}
