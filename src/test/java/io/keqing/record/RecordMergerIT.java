package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Merge.Side;
import io.keqing.record.StagingPlan.Empty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Single merges, each with what is particular about it; [MergePropertyIT] has the histories.
class RecordMergerIT extends OnRecords {
    private static final Viewer VIEWER = new Viewer("lin", Set.of(Role.SUPPORT));

    private Merge merge(String source, String keep, String away, Map<String, Side> chosen) {
        return context.getBean(RecordMerger.class)
                .merge(type("customers"), new RecordId(source, keep), new RecordId(source, away), chosen, VIEWER);
    }

    private Merge.Undone undo(Merge merge) {
        return context.getBean(RecordMerger.class).undo(type("customers"), merge.id(), VIEWER);
    }

    private String tier(String source, String id) {
        return String.valueOf(find(source, id).get(CustomerFields.TIER));
    }

    private WriteCounts withAlias(String source, String id, String alias) {
        try (Staging staging = writer.stage(StagingPlan.upsert(type("customers"), List.of(), "test", Empty.KEEP))) {
            staging.aliases(List.of(alias));
            staging.endRow(1, new RecordId(source, id));
            return writer.write(staging, new Silent());
        }
    }

    @Test
    void bothVersionsStayInHistory_andEverythingIsAnnounced() {
        customers("history", Empty.KEEP, row("a", "Ann", null), row("b", "Ann", "gold"));
        orders("history", new Order("o1", "b", "1", "2025-01-01T00:00:00Z"));
        sql("delete from index_queue");
        sql("delete from facts_queue");
        sql("delete from match_queue");
        Merge merge = merge("history", "a", "b", Map.of());
        assertEquals(List.of("tier"), merge.written());
        assertEquals(2, number("select count(*) from history where ended_by = 'merge:" + merge.id() + "'"));
        assertEquals("merge:" + merge.id(), text("select cause from customer where source = 'history' and id = 'a'"));
        assertEquals(1, number("select count(*) from index_queue where type = 'interactions'"));
        assertEquals(1, number("select count(*) from index_queue where dependants"), "the tier is copied");
        assertEquals(2, number("select cardinality(keys) from facts_queue"));
        assertEquals(1, number("select count(*) from match_queue where cardinality(keys) = 2"));
        undo(merge);
        assertEquals(0, number("select count(*) from record_merge where id = " + merge.id() + " and row is not null"));
        assertEquals(0, number("select count(*) from record_merge_value where merge = " + merge.id()));
    }

    @Test
    void aMergeUnderAnotherOne_isTakenOutWithoutTouchingIt() {
        customers("layers", Empty.KEEP, row("a", "A", "plain"), row("b", "B", "silver"), row("c", "C", "gold"));
        Map<String, Side> other = Map.of("tier", Side.AWAY);
        Merge first = merge("layers", "a", "b", other);
        Merge second = merge("layers", "a", "c", other);
        assertEquals("gold", tier("layers", "a"));
        assertEquals(List.of("tier"), undo(first).kept());
        assertEquals("gold", tier("layers", "a"));
        assertEquals(List.of("tier"), undo(second).restored());
        assertEquals("plain", tier("layers", "a"), "not the silver that was undone");
    }

    @Test
    void aMergeInsideAChain_isTakenOutOfTheSurvivorOfAll() {
        customers("chain", Empty.KEEP, row("a", "A", null), row("b", "B", "silver"), row("c", "C", null));
        Merge first = merge("chain", "a", "b", Map.of());
        Merge second = merge("chain", "c", "a", Map.of());
        assertEquals("silver", tier("chain", "b"));
        assertEquals("c", find("chain", "b").id().id());
        assertEquals(List.of("tier"), undo(first).restored());
        assertEquals("b", find("chain", "b").id().id());
        assertEquals("null", tier("chain", "c"));
        undo(second);
        assertEquals("null", tier("chain", "a"));
    }

    @Test
    void anAliasGivenWithTheMergedAwayId_goesHomeWithIt() {
        customers("alias-home", Empty.KEEP, row("a", "A", null), row("b", "B", null));
        Merge merge = merge("alias-home", "a", "b", Map.of());
        withAlias("alias-home", "b", "b2");
        assertEquals("a", find("alias-home", "b2").id().id());
        undo(merge);
        assertEquals("b", find("alias-home", "b2").id().id());
    }

    @Test
    void aStubThatIsAdopted_bringsItsMergesAlong() {
        orders(
                "adopt",
                new Order("o1", "s", "1", "2025-01-01T00:00:00Z"),
                new Order("o2", "t", "1", "2025-01-01T00:00:00Z"));
        Merge merge = merge("adopt", "s", "t", Map.of());
        withAlias("adopt", "ann", "s");
        assertEquals("ann", find("adopt", "t").id().id());
        assertEquals(1, undo(merge).moved().get("interactions"));
        assertEquals("t", find("adopt", "t").id().id());
        assertTrue(find("adopt", "t").stub());
        assertEquals("ann", find("adopt", "s").id().id());
    }

