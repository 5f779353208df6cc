package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.StagingPlan.Empty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The write path: what rows become.
class RecordWriterIT extends OnRecords {
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
}
