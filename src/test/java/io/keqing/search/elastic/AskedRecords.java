package io.keqing.search.elastic;

import io.keqing.search.Clause;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Records in memory with the plainest possible reading of a [Clause], and a maker of random clauses over them.
final class AskedRecords {
    /// No word of these has another form, and none is part of another.
    private static final List<String> WORDS = List.of("zorf", "quen", "blit", "mauv", "tesk");

    private final Instant now;
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<String, Set<Integer>> segments = new HashMap<>();

    AskedRecords(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    static final class Row {
        private final int key;
        private final @Nullable Integer customer;
        private final Map<String, Object> values = new HashMap<>();
        private List<String> words = List.of();

        private Row(int key, @Nullable Integer customer) {
            this.key = key;
            this.customer = customer;
        }

        Row with(String field, @Nullable Object value) {
            if (value != null) {
                values.put(field, value);
            }
            return this;
        }

        void text(String text) {
            words = Arrays.asList(text.split(" "));
        }
    }

    Row add(String type, int key, @Nullable Integer customer) {
        Row row = new Row(key, customer);
        rows.computeIfAbsent(type, name -> new ArrayList<>()).add(row);
        return row;
    }

    void segment(String id, Set<Integer> keys) {
        segments.put(id, keys);
    }

    static String words(Random random) {
        return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining(" "));
    }

