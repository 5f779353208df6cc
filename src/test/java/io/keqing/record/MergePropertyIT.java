package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Merge.Side;
import io.keqing.record.StagingPlan.Empty;
import io.keqing.segment.CustomerFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random merges, imports and undone merges on a few customers, against a model of three lines: everything
/// belongs to the id it came under, an id leads where it was merged to, an undone merge leads nowhere.
class MergePropertyIT extends OnRecords {
    private static final Viewer VIEWER = new Viewer("tester", Set.of(Role.SUPPORT));
    private static final int STEPS = 60;

    private static final class Model {
        final Map<String, String> mergedInto = new HashMap<>();
        final Map<Long, String> awayOf = new LinkedHashMap<>();
        final Map<String, String> home = new TreeMap<>();
        final Map<String, String> aliasOf = new HashMap<>();

        String root(String id) {
            String at = aliasOf.getOrDefault(id, id);
            while (mergedInto.containsKey(at)) {
                at = mergedInto.get(at);
            }
            return at;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withoutEdits_everythingStandsAsBefore_onceAllMergesAreUndoneInAnyOrder(long seed) {
        Run run = new Run("p" + seed, new Random(seed), false);
        Map<String, String> before = run.rows();
        run.go();
        run.undoAll();
        assertEquals(before, run.rows());
        assertEquals(
                0, number("select count(*) from customer_alias where home is not null and source = 'p" + seed + "'"));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void withImportsInBetween_everyIdAndReferenceLeadsWhereTheModelSays(long seed) {
        Run run = new Run("e" + seed, new Random(seed), true);
        run.go();
        run.undoAll();
    }

    /// Every record of a few is merged, written to and taken apart at random, also in chains: whatever was
    /// written, each has its own again at the end.
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void eachHasWhatWasWrittenForItsId_onceAllMergesAreUndone(long seed) {
        Random random = new Random(seed);
        String source = "w" + seed;
        RecordMerger merger = context.getBean(RecordMerger.class);
        Map<String, String> written = new TreeMap<>();
        List<String> ids = List.of("a", "b", "c", "d");
        List<Long> standing = new ArrayList<>();
        int next = 0;
        for (String id : ids) {
            written.put(id, "t" + next);
            customers(source, Empty.KEEP, row(id, id, "t" + next++));
        }
        for (int step = 0; step < 40; step++) {
            String id = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(3) > 0) {
                written.put(id, "t" + next);
                customers(source, Empty.KEEP, row(id, null, "t" + next++));
            } else if (random.nextBoolean() && !standing.isEmpty()) {
                merger.undo(type("customers"), standing.remove(random.nextInt(standing.size())), VIEWER);
            } else {
                String keep = ids.get(random.nextInt(ids.size()));
                if (find(source, keep).key() != find(source, id).key()) {
                    Map<String, Side> chosen = random.nextBoolean() ? Map.of("tier", Side.AWAY) : Map.of();
                    standing.add(merger.merge(
                                    type("customers"),
                                    new RecordId(source, keep),
                                    new RecordId(source, id),
                                    chosen,
                                    VIEWER)
                            .id());
                }
            }
        }
        while (!standing.isEmpty()) {
            merger.undo(type("customers"), standing.remove(random.nextInt(standing.size())), VIEWER);
        }
        Map<String, String> found = new TreeMap<>();
        ids.forEach(id -> found.put(id, String.valueOf(find(source, id).get(CustomerFields.TIER))));
        assertEquals(written, found);
    }

    /// One history.
    private final class Run {
        private final String source;
        private final Random random;
        private final boolean edits;
        private final Model model = new Model();
        private final List<String> ids = new ArrayList<>();
        private final CustomerFacts facts = context.getBean(CustomerFacts.class);
        private final RecordMerger merger = context.getBean(RecordMerger.class);
        private int next;

        Run(String source, Random random, boolean edits) {
            this.source = source;
            this.random = random;
            this.edits = edits;
            for (int i = 0; i < 6; i++) {
                ids.add("c" + i);
                customer("c" + i);
            }
            // known by id only
            for (int i = 0; i < 2; i++) {
                ids.add("s" + i);
                refer("s" + i);
            }
            for (int i = 0; i < 3; i++) {
                String id = "c" + i;
                alias(id, "alias-" + i);
                ids.add("alias-" + i);
                model.aliasOf.put("alias-" + i, id);
            }
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(edits ? 6 : 4)) {
                    case 0, 1 -> merge();
                    case 2 -> refer(any(ids));
                    case 3 -> undo();
                    case 4 ->
                        customer(model.root(any(ids.subList(0, 6))).startsWith("s") ? "c0" : any(ids.subList(0, 6)));
                    default -> answer(any(ids));
                }
                check("step " + i);
            }
        }

