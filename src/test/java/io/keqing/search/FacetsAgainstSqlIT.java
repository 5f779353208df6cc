package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.Caller;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.search.FacetTruth.Column;
import io.keqing.search.RandomQuestions.Question;
import io.keqing.search.SearchResult.Facet;
import io.keqing.search.SearchResult.Value;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Totals and facets of random questions over sample records, against `group by` in PostgreSQL: not one
/// difference. `./dev test facets` asks 10,000 of 20,000 records; `-Dkeqing.seed=N` asks others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacetsAgainstSqlIT {
    private static final int QUESTIONS = Integer.getInteger("keqing.facets", 300);
    private static final long SEED = Long.getLong("keqing.seed", 20_261_126L);
    private static final int CUSTOMERS = Integer.getInteger("keqing.facets.customers", QUESTIONS > 1_000 ? 3_400 : 600);
    private static final List<String> TYPES = List.of("customers", "interactions", "feedback");
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final Map<String, List<String>> WORDS = Map.of(
            "customers", List.of("王", "公司", "李"),
            "interactions", List.of("快递", "refund", "质量", "-退货"),
            "feedback", List.of("服务", "price", "不满意", "-快递"));

    private EmbeddedServer server;
    private SearchIndex index;
    private SearchUrl url;

    @BeforeAll
    void start() throws Exception {
        System.out.println("facets: " + QUESTIONS + " questions of seed " + SEED + " over the sample of " + CUSTOMERS
                + " customers (-Dkeqing.facets=N -Dkeqing.seed=N)");
        server = Caller.portal(Map.of(
                "keqing.sample.customers",
                CUSTOMERS,
                "keqing.zone",
                FacetTruth.ZONE,
                // the truth is read once: no class may move after it
                "keqing.facts.first-look",
                "1h"));
        index = server.getApplicationContext().getBean(SearchIndex.class);
        url = server.getApplicationContext().getBean(SearchUrl.class);
        Caller admin = Caller.admin(server);
        settle(admin);
        for (String type : TYPES) {
            bringAttributes(admin, type);
        }
        settle(admin);
        for (String type : TYPES) {
            makeFacets(admin, type);
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// Until everything that is in the database is found.
    private void settle(Caller admin) throws Exception {
        long end = System.nanoTime()
                + ChronoUnit.MINUTES.getDuration().multipliedBy(15).toNanos();
        while (!(admin.read("/health").at("/index/pending").asLong() == 0 && sampleIsThere())) {
            assertTrue(System.nanoTime() < end, "still pending after 15 minutes");
            Thread.sleep(200);
        }
    }

    private boolean sampleIsThere() throws SQLException {
        return one("select (select count(*) from job where state = 'finished') >= 3 "
                        + "and not exists (select from job where state in ('queued', 'running')) "
                        + "and not exists (select from facts_queue) and not exists (select from index_queue)")
                .equals("t");
    }

    private String one(String sql) {
        return server.getApplicationContext().getBean(Database.class).read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        });
    }

    /// Further columns of a file, of each kind, some with several values, some with none; and time for what
    /// would fall due while the questions are asked.
    private void bringAttributes(Caller admin, String type) throws Exception {
        String table = Map.of("customers", "customer", "interactions", "interaction", "feedback", "feedback")
                .get(type);
        Random random = new Random(SEED);
        List<String> ids = List.of(one("select string_agg(id, ' ' order by key) from " + table
                        + " where source = 'sample' and id !~ ' ' and not "
                        + (type.equals("customers") ? "stub" : "false"))
                .split(" "));
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (String id : ids) {
            List<String> attributes = new ArrayList<>();
            if (random.nextInt(3) > 0) {
                attributes.add("\"颜色\":[\"色" + random.nextInt(40) + "\",\"共同 & \\\"引号'\"]");
            }
            if (random.nextInt(3) > 0) {
                String size = "%.1f".formatted(Math.min(Math.exp(random.nextGaussian() * 2) * 10, 90_000) - 20);
                attributes.add(
                        random.nextInt(9) == 0
                                ? "\"尺码\":[\"" + size + "\",\"" + (Double.parseDouble(size) + 300) + "\"]"
                                : "\"尺码\":\"" + size + "\"");
            }
            if (random.nextInt(3) > 0) {
                String day = "20%02d-%02d-%02d"
                        .formatted(10 + random.nextInt(15), 1 + random.nextInt(12), 1 + random.nextInt(28));
                attributes.add(
                        random.nextInt(9) == 0
                                ? "\"购于\":[\"" + day + "\",\"2012-02-29\",\"2012-03-01\"]"
                                : "\"购于\":\"" + day + "\"");
            }
            if (!attributes.isEmpty()) {
                lines.append("{\"source\":\"sample\",\"id\":\"%s\",\"attributes\":{%s}}\n"
                        .formatted(id, String.join(",", attributes)));
            }
            if (++count % 2_000 == 0 || count == ids.size()) {
                batch(admin, type, lines.toString());
                lines.setLength(0);
            }
        }
        if (type.equals("interactions")) {
            String soon = one("select string_agg(id, ' ') from interaction where resolved_at is null and due_at "
                    + "between now() - interval '1 hour' and now() + interval '2 hours'");
            for (String id : soon.isEmpty() || soon.equals("null") ? List.<String>of() : List.of(soon.split(" "))) {
                lines.append(
                        "{\"source\":\"sample\",\"id\":\"%s\",\"dueAt\":\"2099-01-01T00:00:00Z\"}\n".formatted(id));
            }
            batch(admin, type, lines.toString());
        }
    }

    private static void batch(Caller admin, String type, String lines) throws Exception {
        if (!lines.isEmpty()) {
            var answer = admin.call("POST", "/" + type + "/_batch", lines, "Content-Type", "application/x-ndjson");
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    /// All of them, also those that the sample brought.
    private void makeFacets(Caller admin, String type) throws Exception {
        String names =
                one("select string_agg(json_build_object('name', holder || '.' || name, 'facet', true)::text, ',') "
                        + "from run_time_field where sensitivity <> 'SECRET' and type = '" + type + "'");
        var answer = admin.put("/fields/" + type, "{\"fields\":[" + names + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Test
    void everyTotalAndEveryCount_isWhatPostgreSqlCounts() throws Exception {
        Database database = server.getApplicationContext().getBean(Database.class);
        database.read(connection -> {
            Map<String, FacetTruth> truths = new LinkedHashMap<>();
            long records = 0;
            for (String type : TYPES) {
                FacetTruth truth = new FacetTruth(connection, type);
                truths.put(type, truth);
                records += truth.count("true");
            }
            ask(connection, truths, records);
            return 0;
        });
    }

    private void ask(Connection connection, Map<String, FacetTruth> truths, long records) throws SQLException {
        Random random = new Random(SEED);
        Map<String, RandomQuestions> questions = RandomQuestions.of(truths, random);
        Map<String, String> keys = new LinkedHashMap<>();
        long facets = 0;
        long values = 0;
        long found = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            FacetTruth truth = truths.get(type);
            Question question = questions.get(type).next();
            SearchQuery query = url.read(type, question.parameters());
            String among = "";
            if (random.nextInt(10) == 0) {
                List<String> words = WORDS.get(type);
                String word = words.get(random.nextInt(words.size()));
                query = query.withWords((query.words() + " " + word).strip()).page(0, null);
                among = " and key in (" + keys.computeIfAbsent(type + " " + word, key -> keysOf(type, word)) + ")";
            }
            if (random.nextBoolean()) {
                query = url.read(url.address(query)); // whoever sends the link asks the same
            }
            String asked = "question " + i + " of seed " + SEED + ": " + url.address(query);
            SearchResult result = index.search(query, ADMIN);
            assertTrue(result.exact(), asked);
            assertEquals(truth.count(question.where("") + among), result.total(), asked);
            found += result.total() > 0 ? 1 : 0;
            Set<String> counted = result.facets().stream().map(Facet::field).collect(Collectors.toSet());
            for (Facet facet : result.facets()) {
                if (truth.columns().stream().anyMatch(column -> column.field().equals(facet.field()))) {
                    check(
                            truth,
                            facet,
                            question.where(counted.contains(facet.field()) ? facet.field() : "") + among,
                            asked);
                    facets++;
                    values += facet.values().size();
                }
            }
        }
        System.out.println("facets: " + QUESTIONS + " questions of " + records + " records, " + found + " with hits, "
                + facets + " facets, " + values + " values, 0 differences");
    }

    private String keysOf(String type, String word) {
        List<String> keys = new ArrayList<>(List.of("0"));
        index.stream(
                SearchQuery.all(type).withWords(word),
                ADMIN,
                1_000,
                page -> page.forEach(hit -> keys.add("" + hit.key())));
        return String.join(",", keys);
    }

    private static void check(FacetTruth truth, Facet facet, String where, String asked) throws SQLException {
        Column column = truth.column(facet.field());
        String about = asked + " → " + facet.field();
        assertTrue(facet.exact(), about);
        List<String> conditions = new ArrayList<>(List.of("true", column.present()));
        facet.values().forEach(value -> conditions.add(condition(column, value.value())));
        long[] counts = truth.counts(where, conditions);
        assertEquals(counts[1], facet.present(), about + " present");
        for (int i = 0; i < facet.values().size(); i++) {
            Value value = facet.values().get(i);
            assertEquals(counts[i + 2], value.count(), about + " " + value.value());
        }
        boolean saysMissing =
                facet.values().stream().anyMatch(value -> value.value().isEmpty());
        assertTrue(saysMissing || counts[0] == counts[1], about + " must list what has no value");
        List<Value> bars = facet.values().stream()
                .filter(value -> value.value().contains("..") && !value.chosen())
                .toList();
        if (column.sort() == FacetTruth.Sort.WORD
                || column.sort() == FacetTruth.Sort.WORDS
                || column.sort() == FacetTruth.Sort.FLAG) {
            checkListed(truth.groups(column, where), facet, about);
        } else if (!bars.isEmpty()) {
            checkCovered(truth, column, facet, where, about);
        } else {
            checkListed(numbers(truth.groups(column, where)), facet, about);
        }
    }

    /// What is not listed is counted as others, and is nothing that should have been listed.
    private static void checkListed(Map<String, Long> groups, Facet facet, String about) {
        Map<String, Long> unlisted = new TreeMap<>(groups);
        long least = Long.MAX_VALUE;
        for (Value value : facet.values()) {
            if (!value.value().contains("..")) {
                unlisted.remove(value.value());
                least = value.chosen() || value.value().isEmpty() ? least : Math.min(least, value.count());
            }
        }
        assertEquals(unlisted.values().stream().mapToLong(Long::longValue).sum(), facet.others(), about + " others");
        long most = unlisted.values().stream().mapToLong(Long::longValue).max().orElse(0);
        assertTrue(most <= least, about + " leaves out a value of " + most + " records and lists one of " + least);
    }

    private static Map<String, Long> numbers(Map<String, Long> groups) {
        Map<String, Long> numbers = new TreeMap<>();
        groups.forEach((value, count) -> numbers.put(
                value.matches("-?\\d+(\\.\\d+)?") && Double.parseDouble(value) == Math.rint(Double.parseDouble(value))
                        ? "" + (long) Double.parseDouble(value)
                        : value,
                count));
        return numbers;
    }

    /// No value falls between two ranges, and none into two of them.
    private static void checkCovered(FacetTruth truth, Column column, Facet facet, String where, String about)
            throws SQLException {
        List<Value> ranges = facet.values().stream()
                .filter(value -> value.value().contains(".."))
                .toList();
        String any = ranges.stream()
                .map(value -> condition(column, value.value()))
                .collect(Collectors.joining(" or ", "(", ")"));
        assertEquals(facet.present(), truth.counts(where, List.of(any))[0], about + " must cover every value");
        // what is chosen may be listed beside the ranges that the facet is cut into, and a record in two of those
        if (!column.sort().several() && facet.values().stream().noneMatch(Value::chosen)) {
            assertEquals(
                    facet.present(), ranges.stream().mapToLong(Value::count).sum(), about + " must count each once");
        }
        assertEquals(0, facet.others(), about);
    }

    /// What a value of a facet says, read anew: as SQL on the column.
    private static String condition(Column column, String value) {
        if (value.isEmpty()) {
            return "not (" + column.present() + ")";
        }
        String each = column.each();
        return column.where(
                switch (column.sort()) {
                    case WORD, WORDS -> each + " = " + FacetTruth.quoted(value);
                    case FLAG -> each + " = " + value;
                    case NUMBER, NUMBERS ->
                        bounded(each, value, number -> number + "::float8", number -> number + "::float8", " <= ");
                    case DAY, DAYS, MOMENT ->
                        bounded(each, value, FacetsAgainstSqlIT::first, FacetsAgainstSqlIT::behind, " < ");
                });
    }

    private static String bounded(
            String each,
            String value,
            java.util.function.UnaryOperator<String> first,
            java.util.function.UnaryOperator<String> behind,
            String upTo) {
        int dots = value.indexOf("..");
        String from = dots < 0 ? value : value.substring(0, dots);
        String to = dots < 0 ? value : value.substring(dots + 2);
        List<String> all = new ArrayList<>(List.of("true"));
        if (!from.isEmpty()) {
            all.add(each + " >= " + first.apply(from));
        }
        if (to.startsWith("<")) {
            all.add(each + " < " + first.apply(to.substring(1)));
        } else if (!to.isEmpty()) {
            all.add(each + upTo + behind.apply(to));
        }
        return "(" + String.join(" and ", all) + ")";
    }

    private static String first(String date) {
        return "'" + (date + "-01-01").substring(0, 10) + "'::date";
    }

    private static String behind(String date) {
        String unit = date.length() == 4 ? "1 year" : date.length() == 7 ? "1 month" : "1 day";
        return "(" + first(date) + " + interval '" + unit + "')::date";
    }
}
