package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.StagingPlan.Empty;
import io.keqing.segment.CustomerFacts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What follows from a write: aliases, queue entries, facts, what deletion leaves.
class RecordChangesIT extends OnRecords {
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
        assertEquals(1, number("select count(*) from index_queue where dependants"), "her records hold her name");
        assertEquals(2, number("select count(*) from index_queue"));
        customers("queue", Empty.KEEP, row("1", "Anna", "platinum"));
        assertEquals(2, number("select count(*) from index_queue where dependants"));
        assertEquals(4, number("select count(*) from index_queue"));
        customers("queue", Empty.KEEP, row("1", "Anna", "platinum"));
        assertEquals(4, number("select count(*) from index_queue"));
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
}