        void undoAll() {
            while (!model.awayOf.isEmpty()) {
                undo();
                check("undoing");
            }
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private void merge() {
            String keep = any(ids);
            String away = any(ids);
            String kept = model.root(keep);
            String gone = model.root(away);
            if (kept.equals(gone)) {
                return;
            }
            Map<String, Side> chosen = new HashMap<>();
            for (String field : List.of("tier", "name", "attributes.a", "attributes")) {
                if (random.nextInt(3) == 0) {
                    chosen.put(field, random.nextBoolean() ? Side.AWAY : Side.KEEP);
                }
            }
            try {
                Merge merge = merger.merge(
                        type("customers"), new RecordId(source, keep), new RecordId(source, away), chosen, VIEWER);
                model.mergedInto.put(gone, kept);
                model.awayOf.put(merge.id(), gone);
            } catch (MergeRefusal e) {
                assertEquals(MergeRefusal.Why.INVALID, e.why());
                assertEquals("s", kept.substring(0, 1));
            }
        }

        private void undo() {
            if (model.awayOf.isEmpty()) {
                return;
            }
            long id = any(List.copyOf(model.awayOf.keySet()));
            merger.undo(type("customers"), id, VIEWER);
            model.mergedInto.remove(model.awayOf.remove(id));
        }

        private void refer(String id) {
            String order = "o" + (edits && next > 0 && random.nextInt(4) == 0 ? random.nextInt(next) : next++);
            orders(source, new Order(order, id, Integer.toString(1 + random.nextInt(9)), "2025-01-02T00:00:00Z"));
            model.home.put("interaction/" + order, id);
        }

        /// Feedback on an order, whose customer it takes, or with a customer of its own.
        private void answer(String id) {
            String feedback = "f" + next++;
            boolean own = random.nextBoolean();
            String order = "o" + random.nextInt(next);
            if (!own && !model.home.containsKey("interaction/" + order)) {
                return;
            }
            Field<?> reference = own ? FeedbackFields.CUSTOMER : FeedbackFields.INTERACTION;
            try (Staging staging =
                    writer.stage(StagingPlan.upsert(type("feedback"), List.of(reference), "test", Empty.KEEP))) {
                staging.set(0, new RecordId(source, own ? id : order));
                staging.endRow(1, new RecordId(source, feedback));
                writer.write(staging, new Silent());
            }
            model.home.put("feedback/" + feedback, own ? id : model.home.get("interaction/" + order));
        }

        private void customer(String id) {
            List<Field<?>> fields = List.of(CustomerFields.NAME, CustomerFields.TIER, CustomerFields.ATTRIBUTES);
            try (Staging staging = writer.stage(StagingPlan.upsert(type("customers"), fields, "test", Empty.KEEP))) {
                staging.set(0, random.nextBoolean() ? null : any(List.of("Ann", "Bo", "Cy")));
                staging.set(1, random.nextBoolean() ? null : any(List.of("gold", "silver")));
                Map<String, List<String>> attributes = new HashMap<>();
                for (String name : List.of("a", "b")) {
                    if (random.nextBoolean()) {
                        attributes.put(name, List.of(any(List.of("1", "2"))));
                    }
                }
                staging.set(2, attributes.isEmpty() ? null : attributes);
                staging.endRow(1, new RecordId(source, id));
                writer.write(staging, new Silent());
            }
        }

        private void alias(String id, String alias) {
            try (Staging staging = writer.stage(StagingPlan.upsert(type("customers"), List.of(), "test", Empty.KEEP))) {
                staging.aliases(List.of(alias));
                staging.endRow(1, new RecordId(source, id));
                writer.write(staging, new Silent());
            }
        }

        private void check(String when) {
            Map<String, String> expected = new TreeMap<>();
            Map<String, String> found = new TreeMap<>();
            for (String id : ids) {
                expected.put(id, model.root(id));
                found.put(id, find(source, id).id().id());
            }
            model.home.forEach((reference, id) -> {
                expected.put(reference, model.root(id));
                String[] parts = reference.split("/");
                found.put(
                        reference,
                        text(
                                "select c.id from %s r join customer c on c.key = r.customer_key where r.source = '%s' and r.id = '%s'"
                                        .formatted(parts[0], source, parts[1])));
            });
            assertEquals(expected, found, when);
            drain(facts);
            assertEquals("[]", text("""
                            select coalesce(jsonb_agg(w), '[]') from (
                              select c.id, coalesce(f.orders, 0), count(i.key), f.spent, sum(i.amount)
                                from customer c
                                left join customer_facts f on f.key = c.key
                                left join interaction i on i.customer_key = c.key
                               where c.source = '%s'
                               group by c.id, f.orders, f.spent
                              having coalesce(f.orders, 0) <> count(i.key) or f.spent is distinct from sum(i.amount)) w
                            """.formatted(source)), when);
        }

        Map<String, String> rows() {
            Map<String, String> rows = new TreeMap<>();
            for (String id : ids.subList(0, 8)) {
                rows.put(
                        id,
                        text(
                                "select to_jsonb(r) - 'version' - 'changed_at' - 'cause' from customer r where source = '%s' and id = '%s'"
                                        .formatted(source, id)));
            }
            return rows;
        }
    }
}
