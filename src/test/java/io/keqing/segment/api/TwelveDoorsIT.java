package io.keqing.segment.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keqing.Caller;
import io.keqing.segment.api.Buyers.Buyer;
import io.micronaut.runtime.server.EmbeddedServer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Asks every door that counts purchases or customers for the same numbers, over random populations
/// with future,
/// returned, foreign-currency and merged orders, contracts, staff and accounts for tests, and wants
/// what plain Java
/// counts. Eight populations; `-Dkeqing.statistics.runs=200` asks over two hundred.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwelveDoorsIT {
    private static final int POPULATIONS = Integer.getInteger("keqing.statistics.runs", 8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Instant now = Instant.now();
    private final LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    private final List<Buyers> populations = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private long compared;
    private EmbeddedServer server;
    private Caller admin;

    @BeforeAll
    void bring() throws Exception {
        server = Caller.portal(Map.of("keqing.zone", "UTC", "keqing.facts.first-look", "1h"));
        admin = Caller.admin(server);
        StringBuilder customers = new StringBuilder();
        StringBuilder interactions = new StringBuilder();
        for (int i = 0; i < POPULATIONS; i++) {
            Buyers each = Buyers.random(i, now);
            populations.add(each);
            customers.append(each.customers());
            interactions.append(each.interactions());
        }
        batch("customers", customers.toString());
        batch("interactions", interactions.toString());
        for (Buyers each : populations) {
            for (Buyer buyer : each.buyers()) {
                if (buyer.away() != null) {
                    var merged = admin.post(
                            "/merges",
                            "{\"keep\":{\"source\":\"%1$s\",\"id\":\"%2$s\"},\"away\":{\"source\":\"%1$s\",\"id\":\"%3$s\"}}"
                                    .formatted(each.source(), buyer.id(), buyer.away()));
                    assertEquals(201, merged.statusCode(), merged.body());
                }
            }
        }
        admin.settle();
    }

    private void batch(String type, String lines) throws Exception {
        String[] all = lines.split("\n");
        for (int from = 0; from < all.length; from += 2_000) {
            String part = String.join("\n", List.of(all).subList(from, Math.min(all.length, from + 2_000)));
            var answer = admin.call("POST", "/" + type + "/_batch", part, "Content-Type", "application/x-ndjson");
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void same(String door, Object expected, @Nullable Object found) {
        compared++;
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            differences.add("%s: expected %s, was %s".formatted(door, expected, found));
        }
    }

    private static String money(@Nullable BigDecimal amount) {
        return amount == null ? "none" : amount.setScale(2).toPlainString();
    }

    private static String money(JsonNode amount) {
        return amount.isMissingNode() || amount.isNull()
                ? "none"
                : new BigDecimal(amount.asText()).setScale(2).toPlainString();
    }

    @Test
    void everyDoorCountsTheSame() throws Exception {
        for (Buyers population : populations) {
            for (Buyer buyer : population.buyers()) {
                ofOne(population.source(), buyer);
            }
            scores(population);
            values(population);
            cohorts(population);
            churn(population);
        }
        winBackAndCare();
        figures();
        assertEquals(List.of(), differences, "differences among " + compared);
        System.out.printf("%d numbers compared over %d populations%n", compared, POPULATIONS);
    }

    /// The record, the page, the brief and the habits.
    private void ofOne(String source, Buyer buyer) throws Exception {
        String name = source + "/" + buyer.id();
        int orders = buyer.orders(now).size();
        String spent = money(buyer.spent(now));
        boolean shown = orders + buyer.coming(now) > 0
                || buyer.bought().stream().anyMatch(each -> each.kind().equals("return") && each.happened(now));
        TreeSet<LocalDate> days = buyer.days(now);

        JsonNode record = admin.read("/customers/" + name);
        same(name + " record orders", orders, record.path("orders").asInt());
        same(name + " record spent", spent, money(record.path("spent")));
        same(
                name + " record last",
                days.isEmpty() ? "" : days.last(),
                record.path("lastOrder").asText());
        Double gap = buyer.medianGap(now);
        same(
                name + " record gap",
                gap == null ? 0d : gap,
                record.path("medianGap").asDouble());
        String standing = buyer.lost(today, now) ? "lost" : buyer.active(today, now) ? "active" : "neither";
        same(
                name + " class",
                standing,
                switch (record.path("churnRisk").asText()) {
                    case "lost" -> "lost";
                    case "none" -> "neither";
                    default -> "active";
                });

        JsonNode hit = admin.read("/customers/search?q=&f.source=" + source + "&size=100")
                .path("hits");
        for (JsonNode each : hit) {
            if (each.path("id").asText().equals(buyer.id())) {
                same(
                        name + " index orders",
                        orders,
                        each.path("fields").path("orders").asInt());
                same(name + " index spent", spent, money(each.path("fields").path("spent")));
            }
        }
        for (String door : List.of("profile", "profile/brief")) {
            Map<String, JsonNode> facts = new TreeMap<>();
            admin.read("/customers/" + name + "/" + door)
                    .path("facts")
                    .forEach(fact -> facts.put(fact.path("field").asText(), fact.path("value")));
            JsonNode none = JSON.missingNode();
            same(
                    name + " " + door + " orders",
                    shown ? orders : "none",
                    shown ? facts.getOrDefault("orders", none).asInt() : facts.containsKey("orders") ? "some" : "none");
            same(name + " " + door + " spent", spent, money(facts.getOrDefault("spent", none)));
        }
        JsonNode habits = admin.read("/customers/" + name + "/profile/habits");
        same(name + " habits orders", orders, habits.path("orders").asInt());
        same(name + " habits coming", buyer.coming(now), habits.path("coming").asLong());
        BigDecimal net = BigDecimal.ZERO;
        for (JsonNode each : habits.path("amounts")) {
            if (each.path("currency").asText().equals("CNY")) {
                net = net.add(new BigDecimal(each.path("net").asText()));
            }
        }
        BigDecimal own = buyer.spent(now);
        same(name + " habits spent", money(own == null ? BigDecimal.ZERO : own), money(net));
    }

    private void scores(Buyers population) throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (Buyer buyer : population.buyers()) {
            if (!buyer.orders(now).isEmpty()) {
                BigDecimal own = buyer.spent(now);
                expected.put(buyer.id(), buyer.orders(now).size() + " " + money(own == null ? BigDecimal.ZERO : own));
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (String line :
                admin.get("/customers/rfm?source=" + population.source()).body().split("\n")) {
            if (!line.isBlank()) {
                JsonNode each = JSON.readTree(line);
                found.put(each.path("id").asText(), each.path("orders").asInt() + " " + money(each.path("spent")));
            }
        }
        same(population.source() + " rfm", expected, found);
    }

    private void values(Buyers population) throws Exception {
        long customers = 0;
        long orders = 0;
        long known = 0;
        LocalDate seen = today.minusDays(30);
        for (Buyer buyer : population.buyers()) {
            BigDecimal spent = buyer.spent(now);
            if (buyer.counts() && !buyer.orders(now).isEmpty() && spent != null) {
                customers++;
                orders += buyer.orders(now).size();
            }
            if (buyer.counts() && !buyer.days(now).headSet(seen, true).isEmpty()) {
                known++;
            }
        }
        JsonNode clv = admin.read("/clv?holdout=30&source=" + population.source());
        long foundCustomers = 0;
        long foundOrders = 0;
        for (JsonNode band : clv.path("simple")) {
            foundCustomers += band.path("customers").asLong();
            foundOrders += band.path("orders").asLong();
        }
        same(population.source() + " clv customers", customers, foundCustomers);
        same(population.source() + " clv orders", orders, foundOrders);
        if (!clv.path("model").isNull()) {
            same(
                    population.source() + " model",
                    known,
                    clv.path("model").path("customers").asLong());
        }
        same(population.source() + " clv answers numbers", false, clv.toString().contains("NaN"));
    }

    private void cohorts(Buyers population) throws Exception {
        Map<String, long[]> expected = new TreeMap<>();
        YearMonth present = YearMonth.from(today);
        for (Buyer buyer : population.buyers()) {
            TreeSet<YearMonth> months = new TreeSet<>();
            buyer.days(now).forEach(day -> months.add(YearMonth.from(day)));
            if (buyer.counts() && !months.isEmpty()) {
                YearMonth first = months.first();
                int length = (int) first.until(present, java.time.temporal.ChronoUnit.MONTHS) + 1;
                long[] counts = expected.computeIfAbsent(first.toString(), any -> new long[length]);
                months.forEach(month -> counts[(int) first.until(month, java.time.temporal.ChronoUnit.MONTHS)]++);
            }
        }
        Map<String, String> wanted = new TreeMap<>();
        expected.forEach((month, counts) ->
                wanted.put(month, java.util.Arrays.toString(counts).replace(" ", "")));
        Map<String, String> found = new TreeMap<>();
        admin.read("/segments/retention?months=120&source=" + population.source())
                .path("cohorts")
                .forEach(cohort -> found.put(
                        cohort.path("month").asText(), cohort.path("ordered").toString()));
        same(population.source() + " retention", wanted, found);
    }

    private long[] churned(Buyers population, LocalDate from, LocalDate to) {
        long active = 0;
        long lost = 0;
        LocalDate start = from.minusDays(1);
        Instant end = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
        for (Buyer buyer : population.buyers()) {
            if (buyer.active(
                    start, from.atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1))) {
                active++;
                lost += buyer.lost(to, end) ? 1 : 0;
            }
        }
        return new long[] {active, lost};
    }

    private void churn(Buyers population) throws Exception {
        LocalDate from = today.minusDays(120);
        LocalDate to = today.minusDays(1);
        long[] expected = churned(population, from, to);
        JsonNode churn = admin.read("/churn?from=%s&to=%s&source=%s".formatted(from, to, population.source()))
                .path("churn");
        same(
                population.source() + " churn",
                expected[0] + " " + expected[1],
                churn.path("active").asLong() + " " + churn.path("lost").asLong());
    }

    private void winBackAndCare() throws Exception {
        TreeSet<String> lost = new TreeSet<>();
        TreeSet<String> kept = new TreeSet<>();
        for (Buyers population : populations) {
            for (Buyer buyer : population.buyers()) {
                String name = population.source() + "/" + buyer.id();
                if (buyer.lost(today, now)) {
                    lost.add(name);
                }
                boolean heard = buyer.bought().stream()
                        .anyMatch(each -> each.happened(now)
                                && !today.minusDays(30)
                                        .isBefore(
                                                each.at().atZone(ZoneOffset.UTC).toLocalDate()));
                boolean lately = buyer.bought().stream()
                        .anyMatch(each -> each.happened(now)
                                && today.minusDays(30)
                                        .isBefore(
                                                each.at().atZone(ZoneOffset.UTC).toLocalDate()));
                boolean over = buyer.ended() != null && buyer.ended().isBefore(today);
                if (heard && !lately && buyer.counts() && !over) {
                    kept.add(name);
                }
            }
        }
        same("win-back", lost, names("/churn/win-back?size=1000", "customers"));
        same("care without contact", kept, names("/care/noContact?size=1000", "customers"));
    }

    private TreeSet<String> names(String path, String list) throws Exception {
        TreeSet<String> names = new TreeSet<>();
        for (int offset = 0; ; offset += 1_000) {
            JsonNode page = admin.read(path + "&offset=" + offset).path(list);
            page.forEach(each -> names.add(
                    each.path("source").asText() + "/" + each.path("id").asText()));
            if (page.size() < 1_000) {
                return names;
            }
        }
    }

    /// The page of figures, over everybody.
    private void figures() throws Exception {
        LocalDate from = today.minusDays(90);
        LocalDate to = today.minusDays(1);
        LocalDate before = from.minusDays(90);
        long active = 0;
        long lost = 0;
        long ordered = 0;
        long again = 0;
        for (Buyers population : populations) {
            long[] churned = churned(population, from, to);
            active += churned[0];
            lost += churned[1];
            for (Buyer buyer : population.buyers()) {
                TreeSet<LocalDate> days = buyer.days(now);
                if (buyer.counts() && !days.subSet(before, from).isEmpty()) {
                    ordered++;
                    again += days.subSet(from, today).isEmpty() ? 0 : 1;
                }
            }
        }
        for (JsonNode kpi :
                admin.read("/kpis?from=%s&to=%s".formatted(from, to)).path("kpis")) {
            JsonNode reading = kpi.path("now");
            String found = reading.path("n").asLong() + " "
                    + Math.round(
                            reading.path("n").asLong() * reading.path("value").asDouble());
            switch (kpi.path("name").asText()) {
                case "churn" -> same("figures: churn", active + " " + lost, found);
                case "retention" -> same("figures: retention", ordered + " " + again, found);
                default -> {
                    continue;
                }
            }
        }
    }
}
