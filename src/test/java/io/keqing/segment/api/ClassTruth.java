package io.keqing.segment.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A second way to work out facts and classes: one customer at a time, in plain Java, from the rows as they are.
///
/// @param thresholds by fact and share
final class ClassTruth {
    private static final Set<String> ONLINE = Set.of("email", "chat", "social", "web", "app");
    private static final Set<String> OPEN = Set.of("open", "pending", "reopened");

    private final ZoneId zone;
    private final JsonNode schemes;
    private final Map<String, Double> thresholds = new HashMap<>();
    private final double silentDays;
    private final double gaps;
    private final boolean joinedIsContract;

    ClassTruth(ZoneId zone, JsonNode schemes, JsonNode churn) {
        this.zone = zone;
        this.schemes = schemes;
        this.silentDays = churn.path("silentDays").asDouble();
        this.gaps = churn.path("gaps").asDouble();
        this.joinedIsContract = churn.path("joinedIsContract").asBoolean();
        schemes.path(0)
                .path("thresholds")
                .forEach(each -> thresholds.put(
                        each.path("fact").asText() + " "
                                + Math.round(each.path("share").asDouble() * 100),
                        each.path("value").asDouble()));
    }

    record Done(
            String kind,
            @Nullable String channel,
            @Nullable Double amount,
            @Nullable String status,
            @Nullable Instant at) {}

    /// @param key that tells which of two at the same moment is the later
    record Said(
            int key,
            @Nullable Double nps,
            @Nullable Double csat,
            @Nullable Instant at) {}

    record Person(
            @Nullable String relation,
            @Nullable LocalDate ended,
            @Nullable LocalDate joined,
            List<Done> done,
            List<Said> said) {}

    /// Facts by name; words and numbers, those missing left out.
    Map<String, Object> facts(Person person, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        List<Done> past = new ArrayList<>();
        List<Instant> contacts = new ArrayList<>();
        Map<String, Object> facts = new TreeMap<>();
        for (Done each : person.done()) {
            if (each.at() == null || !each.at().isAfter(now)) {
                past.add(each);
            }
        }
        int complaints = 0;
        List<Done> year = new ArrayList<>();
        for (Done each : past) {
            if (each.at() != null) {
                contacts.add(each.at());
                if (each.kind().equals("complaint") && within(each.at(), now, 90)) {
                    complaints++;
                }
                if (within(each.at(), now, 365)) {
                    year.add(each);
                }
            }
        }
        List<Said> said = new ArrayList<>();
        for (Said each : person.said()) {
            if (each.at() == null || !each.at().isAfter(now)) {
                said.add(each);
                if (each.at() != null) {
                    contacts.add(each.at());
                }
            }
        }
        List<Done> orders =
                past.stream().filter(each -> each.kind().equals("order")).toList();
        List<Done> dated = orders.stream().filter(each -> each.at() != null).toList();
        facts.put("orders", (double) orders.size());
        put(facts, "spent", money(past, false));
        TreeSet<LocalDate> days = new TreeSet<>();
        dated.forEach(each -> days.add(each.at().atZone(zone).toLocalDate()));
        if (!days.isEmpty()) {
            double recency = days.last().until(today, ChronoUnit.DAYS);
            Double gap = gap(new ArrayList<>(days));
            put(facts, "medianGap", gap);
            facts.put("recencyDays", recency);
            facts.put("firstOrderDays", (double) days.first().until(today, ChronoUnit.DAYS));
            facts.put("silence", recency / Math.max(silentDays, gap == null ? 0 : gaps * gap));
            facts.put("standing", "orders");
            Double spent = money(past, true);
            facts.put("r", 5d - below("recencyDays", recency));
            facts.put("f", 1d + below("orders", dated.size()));
            facts.put("m", 1d + below("spent", spent == null ? 0 : spent));
            facts.put("spent by cut", spent == null ? 0 : spent);
        }
        facts.put("orders365", count(year, "order"));
        facts.put("contacts90", (double)
                contacts.stream().filter(at -> within(at, now, 90)).count());
        facts.put("contacts365", (double) year.size());
        if (!year.isEmpty()) {
            double all = year.size();
            facts.put("serviceShare", (count(year, "case") + count(year, "complaint") + count(year, "return")) / all);
            facts.put("adviceShare", count(year, "enquiry") / all);
            facts.put(
                    "onlineShare",
                    year.stream()
                                    .filter(each -> each.channel() != null && ONLINE.contains(each.channel()))
                                    .count()
                            / all);
        }
        contacts.stream().max(Comparator.naturalOrder()).ifPresent(last -> {
            facts.put("lastContact", last);
            facts.put("contactDays", (double) last.atZone(zone).toLocalDate().until(today, ChronoUnit.DAYS));
        });
        facts.put("openCases", (double) past.stream()
                .filter(each -> List.of("case", "complaint").contains(each.kind()))
                .filter(each -> each.status() != null && OPEN.contains(each.status()))
                .count());
        facts.put("complaints90", (double) complaints);
        last(said, false).ifPresent(each -> facts.put("lastNps", each.nps()));
        last(said, true).ifPresent(each -> {
            double score = each.csat() == null ? 0 : each.csat();
            facts.put("lastCsatClass", score >= 4 ? "satisfied" : score >= 3 ? "neutral" : "unsatisfied");
        });
        if (person.ended() != null) {
            facts.put("endedDays", (double) person.ended().until(today, ChronoUnit.DAYS));
        }
        contract(person, today, facts);
        if (person.ended() != null
                && person.joined() != null
                && joinedIsContract
                && !"prospect".equals(person.relation())
                && person.joined().isAfter(person.ended())
                && !"ended".equals(facts.get("standing"))) {
            facts.remove("endedDays");
        }
        if (person.joined() != null) {
            facts.put("joinedDays", (double) person.joined().until(today, ChronoUnit.DAYS));
        }
        put(facts, "relation", person.relation());
        return facts;
    }

