package io.keqing.segment.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A small invented population of one source: buyers, subscribers, staff, accounts for tests, some of
/// them merged
/// away, and what each number about them must be, counted in plain Java.
record Buyers(String source, List<Buyer> buyers) {
    /// An order or a return, or an interaction of another kind.
    record Bought(
            String kind,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            Instant at) {
        boolean happened(Instant now) {
            return !at.isAfter(now);
        }
    }

    /// @param away id of a customer who was merged into this one, null where none was
    record Buyer(
            String id,
            @Nullable String away,
            @Nullable String relation,
            boolean test,
            @Nullable LocalDate joined,
            @Nullable LocalDate ended,
            List<Bought> bought) {
        List<Bought> orders(Instant now) {
            return bought.stream()
                    .filter(each -> each.kind().equals("order") && each.happened(now))
                    .toList();
        }

        long coming(Instant now) {
            return bought.stream()
                    .filter(each -> each.kind().equals("order") && !each.happened(now))
                    .count();
        }

        /// Null where nothing has an amount in the portal's currency.
        @Nullable
        BigDecimal spent(Instant now) {
            BigDecimal sum = null;
            for (Bought each : bought) {
                BigDecimal amount = each.amount();
                boolean own = each.currency() == null || each.currency().equals("CNY");
                if (amount != null && own && each.happened(now) && !each.kind().equals("case")) {
                    BigDecimal net =
                            each.kind().equals("order") ? amount : amount.abs().negate();
                    sum = sum == null ? net : sum.add(net);
                }
            }
            return sum;
        }

        TreeSet<LocalDate> days(Instant now) {
            TreeSet<LocalDate> days = new TreeSet<>();
            orders(now)
                    .forEach(each -> days.add(each.at().atZone(ZoneOffset.UTC).toLocalDate()));
            return days;
        }

        @Nullable
        Double medianGap(Instant now) {
            List<LocalDate> days = List.copyOf(days(now));
            List<Long> gaps = new ArrayList<>();
            for (int i = 1; i < days.size(); i++) {
                gaps.add(days.get(i - 1).until(days.get(i), ChronoUnit.DAYS));
            }
            gaps.sort(null);
            int n = gaps.size();
            return n == 0 ? null : (gaps.get((n - 1) / 2) + gaps.get(n / 2)) / 2d;
        }

        boolean counts() {
            return !"staff".equals(relation) && !test;
        }

        boolean contract(LocalDate day) {
            boolean begun = joined != null && !joined.isAfter(day);
            return ended == null ? begun : !ended.isBefore(day) && (joined == null || begun);
        }

        boolean active(LocalDate day, Instant moment) {
            return counts()
                    && (contract(day) || !over(day) && !silent(day, moment).equals("yes") && bought(moment));
        }

        boolean lost(LocalDate day, Instant moment) {
            return counts()
                    && !contract(day)
                    && (over(day) || silent(day, moment).equals("yes"));
        }

        private boolean over(LocalDate day) {
            return ended != null && ended.isBefore(day);
        }

        private boolean bought(Instant moment) {
            return !days(moment).isEmpty();
        }

        private String silent(LocalDate day, Instant moment) {
            TreeSet<LocalDate> days = days(moment);
            if (days.isEmpty()) {
                return "never bought";
            }
            Double gap = medianGap(moment);
            double patience = Math.max(90, gap == null ? 0 : 3 * gap);
            return days.last().until(day, ChronoUnit.DAYS) > patience ? "yes" : "no";
        }
    }

    static Buyers random(int number, Instant now) {
        Random random = new Random(1_000L + number);
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        List<Buyer> buyers = new ArrayList<>();
        int size = 5 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            List<Bought> bought = new ArrayList<>();
            int events = random.nextInt(8);
            for (int j = 0; j < events; j++) {
                int kind = random.nextInt(10);
                // not within the hour in which the doors are asked
                int hours = random.nextInt(24 * 800) - 24 * 60;
                Instant at = now.minus(hours == 0 ? 2 : hours, ChronoUnit.HOURS)
                        .minus(hours > 0 ? 61 : -61, ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.SECONDS);
                BigDecimal amount = BigDecimal.valueOf(100 + random.nextInt(90_000), 2);
                bought.add(new Bought(
                        kind < 7 ? "order" : kind < 9 ? "return" : "case",
                        random.nextInt(12) == 0 ? null : kind == 8 ? amount.negate() : amount,
                        random.nextInt(5) == 0 ? "USD" : random.nextInt(2) == 0 ? "CNY" : null,
                        at));
            }
            LocalDate joined = random.nextInt(4) == 0 ? today.minusDays(random.nextInt(900)) : null;
            LocalDate ended = random.nextInt(6) == 0 ? today.plusDays(random.nextInt(400) - 250) : null;
            boolean order = joined != null && ended != null && joined.isAfter(ended);
            buyers.add(new Buyer(
                    "b" + i,
                    random.nextInt(4) == 0 ? "away" + i : null,
                    random.nextInt(12) == 0 ? "staff" : null,
                    random.nextInt(12) == 0,
                    order ? ended : joined,
                    order ? joined : ended,
                    bought));
        }
        return new Buyers("doors-" + number, buyers);
    }

    String customers() {
        StringBuilder lines = new StringBuilder();
        for (Buyer each : buyers) {
            lines.append("{\"source\":\"%s\",\"id\":\"%s\",\"name\":\"Buyer %s\"%s%s%s%s}\n"
                    .formatted(
                            source,
                            each.id(),
                            each.id(),
                            each.relation() == null ? "" : ",\"relation\":\"staff\"",
                            each.test() ? ",\"tags\":[\"x\",\"test\"]" : "",
                            each.joined() == null ? "" : ",\"joined\":\"" + each.joined() + "\"",
                            each.ended() == null ? "" : ",\"ended\":\"" + each.ended() + "\""));
            if (each.away() != null) {
                lines.append("{\"source\":\"%s\",\"id\":\"%s\"}\n".formatted(source, each.away()));
            }
        }
        return lines.toString();
    }

    /// Every second record of whom somebody was merged into stands under the other's id.
    String interactions() {
        StringBuilder lines = new StringBuilder();
        for (Buyer each : buyers) {
            for (int i = 0; i < each.bought().size(); i++) {
                Bought one = each.bought().get(i);
                String whose = each.away() != null && i % 2 == 1 ? each.away() : each.id();
                lines.append(
                        "{\"source\":\"%s\",\"id\":\"%s-%d\",\"customer\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\"%s%s}\n"
                                .formatted(
                                        source,
                                        each.id(),
                                        i,
                                        Objects.requireNonNull(whose),
                                        one.kind(),
                                        one.at(),
                                        one.amount() == null
                                                ? ""
                                                : ",\"amount\":" + one.amount().toPlainString(),
                                        one.currency() == null ? "" : ",\"currency\":\"" + one.currency() + "\""));
            }
        }
        return lines.toString();
    }
}