    Set<Integer> answer(String type, Clause clause) {
        return rows(type).stream()
                .filter(row -> holds(clause, row))
                .map(row -> row.key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Row> belonging(String type, int customer) {
        return rows(type).stream()
                .filter(row -> Objects.equals(row.customer, customer))
                .toList();
    }

    private List<Row> rows(String type) {
        return rows.getOrDefault(type, List.of());
    }

    private boolean holds(Clause clause, Row row) {
        return switch (clause) {
            case Clause.Word word -> row.words.contains(word.text());
            case Clause.Phrase phrase -> (" " + String.join(" ", row.words) + " ").contains(" " + phrase.text() + " ");
            case Clause.Contact contact -> row.words.contains(contact.text());
            case Clause.Prefix prefix -> row.words.stream().anyMatch(word -> word.startsWith(prefix.start()));
            case Clause.Pattern pattern ->
                row.words.stream().anyMatch(word -> word.matches(pattern.text().replace("*", ".*")));
            case Clause.On(Filter filter) ->
                filter.anyOf().stream().anyMatch(condition -> holds(condition, row.values.get(filter.field())));
            case Clause.Lately lately ->
                row.values.get("at") instanceof Instant at && at.isAfter(now.minus(lately.count(), ChronoUnit.DAYS));
            case Clause.All all -> all.of().stream().allMatch(part -> holds(part, row));
            case Clause.Any any -> any.of().stream().anyMatch(part -> holds(part, row));
            case Clause.Not not -> !holds(not.of(), row);
            case Clause.Has has ->
                row.customer != null
                        && belonging(has.type(), row.customer).stream().anyMatch(own -> holds(has.of(), own));
            case Clause.Of of ->
                row.customer != null
                        && belonging(of.type(), row.customer).stream().anyMatch(own -> holds(of.of(), own));
            case Clause.InSegment in ->
                row.customer != null && segments.getOrDefault(in.id(), Set.of()).contains(row.customer);
        };
    }

    private boolean holds(Condition condition, @Nullable Object value) {
        return switch (condition) {
            case Condition.Missing missing -> value == null;
            case Condition.Present present -> value != null;
            case Condition.Is(String wanted)
            when value instanceof Double number -> number == Double.parseDouble(wanted);
            case Condition.Is(String wanted) -> value instanceof String text && wanted.equalsIgnoreCase(text);
            case Condition.Like(String pattern) ->
                value instanceof String text && text.matches(pattern.replace("*", ".*"));
            case Condition.Between between -> value != null && between(between, value);
        };
    }

    private boolean between(Condition.Between between, Object value) {
        String from = between.from();
        String to = between.to();
        return switch (value) {
            case Double number ->
                (from == null
                                || (between.fromExcluded()
                                        ? number > Double.parseDouble(from)
                                        : number >= Double.parseDouble(from)))
                        && (to == null
                                || (between.toExcluded()
                                        ? number < Double.parseDouble(to)
                                        : number <= Double.parseDouble(to)));
            case LocalDate day -> {
                YearMonth month = YearMonth.from(day);
                yield (from == null
                                || (between.fromExcluded()
                                        ? month.isAfter(YearMonth.parse(from))
                                        : !month.isBefore(YearMonth.parse(from))))
                        && (to == null
                                || (between.toExcluded()
                                        ? month.isBefore(YearMonth.parse(to))
                                        : !month.isAfter(YearMonth.parse(to))));
            }
            case Instant at -> (from == null || at.isAfter(ago(from))) && (to == null || at.isBefore(ago(to)));
            default -> throw new IllegalArgumentException("no order: " + value);
        };
    }

    /// `now-30d`
    private Instant ago(String date) {
        return now.minus(Long.parseLong(date.substring(4, date.length() - 1)), ChronoUnit.DAYS);
    }

    Clause clause(String type, Random random, int depth, int across) {
        int kind = random.nextInt(depth == 0 ? 4 : 10);
        return switch (kind) {
            case 0, 1, 2, 3 -> leaf(type, random);
            case 4 -> not(clause(type, random, depth - 1, across));
            case 5, 6 ->
                new Clause.All(
                        List.of(notAll(type, random, depth - 1, across), notAll(type, random, depth - 1, across)));
            case 7 -> new Clause.Any(List.of(leaf(type, random), leaf(type, random)));
            default -> across == 0 ? leaf(type, random) : across(random, depth, across);
        };
    }

    private Clause across(Random random, int depth, int across) {
        return switch (random.nextInt(5)) {
            case 0 -> new Clause.Of("customers", clause("customers", random, depth - 1, across - 1));
            case 1 -> new Clause.InSegment("even");
            case 2 -> new Clause.Has("feedback", clause("feedback", random, depth - 1, across - 1));
            default -> new Clause.Has("interactions", clause("interactions", random, depth - 1, across - 1));
        };
    }

    private Clause notAll(String type, Random random, int depth, int across) {
        Clause made = clause(type, random, depth, across);
        return made instanceof Clause.All ? leaf(type, random) : made;
    }

    private static Clause not(Clause of) {
        return of instanceof Clause.On(Filter filter) && filter.anyOf().equals(List.of(new Condition.Present()))
                ? on(filter.field(), new Condition.Missing())
                : new Clause.Not(of);
    }

    private static Clause on(String field, Condition... anyOf) {
        return new Clause.On(new Filter(field, List.of(anyOf)));
    }

    private static Clause leaf(String type, Random random) {
        boolean customers = type.equals("customers");
        return switch (random.nextInt(customers ? 4 : 9)) {
            case 0 -> own(type, random);
            case 1 -> numbers(customers ? "points" : type.equals("feedback") ? "nps" : "", customers ? 100 : 1, random);
            case 2 -> customers ? months(random) : ago(random);
            case 3 ->
                on(customers ? "tier" : "at", random.nextBoolean() ? new Condition.Missing() : new Condition.Present());
            case 4 -> new Clause.Prefix(WORDS.get(random.nextInt(5)).substring(0, 2));
            case 5 -> new Clause.Phrase(WORDS.get(random.nextInt(5)) + " " + WORDS.get(random.nextInt(5)));
            case 6 -> new Clause.Lately(1 + random.nextInt(59), Clause.Lately.Unit.DAYS);
            case 7 -> new Clause.Pattern(WORDS.get(random.nextInt(5)).replaceAll("^(..).", "$1*"));
            default -> new Clause.Word(WORDS.get(random.nextInt(5)));
        };
    }

    private static Clause own(String type, Random random) {
        return switch (type) {
            case "customers" ->
                random.nextBoolean()
                        ? on("tier", new Condition.Is("GOLD"), new Condition.Is("普通 卡"))
                        : on("tier", new Condition.Like("*l*d"));
            case "interactions" -> on("kind", new Condition.Is(random.nextBoolean() ? "complaint" : "order"));
            default -> on("nps", new Condition.Is("" + random.nextInt(11)), new Condition.Missing());
        };
    }

    private static Clause numbers(String field, int step, Random random) {
        if (field.isEmpty()) {
            return ago(random);
        }
        int from = random.nextInt(8) * step;
        return on(
                field,
                new Condition.Between(
                        random.nextInt(4) == 0 ? null : "" + from,
                        "" + (from + random.nextInt(5) * step),
                        false,
                        random.nextBoolean()));
    }

    private static Clause months(Random random) {
        YearMonth from = YearMonth.of(2023, 1).plusMonths(random.nextInt(24));
        return on(
                "joined",
                new Condition.Between(
                        from.toString(), from.plusMonths(1 + random.nextInt(6)).toString(), random.nextBoolean()));
    }

    private static Clause ago(Random random) {
        int days = 1 + random.nextInt(58);
        return on(
                "at",
                random.nextBoolean()
                        ? new Condition.Between("now-" + days + "d", null, false)
                        : new Condition.Between("now-60d", "now-" + days + "d", false));
    }
}