    /// Staff are nobody's customers; who joined is under contract until it ends.
    private void contract(Person person, LocalDate today, Map<String, Object> facts) {
        LocalDate joined = joinedIsContract && !"prospect".equals(person.relation()) ? person.joined() : null;
        LocalDate ended = person.ended();
        if ("staff".equals(person.relation())) {
            facts.remove("standing");
            facts.remove("silence");
        } else if (ended != null
                && ended.isBefore(today)
                && (joined == null || !joined.isAfter(ended) || joined.isAfter(today))) {
            facts.put("standing", "ended");
            facts.put("silence", 2d);
        } else if (ended != null && (joined == null || joined.isAfter(ended) || !joined.isAfter(today))
                || joined != null && !joined.isAfter(today)) {
            facts.put("standing", "contract");
            facts.put("silence", 0d);
        }
    }

    private static java.util.Optional<Said> last(List<Said> said, boolean csat) {
        Comparator<Said> later = Comparator.comparing((Said each) -> each.at() == null ? Instant.MIN : each.at())
                .thenComparingInt(Said::key);
        return said.stream()
                .filter(each -> (csat ? each.csat() : each.nps()) != null)
                .max(later);
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static boolean within(Instant at, Instant now, int days) {
        return at.isAfter(now.minus(Duration.ofDays(days)));
    }

    private static double count(List<Done> done, String kind) {
        return done.stream().filter(each -> each.kind().equals(kind)).count();
    }

    private static @Nullable Double money(List<Done> past, boolean datedOnly) {
        Double sum = null;
        for (Done each : past) {
            if (each.amount() != null && (each.at() != null || !datedOnly)) {
                double amount = switch (each.kind()) {
                    case "order" -> each.amount();
                    case "return" -> -Math.abs(each.amount());
                    default -> Double.NaN;
                };
                if (!Double.isNaN(amount)) {
                    sum = (sum == null ? 0 : sum) + amount;
                }
            }
        }
        return sum;
    }

    private static @Nullable Double gap(List<LocalDate> days) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < days.size(); i++) {
            gaps.add(days.get(i - 1).until(days.get(i), ChronoUnit.DAYS));
        }
        gaps.sort(Comparator.naturalOrder());
        int n = gaps.size();
        return n == 0 ? null : (gaps.get((n - 1) / 2) + gaps.get(n / 2)) / 2d;
    }

    private int below(String fact, double value) {
        int below = 0;
        for (int share : new int[] {20, 40, 60, 80}) {
            Double cut = thresholds.get(fact + " " + share);
            below += cut != null && cut < value ? 1 : 0;
        }
        return below;
    }

    /// The class of each scheme, by the rules as REST tells them.
    Map<String, String> classes(Map<String, Object> facts) {
        Map<String, String> classes = new TreeMap<>();
        for (JsonNode scheme : schemes) {
            for (JsonNode rule : scheme.path("rules")) {
                boolean all = true;
                for (Map.Entry<String, JsonNode> asked : rule.path("when").properties()) {
                    all &= meets(asked.getKey(), asked.getValue(), facts);
                }
                if (all) {
                    classes.put(scheme.path("name").asText(), rule.path("class").asText());
                    break;
                }
            }
        }
        return classes;
    }

    private boolean meets(String fact, JsonNode asked, Map<String, Object> facts) {
        Object value = facts.get(fact);
        if (asked.isArray()) {
            boolean found = false;
            for (JsonNode word : asked) {
                found |= word.asText().equals(value);
            }
            return found;
        }
        int dots = asked.asText().indexOf("..");
        String low = asked.asText().substring(0, dots);
        String high = asked.asText().substring(dots + 2);
        if (low.endsWith("%") || high.endsWith("%")) {
            Object cut = facts.get(fact + " by cut");
            return cut instanceof Double number
                    && (low.isEmpty() || number > threshold(fact, low))
                    && (high.isEmpty() || number <= threshold(fact, high));
        }
        return value instanceof Double number
                && (low.isEmpty()
                        || (low.endsWith("<")
                                ? number > Double.parseDouble(low.substring(0, low.length() - 1))
                                : number >= Double.parseDouble(low)))
                && (high.isEmpty()
                        || (high.startsWith("<")
                                ? number < Double.parseDouble(high.substring(1))
                                : number <= Double.parseDouble(high)));
    }

    private double threshold(String fact, String share) {
        Double cut = thresholds.get(fact + " " + share.substring(0, share.length() - 1));
        return cut == null ? Double.NaN : cut;
    }
}