    @Test
    void theErased_areNotBroughtBack() {
        customers("dead", Empty.KEEP, row("a", "A", null), row("b", "B", null));
        Merge merge = merge("dead", "a", "b", Map.of());
        sql("insert into tombstone (mark) values (tombstone_mark('dead', 'b'))");
        assertEquals(
                MergeRefusal.Why.CONFLICT,
                assertThrows(MergeRefusal.class, () -> undo(merge)).why());
        sql("delete from tombstone");
    }

    @Test
    void aDeletedSurvivor_takesTheKeptRowsAlong() {
        customers("gone", Empty.KEEP, row("a", "A", null), row("b", "B", null), row("c", "C", null));
        merge("gone", "a", "b", Map.of());
        merge("gone", "c", "a", Map.of());
        writer.delete(type("customers"), new RecordId("gone", "b"), "user:test");
        assertEquals(0, number("select count(*) from customer where source = 'gone'"));
        assertEquals(0, number("select count(*) from record_merge where keep_source = 'gone'"));
        assertEquals(0, number("select count(*) from customer_alias where source = 'gone'"));
    }

    @Test
    void mergesAcrossSources_leadFromOneToTheOther() {
        customers("east", Empty.KEEP, row("1", "A", null));
        customers("west", Empty.KEEP, row("1", "A", "gold"));
        Merge merge = context.getBean(RecordMerger.class)
                .merge(type("customers"), new RecordId("east", "1"), new RecordId("west", "1"), Map.of(), VIEWER);
        assertEquals("east", find("west", "1").id().source());
        customers("west", Empty.KEEP, row("1", "A", "silver"));
        assertEquals("silver", tier("east", "1"));
        assertEquals(
                List.of(new RecordId("west", "1")),
                store.knownAs(type("customers"), find("east", "1").key()));
        assertEquals(List.of("tier"), undo(merge).restored());
        assertEquals("silver", tier("west", "1"), "it was written for this one");
        assertEquals("null", tier("east", "1"));
        customers("west", Empty.KEEP, row("1", "A", "plain"));
        assertEquals("plain", tier("west", "1"));
        assertEquals("null", tier("east", "1"));
    }

    @Test
    void whatIsWrittenUnderAMergedAwayId_isItsOwnAfterTheMerge() {
        customers("late", Empty.KEEP, row("a", "Ann", "gold"), row("b", "Bo", null));
        Merge merge = merge("late", "a", "b", Map.of());
        customers("late", Empty.KEEP, row("b", null, "silver"));
        assertEquals("silver", tier("late", "a"), "who is one has one tier");
        customers("late", Empty.KEEP, row("a", "Anna", null));
        undo(merge);
        assertEquals("gold", tier("late", "a"));
        assertEquals("silver", tier("late", "b"));
        assertEquals("Bo", text("select name from customer where source = 'late' and id = 'b'"));
        assertEquals("Anna", text("select name from customer where source = 'late' and id = 'a'"));
    }

    @Test
    void aRowThatReplacesTheMergedAwayRecord_leavesTheSurvivorItsValues() {
        customers("whole", Empty.KEEP, row("a", "Ann", "gold"), row("b", "Bo", "silver"));
        Merge merge = merge("whole", "a", "b", Map.of());
        customers("whole", Empty.REPLACE, row("b", "Bobby", null));
        assertEquals("null", tier("whole", "a"));
        undo(merge);
        assertEquals("gold", tier("whole", "a"));
        assertEquals("null", tier("whole", "b"));
        assertEquals("Bobby", text("select name from customer where source = 'whole' and id = 'b'"));
    }

    @Test
    void oneKnownByIdOnly_hasARowOnceOneCameWhileItWasMergedAway() {
        customers("filled", Empty.KEEP, row("a", "Ann", null));
        orders("filled", new Order("o1", "s", "1", "2025-01-01T00:00:00Z"));
        Merge merge = merge("filled", "a", "s", Map.of());
        customers("filled", Empty.KEEP, row("s", "Sam", "gold"));
        undo(merge);
        assertEquals(false, find("filled", "s").stub());
        assertEquals("gold", tier("filled", "s"));
        assertEquals("null", tier("filled", "a"));
        assertEquals("Ann", text("select name from customer where source = 'filled' and id = 'a'"));
    }

    @Test
    void documentsHoldEveryIdAndEveryFormerName() {
        customers("known", Empty.KEEP, row("a", "Ann", null), row("b", "Bo", null), row("c", "Cy", null));
        orders("known", new Order("o1", "b", "1", "2025-01-01T00:00:00Z"));
        withAlias("known", "b", "b2");
        merge("known", "b", "a", Map.of());
        Merge last = merge("known", "c", "b", Map.of("name", Side.AWAY));
        List<RecordId> ids = List.of(
                new RecordId("known", "c"),
                new RecordId("known", "a"),
                new RecordId("known", "b"),
                new RecordId("known", "b2"));
        assertEquals(ids, find("known", "a").knownAs());
        Document order =
                store.find(type("interactions"), new RecordId("known", "o1")).orElseThrow();
        assertEquals(ids, order.knownAs());
        assertEquals("Ann\nCy", former("known", "c"), "Bo is the present name");
        undo(last);
        assertEquals("null", former("known", "c"));
        assertEquals("Ann", former("known", "b"));
    }

    private String former(String source, String id) {
        var names = find(source, id).personal(CustomerFields.FORMER_NAMES);
        return names == null ? "null" : names.raw();
    }
}
