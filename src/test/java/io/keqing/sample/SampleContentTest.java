package io.keqing.sample;

import static io.keqing.sample.SampleRows.share;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleContentTest {
    private static final int CUSTOMERS = 8000;
    private static final SampleRows ROWS = SampleRows.of(42, CUSTOMERS);
    private static final Pattern EXAMPLE_MAIL = Pattern.compile("[a-z.]+[0-9]+@example\\.(com|cn|org)");
    private static final Pattern ANY_MAIL = Pattern.compile("[\\w.]+@[\\w.]*\\w");
    private static final Pattern FICTIONAL_PHONE = Pattern.compile("154\\d{8}|\\+886 10 \\d{8}|\\+852 0\\d{8}"
            + "|\\+1 \\d{3} 555 01\\d\\d( ext\\. \\d+)?|\\+44 (20 7946|1\\d\\d 496) 0\\d{3}( ext\\. \\d+)?"
            + "|\\+61 [2378] (5550|7010) \\d{4}( ext\\. \\d+)?");

    private static Set<String> ids(List<NamedCsvRecord> rows) {
        return rows.stream().map(row -> row.getField("id")).collect(Collectors.toSet());
    }

    private static List<NamedCsvRecord> where(List<NamedCsvRecord> rows, String field, String value) {
        return rows.stream().filter(row -> row.getField(field).equals(value)).toList();
    }

    private static void assertBetween(double low, double high, double value) {
        assertTrue(low <= value && value <= high, "expected " + low + " to " + high + ", was " + value);
    }

    private static void assertWholeNumber(int low, int high, String field) {
        for (NamedCsvRecord row : ROWS.feedback()) {
            String value = row.getField(field);
            if (!value.isEmpty()) {
                assertBetween(low, high, Integer.parseInt(value));
            }
        }
    }

    @Test
    void countsSaidAndRowsRead_agree_andAreFourAndOnePerCustomer() {
        assertEquals(CUSTOMERS, ROWS.customers().size());
        assertEquals(ROWS.counts().customers(), ROWS.customers().size());
        assertEquals(ROWS.counts().interactions(), ROWS.interactions().size());
        assertEquals(ROWS.counts().feedback(), ROWS.feedback().size());
        assertBetween(3.4, 4.8, (double) ROWS.interactions().size() / CUSTOMERS);
        assertBetween(0.8, 1.4, (double) ROWS.feedback().size() / CUSTOMERS);
    }

    @Test
    void everyReference_meetsARecord_ofTheSameCustomer() {
        Set<String> customers = ids(ROWS.customers());
        assertEquals(CUSTOMERS, customers.size());
        Map<String, String> customerOf = new HashMap<>();
        for (NamedCsvRecord row : ROWS.interactions()) {
            assertTrue(customers.contains(row.getField("customer")));
            assertEquals(null, customerOf.put(row.getField("id"), row.getField("customer")));
        }
        assertEquals(ROWS.feedback().size(), ids(ROWS.feedback()).size());
        for (NamedCsvRecord row : ROWS.feedback()) {
            assertTrue(customers.contains(row.getField("customer")));
            String about = row.getField("interaction");
            if (!about.isEmpty()) {
                assertEquals(row.getField("customer"), customerOf.get(about));
            }
            if (row.getField("survey").endsWith("-after-case")) {
                assertFalse(about.isEmpty());
            }
        }
    }

    @Test
    void orderNumbers_nameOneOrderEach_andCasesNameOnesThatExist() {
        Set<String> orders = new HashSet<>();
        for (NamedCsvRecord order : where(ROWS.interactions(), "kind", "order")) {
            assertTrue(orders.add(order.getField("orderNo")));
        }
        for (NamedCsvRecord row : ROWS.interactions()) {
            String orderNo = row.getField("orderNo");
            assertTrue(orderNo.isEmpty() || orders.contains(orderNo), orderNo);
        }
    }

    @Test
    void scores_keepTheirScales() {
        assertWholeNumber(0, 10, "nps");
        assertWholeNumber(1, 5, "csat");
        assertWholeNumber(1, 7, "ces");
        assertWholeNumber(1, 5, "wait");
        assertWholeNumber(1, 5, "quality");
        assertWholeNumber(1, 5, "staff");
        assertWholeNumber(1, 5, "price");
        assertWholeNumber(0, 5, "app");
    }

    @Test
    void aboutTwoInFive_answer_andOnlyAnswersHaveScores() {
        List<NamedCsvRecord> invited = ROWS.feedback().stream()
                .filter(row -> !row.getField("invitedAt").isEmpty())
                .toList();
        assertBetween(0.35, 0.45, share(invited, row -> !row.getField("at").isEmpty()));
        for (NamedCsvRecord row : ROWS.feedback()) {
            boolean said = !row.getField("nps").isEmpty()
                    || !row.getField("csat").isEmpty()
                    || !row.getField("ces").isEmpty()
                    || !row.getField("comment").isEmpty();
            assertEquals(said, !row.getField("at").isEmpty(), row.getField("id"));
        }
    }

    @Test
    void nothingHappens_outsideTheHistory_orInTheWrongOrder() {
        Instant start = ROWS.world().start().atStartOfDay(Seasons.ZONE).toInstant();
        Instant end = ROWS.world().end().atStartOfDay(Seasons.ZONE).toInstant();
        String customer = "";
        Instant before = start;
        for (NamedCsvRecord row : ROWS.interactions()) {
            if (!row.getField("customer").equals(customer)) {
                assertTrue(customer.compareTo(row.getField("customer")) < 0, "rows stand by customer");
                customer = row.getField("customer");
                before = start;
            }
            Instant at = Instant.parse(row.getField("at"));
            assertFalse(at.isBefore(before));
            before = at;
            for (String later : List.of("firstResponseAt", "resolvedAt")) {
                if (!row.getField(later).isEmpty()) {
                    Instant then = Instant.parse(row.getField(later));
                    assertFalse(then.isBefore(at));
                    assertTrue(then.isBefore(end));
                }
            }
            assertTrue(at.isBefore(end));
            assertTrue(row.getField("resolution").isEmpty()
                    || !row.getField("resolvedAt").isEmpty());
        }
        for (NamedCsvRecord row : ROWS.feedback()) {
            for (String field : List.of("invitedAt", "deliveredAt", "at")) {
                String value = row.getField(field);
                assertTrue(value.isEmpty() || Instant.parse(value).isBefore(end));
            }
        }
    }

    @Test
    void nobodyReal_canBeReached() {
        for (NamedCsvRecord row : ROWS.customers()) {
            String mail = row.getField("email");
            assertTrue(mail.isEmpty() || EXAMPLE_MAIL.matcher(mail).matches(), mail);
            String phone = row.getField("phone");
            assertTrue(phone.isEmpty() || FICTIONAL_PHONE.matcher(phone).matches(), phone);
        }
        for (NamedCsvRecord row : ROWS.interactions()) {
            ANY_MAIL.matcher(row.getField("body"))
                    .results()
                    .forEach(found ->
                            assertTrue(EXAMPLE_MAIL.matcher(found.group()).matches(), found.group()));
        }
    }

    @Test
    void phones_areShared_onlyByThoseWhoRegisteredTwice() {
        Map<String, Long> phones = ROWS.customers().stream()
                .filter(row -> !row.getField("phone").isEmpty())
                .collect(Collectors.groupingBy(row -> row.getField("phone"), Collectors.counting()));
        long shared = phones.values().stream().filter(count -> count > 1).count();
        assertBetween(CUSTOMERS / 200 * 0.6, CUSTOMERS / 200, shared);
    }

    @Test
    void sevenInTen_writeSimplifiedChinese_aQuarterEnglish_andSomeTraditional() {
        assertBetween(
                0.67,
                0.73,
                share(ROWS.customers(), row -> row.getField("language").equals("zh")));
        assertBetween(
                0.22,
                0.28,
                share(ROWS.customers(), row -> row.getField("language").equals("en")));
        assertBetween(
                0.04,
                0.06,
                share(ROWS.customers(), row -> row.getField("language").equals("zh-Hant")));
    }

    @Test
    void interactions_areHeavyTailed_andOfAllKinds() {
        Map<String, Long> perCustomer = ROWS.interactions().stream()
                .collect(Collectors.groupingBy(row -> row.getField("customer"), Collectors.counting()));
        long most =
                perCustomer.values().stream().mapToLong(Long::longValue).max().orElse(0);
        assertBetween(60, Story.LONGEST, most);
        Set<String> kinds =
                ROWS.interactions().stream().map(row -> row.getField("kind")).collect(Collectors.toSet());
        assertEquals(Happening.Kind.values().length, kinds.size());
        Set<String> channels =
                ROWS.interactions().stream().map(row -> row.getField("channel")).collect(Collectors.toSet());
        assertEquals(Happening.Channel.values().length, channels.size());
    }

    @Test
    void november_sellsMost_becauseOfItsSale() {
        Map<String, Long> perMonth = where(ROWS.interactions(), "kind", "order").stream()
                .filter(row -> row.getField("at").startsWith("2025"))
                .collect(Collectors.groupingBy(row -> row.getField("at").substring(5, 7), Collectors.counting()));
        assertTrue(perMonth.getOrDefault("11", 0L) > 1.6 * perMonth.getOrDefault("09", 0L));
        assertTrue(perMonth.getOrDefault("06", 0L) > 1.3 * perMonth.getOrDefault("09", 0L));
    }

    @Test
    void manyCustomers_fallSilent() {
        Map<String, String> last = new HashMap<>();
        ROWS.interactions().forEach(row -> last.put(row.getField("customer"), row.getField("at")));
        String halfAYearAgo = LocalDate.of(2025, 9, 10).toString();
        long silent = last.values().stream()
                .filter(at -> at.compareTo(halfAYearAgo) < 0)
                .count();
        assertBetween(0.25, 0.6, (double) silent / CUSTOMERS);
    }

    @Test
    void texts_leaveNoSlotOpen_andAreRarelyTheSame() {
        Set<String> bodies = new HashSet<>();
        int cases = 0;
        for (NamedCsvRecord row : ROWS.interactions()) {
            for (String field : List.of("subject", "body", "resolution")) {
                String text = row.getField(field);
                assertTrue(text.chars().noneMatch(c -> "{}[]|".indexOf(c) >= 0), text);
                assertEquals(text.strip(), text);
                assertFalse(text.contains("null"), text);
            }
            assertFalse(row.getField("subject").isEmpty());
            if (row.getField("kind").equals("case") || row.getField("kind").equals("complaint")) {
                cases++;
                bodies.add(row.getField("body"));
            }
        }
        assertBetween(0.95, 1, (double) bodies.size() / cases);
        for (NamedCsvRecord row : ROWS.feedback()) {
            assertTrue(row.getField("comment").chars().noneMatch(c -> "{}[]|".indexOf(c) >= 0));
        }
    }

    @Test
    void traditionalWriters_useNoSimplifiedCharacter() {
        Set<Integer> simplified = Words.of("traditional.txt").list("chars").stream()
                .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
                .map(pair -> pair.codePointAt(0))
                .collect(Collectors.toSet());
        Set<String> names = Words.of("staff.txt").list("staff").stream()
                .map(line -> line.substring(0, line.indexOf('|')))
                .collect(Collectors.toSet());
        Set<String> writers = ids(where(ROWS.customers(), "language", "zh-Hant"));
        int texts = 0;
        for (NamedCsvRecord row : ROWS.interactions()) {
            if (writers.contains(row.getField("customer"))) {
                String text = row.getField("subject") + row.getField("body") + row.getField("resolution");
                for (String name : names) {
                    text = text.replace(name, "");
                }
                String found = text;
                assertTrue(text.codePoints().noneMatch(simplified::contains), () -> found);
                texts++;
            }
        }
        assertTrue(texts > 500, "only " + texts + " texts of Traditional writers");
    }
}
