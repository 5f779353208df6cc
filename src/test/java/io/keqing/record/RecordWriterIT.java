package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.StagingPlan.Empty;
import io.keqing.segment.CustomerFacts;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The write path on a real PostgreSQL. Every test has a source of its own, so that none sees another's records.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordWriterIT {
    private ApplicationContext context;
    private RecordWriter writer;
    private RecordStore store;
    private RecordTypes types;
    private Database database;

    @BeforeAll
    void start() {
        context = ApplicationContext.run(
                Map.of("keqing.test.shared", "true", "keqing.home", "target/test-home/record", "keqing.zone", "UTC"),
                "test");
        writer = context.getBean(RecordWriter.class);
        store = context.getBean(RecordStore.class);
        types = context.getBean(RecordTypes.class);
        database = context.getBean(Database.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void theSameRowsAgain_writeNothing() {
        assertEquals(
                new WriteCounts(2, 0, 0, 0),
                customers("again", Empty.KEEP, row("1", "Ann", "gold"), row("2", "Bo", "silver")));
        assertEquals(
                new WriteCounts(0, 0, 2, 0),
                customers("again", Empty.KEEP, row("1", "Ann", "gold"), row("2", "Bo", "silver")));
        assertEquals(
                0,
                number(
                        "select count(*) from history h join customer c on c.key = h.key and h.type = 'customers' where c.source = 'again'"));
        assertEquals("gold", find("again", "1").get(CustomerFields.TIER));
    }

    @Test
    void anEmptyCell_keepsOrClears_asThePlanSays() {
        customers("empty", Empty.KEEP, row("1", "Ann", "gold"));
        assertEquals(new WriteCounts(0, 0, 1, 0), customers("empty", Empty.KEEP, row("1", "Ann", null)));
        assertEquals("gold", find("empty", "1").get(CustomerFields.TIER));
        assertEquals(new WriteCounts(0, 1, 0, 0), customers("empty", Empty.CLEAR, row("1", "Ann", null)));
        assertEquals(null, find("empty", "1").get(CustomerFields.TIER));
        assertEquals(
                "gold",
                text(
                        "select h.row ->> 'tier' from history h join customer c on c.key = h.key where c.source = 'empty'"));
    }

    @Test
    void rowsOfOneRecord_countAsIfAppliedOneAfterAnother_andTheLastWins() {
        WriteCounts counts = customers(
                "repeat",
                Empty.KEEP,
                row("1", "Ann", "gold"),
                row("1", "Ann", "gold"),
                row("1", "Ann", "silver"),
                row("2", "Bo", "gold"));
        assertEquals(new WriteCounts(2, 1, 1, 0), counts);
        assertEquals("silver", find("repeat", "1").get(CustomerFields.TIER));
    }

    @Test
    void rowsOfOneRecord_thatEndAsItWas_writeNothing() {
        Row[] rows = {row("1", "Ann", "gold"), row("1", "Ann", "silver"), row("1", null, null)};
        assertEquals(new WriteCounts(1, 1, 1, 0), customers("flip", Empty.KEEP, rows));
        assertEquals(new WriteCounts(0, 0, 3, 0), customers("flip", Empty.KEEP, rows));
        assertEquals(1, number("select version from customer where source = 'flip'"));
        assertEquals(
                0, number("select count(*) from history h join customer c on c.key = h.key where c.source = 'flip'"));
    }

    @Test
    void manyRowsOfOneRecord_areFoldedInOneWalk() {
        Row[] rows = new Row[20_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("1", "Ann " + i / 2, "gold");
        }
        long start = System.nanoTime();
        assertEquals(new WriteCounts(1, 9_999, 10_000, 0), customers("fold", Empty.KEEP, rows));
        assertTrue(System.nanoTime() - start < 30e9, "20,000 rows of one record took over 30 s");
        assertEquals("Ann 9999", text("select name from customer where source = 'fold'"));
    }

    @Test
    void aRowByTheId_andOneByAnAlias_areOneRecord() {
        StagingPlan plan = StagingPlan.upsert(
                type("customers"), List.of(CustomerFields.NAME, CustomerFields.TIER), "test", Empty.KEEP);
        try (Staging staging = writer.stage(plan)) {
            staging.set(0, "Ann");
            staging.aliases(List.of("b"));
            staging.endRow(1, new RecordId("double", "a"));
            writer.write(staging, new Silent());
        }
        assertEquals(
                new WriteCounts(0, 2, 0, 0),
                customers("double", Empty.KEEP, row("a", "Anne", null), row("b", null, "gold")));
        assertEquals("Anne gold", text("select name || ' ' || tier from customer where source = 'double'"));
        assertEquals(1, number("select count(*) from customer where source = 'double'"));
    }

    @Test
    void anUnknownReference_makesACustomerKnownByIdOnly_whoseOwnRowFillsItLater() {
        orders("stub", new Order("o1", "c1", "10.50", "2025-01-02T03:04:05Z"));
        assertTrue(find("stub", "c1").stub());
        assertEquals(new WriteCounts(1, 0, 0, 0), customers("stub", Empty.KEEP, row("c1", "Ann", "gold")));
        assertFalse(find("stub", "c1").stub());
        Document order =
                store.find(type("interactions"), new RecordId("stub", "o1")).orElseThrow();
        assertEquals(new RecordId("stub", "c1"), order.get(InteractionFields.CUSTOMER));
        assertEquals("gold", order.get(InteractionFields.CUSTOMER_TIER));
    }

    @Test
    void anAliasAdoptsTheStub_andWhatReferredToIt() {
        orders("alias", new Order("o1", "per-order-1", "10", "2025-01-02T00:00:00Z"));
        orders("alias", new Order("o2", "per-order-2", "5", "2025-02-02T00:00:00Z"));
        StagingPlan plan = StagingPlan.upsert(type("customers"), List.of(CustomerFields.NAME), "test", Empty.KEEP);
        try (Staging staging = writer.stage(plan)) {
            staging.set(0, "Ann");
            staging.aliases(List.of("per-order-1", "per-order-2"));
            staging.endRow(1, new RecordId("alias", "ann"));
            writer.write(staging, new Silent());
        }
        assertEquals(1, number("select count(*) from customer where source = 'alias'"));
        assertEquals("ann", find("alias", "per-order-2").id().id());
        orders("alias", new Order("o3", "per-order-2", "1", "2025-03-02T00:00:00Z"));
        assertEquals(
                3,
                number(
                        "select count(*) from interaction i join customer c on c.key = i.customer_key where c.source = 'alias' and c.id = 'ann'"));
    }

    @Test
    void anOverdueInteraction_isLoaded() {
        StagingPlan plan = StagingPlan.upsert(
                type("interactions"), List.of(InteractionFields.AT, InteractionFields.DUE_AT), "test", Empty.KEEP);
        try (Staging staging = writer.stage(plan)) {
            staging.set(0, Instant.parse("2025-01-01T00:00:00Z"));
            staging.set(1, Instant.parse("2025-01-02T00:00:00Z"));
            staging.endRow(1, new RecordId("late", "i1"));
            writer.write(staging, new Silent());
        }
        Document late =
                store.find(type("interactions"), new RecordId("late", "i1")).orElseThrow();
        assertEquals(true, late.get(InteractionFields.OVERDUE));
    }

    @Test
    void feedbackTakesTheCustomerOfItsInteraction() {
        orders("inherit", new Order("o1", "c1", "10", "2025-01-02T00:00:00Z"));
        StagingPlan plan = StagingPlan.upsert(
                type("feedback"), List.of(FeedbackFields.INTERACTION, FeedbackFields.CSAT), "test", Empty.KEEP);
        try (Staging staging = writer.stage(plan)) {
            staging.set(0, new RecordId("inherit", "o1"));
            staging.set(1, 4d);
            staging.endRow(1, new RecordId("inherit", "r1"));
            writer.write(staging, new Silent());
        }
        Document answer =
                store.find(type("feedback"), new RecordId("inherit", "r1")).orElseThrow();
        assertEquals(new RecordId("inherit", "c1"), answer.get(FeedbackFields.CUSTOMER));
        assertEquals("satisfied", answer.get(FeedbackFields.CSAT_CLASS));
        assertEquals("answered", answer.get(FeedbackFields.STATE));
    }

    @Test
    void severalRowsCombineIntoOneRecord_andRowsWithoutTheirRecordAreRejected() {
        orders("combine", new Order("o1", "c1", "1", "2025-01-02T00:00:00Z"));
        StagingPlan plan = new StagingPlan(
                type("interactions"),
                List.of(InteractionFields.AMOUNT),
                "test",
                Empty.KEEP,
                Map.of("amount", StagingPlan.Combine.SUM),
                true,
                false);
        Silent progress = new Silent();
        WriteCounts counts;
        try (Staging staging = writer.stage(plan)) {
            staging.set(0, new BigDecimal("10.10"));
            staging.endRow(1, new RecordId("combine", "o1"));
            staging.set(0, new BigDecimal("0.20"));
            staging.endRow(2, new RecordId("combine", "o1"));
            staging.set(0, new BigDecimal("5"));
            staging.endRow(3, new RecordId("combine", "nobody"));
            counts = writer.write(staging, progress);
        }
        assertEquals(new WriteCounts(0, 2, 0, 1), counts);
        assertEquals(List.of(new Rejection(3, "id", "nobody", "existing")), progress.rejections);
        Document order =
                store.find(type("interactions"), new RecordId("combine", "o1")).orElseThrow();
        assertEquals(0, new BigDecimal("10.30").compareTo(Objects.requireNonNull(order.get(InteractionFields.AMOUNT))));
    }

    @Test
    void contentHashes_thatRepeat_areNumberedAsFurtherRecords() {
        StagingPlan plan = new StagingPlan(
                type("feedback"), List.of(FeedbackFields.COMMENT), "test", Empty.KEEP, Map.of(), false, true);
        for (int i = 0; i < 2; i++) {
            try (Staging staging = writer.stage(plan)) {
                for (int line = 1; line <= 3; line++) {
                    staging.set(0, "same words");
                    staging.endRow(line, new RecordId("hash", "abc"));
                }
                assertEquals(
                        i == 0 ? new WriteCounts(3, 0, 0, 0) : new WriteCounts(0, 0, 3, 0),
                        writer.write(staging, new Silent()));
            }
        }
    }

    @Test
    void theErasedDoNotComeBack_byIdAliasOrReference() {
        sql("insert into installation (inner_pad, outer_pad) values ('\\x36', '\\x5c') on conflict do nothing");
        sql("insert into tombstone (mark) values (tombstone_mark('erased', 'gone'))");
        Silent progress = new Silent();
        try (Staging staging = writer.stage(StagingPlan.upsert(type("customers"), List.of(), "test", Empty.KEEP))) {
            staging.endRow(1, new RecordId("erased", "gone"));
            staging.aliases(List.of("gone"));
            staging.endRow(2, new RecordId("erased", "new"));
            staging.endRow(3, new RecordId("erased", "other"));
            assertEquals(new WriteCounts(1, 0, 0, 2), writer.write(staging, progress));
        }
        assertEquals(
                new WriteCounts(0, 0, 0, 1), orders("erased", new Order("o1", "gone", "1", "2025-01-01T00:00:00Z")));
        assertEquals(
                List.of("id", "aliases"),
                progress.rejections.stream().map(Rejection::field).toList());
        assertEquals(1, number("select count(*) from customer where source = 'erased'"));
        sql("delete from tombstone");
    }

    @Test
    void everyChunkLeavesOneQueueEntry_andCopiedValuesSendTheDependants() {
        customers("queue", Empty.KEEP, row("1", "Ann", "gold"));
        orders("queue", new Order("o1", "1", "1", "2025-01-01T00:00:00Z"));
        sql("delete from index_queue");
        customers("queue", Empty.KEEP, row("1", "Anna", "gold"));
        assertEquals(1, number("select count(*) from index_queue"));
        customers("queue", Empty.KEEP, row("1", "Anna", "platinum"));
        assertEquals(1, number("select count(*) from index_queue where dependants"));
        assertEquals(3, number("select count(*) from index_queue"));
    }

    @Test
    void deletingARecord_keepsItsLastVersion_andLeavesAStubWhereSomethingRefersToIt() {
        customers("delete", Empty.KEEP, row("1", "Ann", "gold"), row("2", "Bo", "gold"));
        orders("delete", new Order("o1", "1", "1", "2025-01-01T00:00:00Z"));
        assertTrue(writer.delete(type("customers"), new RecordId("delete", "2"), "user:test"));
        assertTrue(store.find(type("customers"), new RecordId("delete", "2")).isEmpty());
        assertTrue(writer.delete(type("customers"), new RecordId("delete", "1"), "user:test"));
        assertTrue(find("delete", "1").stub());
        assertEquals(null, find("delete", "1").get(CustomerFields.TIER));
        assertFalse(writer.delete(type("customers"), new RecordId("delete", "nobody"), "user:test"));
        assertEquals(2, number("select count(*) from history where ended_by = 'user:test'"));
    }

    @Test
    void factsFollowOrdersAndReturns() {
        CustomerFacts facts = context.getBean(CustomerFacts.class);
        orders(
                "facts",
                new Order("o1", "1", "10", "2025-01-01T00:00:00Z"),
                new Order("o2", "1", "32.5", "2025-03-01T00:00:00Z"));
        drain(facts);
        Document customer = find("facts", "1");
        assertEquals(2d, customer.get(CustomerFields.ORDERS));
        assertEquals(0, new BigDecimal("42.5").compareTo(Objects.requireNonNull(customer.get(CustomerFields.SPENT))));
        assertEquals(LocalDate.of(2025, 3, 1), customer.get(CustomerFields.LAST_ORDER));
        StagingPlan plan = StagingPlan.upsert(
                type("interactions"),
                List.of(InteractionFields.CUSTOMER, InteractionFields.KIND, InteractionFields.AMOUNT),
                "test",
                Empty.KEEP);
        try (Staging staging = writer.stage(plan)) {
            staging.set(0, new RecordId("facts", "1"));
            staging.set(1, "return");
            staging.set(2, new BigDecimal("-2.5"));
            staging.endRow(1, new RecordId("facts", "r1"));
            writer.write(staging, new Silent());
        }
        drain(facts);
        assertEquals(
                0,
                new BigDecimal("40")
                        .compareTo(Objects.requireNonNull(find("facts", "1").get(CustomerFields.SPENT))));
        writer.delete(type("interactions"), new RecordId("facts", "o2"), "test");
        drain(facts);
        assertEquals(1d, find("facts", "1").get(CustomerFields.ORDERS));
        assertEquals(LocalDate.of(2025, 1, 1), find("facts", "1").get(CustomerFields.LAST_ORDER));
    }

    @Test
    void moreRowsThanAChunk_areAllWritten_whateverTheirOrder() {
        StagingPlan plan = StagingPlan.upsert(
                type("customers"),
                List.of(CustomerFields.NAME, CustomerFields.TAGS, CustomerFields.ATTRIBUTES),
                "test",
                Empty.KEEP);
        int rows = RecordWriter.CHUNK * 2 + 17;
        List<WriteCounts> steps = new ArrayList<>();
        try (Staging staging = writer.stage(plan)) {
            for (int i = 0; i < rows; i++) {
                staging.set(0, "back\\slash\ttab\nline \"quoted\" 客戶 😀 " + i);
                staging.set(1, List.of("a,b", "c\"d", "e\\f", "{g}"));
                staging.set(2, Map.of("等级", List.of("金"), "two", List.of("x", "y")));
                staging.endRow(i + 1, new RecordId("many", Integer.toString(i * 7919 % rows)));
            }
            Silent progress = new Silent() {
                @Override
                public boolean committed(WriteCounts soFar) {
                    steps.add(soFar);
                    return true;
                }
            };
            assertEquals(new WriteCounts(rows, 0, 0, 0), writer.write(staging, progress));
        }
        assertEquals(3, steps.size());
        Document one = find("many", "0");
        assertEquals(
                "back\\slash\ttab\nline \"quoted\" 客戶 😀 0",
                Objects.requireNonNull(one.personal(CustomerFields.NAME)).raw());
        assertEquals(List.of("a,b", "c\"d", "e\\f", "{g}"), one.get(CustomerFields.TAGS));
        assertEquals(Map.of("等级", List.of("金"), "two", List.of("x", "y")), one.get(CustomerFields.ATTRIBUTES));
    }

    private record Row(String id, String name, String tier) {}

    private record Order(String id, String customer, String amount, String at) {}

    private static Row row(String id, String name, String tier) {
        return new Row(id, name, tier);
    }

    private WriteCounts customers(String source, Empty empty, Row... rows) {
        List<Field<?>> mapped = List.of(CustomerFields.NAME, CustomerFields.TIER);
        try (Staging staging = writer.stage(StagingPlan.upsert(type("customers"), mapped, "test", empty))) {
            int line = 1;
            for (Row row : rows) {
                staging.set(0, row.name());
                staging.set(1, row.tier());
                staging.endRow(line++, new RecordId(source, row.id()));
            }
            return writer.write(staging, new Silent());
        }
    }

    private WriteCounts orders(String source, Order... orders) {
        List<Field<?>> mapped = List.of(
                InteractionFields.CUSTOMER, InteractionFields.KIND, InteractionFields.AMOUNT, InteractionFields.AT);
        try (Staging staging = writer.stage(StagingPlan.upsert(type("interactions"), mapped, "test", Empty.KEEP))) {
            int line = 1;
            for (Order order : orders) {
                staging.set(0, new RecordId(source, order.customer()));
                staging.set(1, "order");
                staging.set(2, new BigDecimal(order.amount()));
                staging.set(3, Instant.parse(order.at()));
                staging.endRow(line++, new RecordId(source, order.id()));
            }
            return writer.write(staging, new Silent());
        }
    }

    private static void drain(CustomerFacts facts) {
        int rounds = 0;
        while (facts.refreshNext() && rounds < 1_000) {
            rounds++;
        }
    }

    private RecordType type(String name) {
        return types.get(name);
    }

    private Document find(String source, String id) {
        return store.find(type("customers"), new RecordId(source, id)).orElseThrow();
    }

    private long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        });
    }

    private void sql(String sql) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        });
    }

    private static class Silent implements RecordWriter.Progress {
        final List<Rejection> rejections = new ArrayList<>();

        @Override
        public boolean committed(WriteCounts soFar) {
            return true;
        }

        @Override
        public void rejected(Rejection rejection) {
            rejections.add(rejection);
        }

        @Override
        public void warned(Rejection warning) {
            throw new AssertionError("nothing was to be warned of, was " + warning);
        }
    }
}
