package io.keqing.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.Duplicates.Asked;
import io.keqing.customer.Duplicates.Likely;
import io.keqing.customer.Duplicates.Page;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Merge;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordMerger;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Likely same people on a real PostgreSQL. Every test has a source of its own, and numbers and names nobody else has.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuplicatesIT {
    private static final Viewer SUPPORT = new Viewer("lin", Set.of(Role.SUPPORT));
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final Viewer ANALYST = new Viewer("ana", Set.of(Role.ANALYST));

    private ApplicationContext context;
    private Duplicates duplicates;
    private RecordEditor editor;
    private RecordMerger merger;
    private RecordType customers;

    @BeforeAll
    void start() {
        context = ApplicationContext.run(Map.of("keqing.zone", "UTC"), "test");
        duplicates = context.getBean(Duplicates.class);
        editor = context.getBean(RecordEditor.class);
        merger = context.getBean(RecordMerger.class);
        customers = context.getBean(RecordTypes.class).get(CustomerFields.TYPE);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    private void put(String source, String id, Map<String, String> fields) {
        editor.replace(customers, new RecordId(source, id), fields, ADMIN);
    }

    private Page page(String source) {
        return page(source, SUPPORT);
    }

    private Page page(String source, Viewer viewer) {
        compare();
        return duplicates.page(new Asked(null, source), 50, null, viewer);
    }

    private void compare() {
        MatchQueue queue = context.getBean(MatchQueue.class);
        for (int i = 0; i < 1_000 && queue.compareNext(); i++) {
            assertTrue(i < 999);
        }
        assertEquals(0, queue.waiting());
    }

    private static List<List<String>> ids(Page page) {
        return page.groups().stream()
                .map(group ->
                        group.members().stream().map(member -> member.id().id()).toList())
                .toList();
    }

    private static List<String> agree(Likely group) {
        return group.pairs().getFirst().fields().stream().map(Field::name).toList();
    }

    @Test
    void peopleWhoAgreeOnMore_comeFirst_withTheFieldsTheyAgreeOn() {
        put("order", "a1", Map.of("phone", "+86 137-0000-1001"));
        put("order", "a2", Map.of("phone", "13700001001"));
        put("order", "b1", Map.of("name", "劉大偉", "birthday", "1980-02-03", "email", "wei@order.example"));
        put("order", "b2", Map.of("name", "刘大伟", "birthday", "1980-02-03", "email", "Wei+x@Order.example"));
        put("order", "c1", Map.of("name", "Only One", "birthday", "1980-02-04"));
        Page page = page("order");
        assertEquals(List.of(List.of("b1", "b2"), List.of("a1", "a2")), ids(page));
        assertEquals(List.of("email", "name", "birthday"), agree(page.groups().getFirst()));
        assertEquals(List.of("phone"), agree(page.groups().get(1)));
        assertEquals(2, page.total());
    }

    @Test
    void twoBirthdays_speakAgainstASharedNumber() {
        put("family", "a", Map.of("name", "Mother", "phone", "13700002001", "birthday", "1960-01-01"));
        put("family", "b", Map.of("name", "Daughter", "phone", "13700002001", "birthday", "1990-01-01"));
        put("family", "c", Map.of("name", "Some One", "phone", "13700002002"));
        put("family", "d", Map.of("name", "some one", "phone", "13700002002"));
        Page page = page("family");
        assertEquals(List.of(List.of("c", "d"), List.of("a", "b")), ids(page));
        assertEquals(1, page.groups().get(1).strength());
    }

    @Test
    void aNumberOfTheWholeShop_makesNoGroup_andIsTold() {
        for (int i = 0; i < PairFinder.COMMON; i++) {
            put("shop", "s" + i, Map.of("phone", "021-50003001"));
        }
        assertEquals(1, page("shop").total());
        assertEquals(
                PairFinder.COMMON, page("shop").groups().getFirst().members().size());
        put("shop", "one-more", Map.of("phone", "+86 21 5000 3001"));
        Page common = page("shop");
        assertEquals(0, common.total());
        Duplicates.Common told = common.common().stream()
                .filter(each -> each.fields().contains(CustomerFields.PHONE))
                .findFirst()
                .orElseThrow();
        assertEquals(1, told.values());
        assertEquals(PairFinder.COMMON + 1, told.customers());
        editor.delete(customers, new RecordId("shop", "s7"), ADMIN);
        assertEquals(1, page("shop").total());
        assertTrue(page("shop").common().isEmpty());
    }

    @Test
    void ofALongGroup_thoseOfTheStrongestLinksAreShown() {
        int people = 30;
        for (int i = 0; i < people; i++) {
            put(
                    "long",
                    "c" + i,
                    Map.of(
                            "phone",
                            "139000%05d".formatted(i / 2),
                            "email",
                            "x%d@long.example".formatted((i + 1) / 2),
                            "name",
                            i >= people - 2 ? "The Same" : "Somebody No " + i));
        }
        Likely group = page("long").groups().getFirst();
        assertEquals(List.of("phone", "name"), agree(group));
        assertEquals("c28", group.pairs().getFirst().one().id());
        assertEquals(people, group.members().size() + group.more());
        assertTrue(group.members().size() <= Duplicates.SHOWN, group.members().size() + " shown");
    }

    @Test
    void thoseKeptApart_areNotProposedAgain_unlessTheyAgreeOnSomethingNew() {
        put("apart", "a", Map.of("phone", "13700004001"));
        put("apart", "b", Map.of("phone", "13700004001"));
        assertEquals(1, page("apart").total());
        RecordId a = new RecordId("apart", "a");
        RecordId b = new RecordId("apart", "b");
        Duplicates.Apart decision = duplicates.keepApart(a, b, SUPPORT).orElseThrow();
        assertEquals("lin", decision.user());
        assertEquals(0, page("apart").total());
        put("apart", "b", Map.of("phone", "+86 13700004001", "tier", "gold"));
        assertEquals(0, page("apart").total());
        put("apart", "a", Map.of("phone", "13700004001", "email", "x@apart.example"));
        put("apart", "b", Map.of("phone", "13700004001", "email", "x@apart.example"));
        assertEquals(1, page("apart").total());
        duplicates.keepApart(b, a, SUPPORT);
        assertEquals(0, page("apart").total());
        Duplicates.Apart latest = duplicates.keptApart(1).getFirst();
        assertTrue(duplicates.takeBack(latest.id(), SUPPORT));
        assertEquals(1, page("apart").total());
        assertFalse(duplicates.takeBack(latest.id(), SUPPORT));
    }

    @Test
    void aDecisionGoesIntoAMerge_andOutOfItAgain() {
        for (String id : List.of("a", "b", "x")) {
            put("follow", id, Map.of("phone", "13700005001"));
        }
        page("follow");
        duplicates.keepApart(new RecordId("follow", "b"), new RecordId("follow", "x"), SUPPORT);
        assertEquals(List.of(List.of("a", "b", "x")), ids(page("follow")));
        Merge merge =
                merger.merge(customers, new RecordId("follow", "a"), new RecordId("follow", "b"), Map.of(), SUPPORT);
        assertEquals(List.of(), ids(page("follow")), "who is not b is not a, since b is a");
        merger.undo(customers, merge.id(), SUPPORT);
        assertEquals(List.of(List.of("a", "b", "x")), ids(page("follow")));
        assertEquals(2, page("follow").groups().getFirst().pairs().size());
    }

    @Test
    void aMergedPairIsGone_andTheIdOfTheOtherLeadsToTheSurvivor() {
        put("merged", "a", Map.of("phone", "13700006001", "name", "Ann"));
        put("merged", "b", Map.of("phone", "13700006001", "city", "Bonn"));
        assertEquals(1, page("merged").total());
        Merge merge =
                merger.merge(customers, new RecordId("merged", "a"), new RecordId("merged", "b"), Map.of(), SUPPORT);
        assertEquals(List.of("city"), merge.written());
        assertEquals(0, page("merged").total());
        RecordStore store = context.getBean(RecordStore.class);
        assertEquals(
                "a",
                store.find(customers, new RecordId("merged", "b"))
                        .orElseThrow()
                        .id()
                        .id());
        put("merged", "b", Map.of("tier", "gold", "city", "Rome"));
        Merge.Undone undone = merger.undo(customers, merge.id(), SUPPORT);
        assertEquals(List.of(), undone.kept());
        assertEquals(
                "Rome",
                store.find(customers, new RecordId("merged", "b")).orElseThrow().get(CustomerFields.CITY));
    }

    @Test
    void whoMayNotSeeAValue_getsTheReasonOnly() {
        put("mask", "a", Map.of("name", "Secret Name", "phone", "13700007001"));
        put("mask", "b", Map.of("name", "Secret Name", "phone", "13700007001"));
        Likely seen = page("mask", ANALYST).groups().getFirst();
        assertEquals(List.of("phone", "name"), agree(seen));
        assertEquals("•••", seen.members().getFirst().fields().get(CustomerFields.NAME));
        assertEquals("137••••7001", seen.members().getFirst().fields().get(CustomerFields.PHONE));
        assertEquals(
                "13700007001",
                page("mask", ADMIN)
                        .groups()
                        .getFirst()
                        .members()
                        .getFirst()
                        .fields()
                        .get(CustomerFields.PHONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> duplicates.keepApart(new RecordId("mask", "a"), new RecordId("mask", "b"), ANALYST));
    }

    @Test
    void pagesFollowEachOther_andGroupsOfAnImportAreCounted() {
        for (int i = 0; i < 7; i++) {
            put("pages", "a" + i, Map.of("phone", "1380000800" + i));
            put("pages", "b" + i, Map.of("phone", "1380000800" + i));
        }
        compare();
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Page page = duplicates.page(new Asked(null, "pages"), 3, cursor, SUPPORT);
            ids(page).forEach(group -> seen.add(group.getFirst()));
            cursor = page.next();
            pages++;
        } while (cursor != null && pages < 10);
        assertEquals(List.of("a0", "a1", "a2", "a3", "a4", "a5", "a6"), seen);
        assertEquals(3, pages);
        assertThrows(IllegalArgumentException.class, () -> duplicates.page(Asked.ALL, 3, "nonsense", SUPPORT));
        assertThrows(IllegalArgumentException.class, () -> duplicates.page(Asked.ALL, 0, null, SUPPORT));
        context.getBean(Database.class)
                .inTransaction(
                        connection -> connection
                                .createStatement()
                                .executeUpdate(
                                        "update customer set cause = 'import:77' where source = 'pages' and id in ('a1', 'b1', 'b3')"));
        assertEquals(2, duplicates.count("import:77"));
        assertEquals(2, duplicates.page(new Asked(77L, null), 10, null, SUPPORT).total());
        assertEquals(
                0, duplicates.page(new Asked(77L, "order"), 10, null, SUPPORT).total());
    }

    @Test
    void whoeverIsDeleted_leavesNothingBehindToBeComparedBy() {
        put("gone", "a", Map.of("phone", "13700009001"));
        put("gone", "b", Map.of("phone", "13700009001"));
        page("gone");
        duplicates.keepApart(new RecordId("gone", "a"), new RecordId("gone", "b"), SUPPORT);
        int before = duplicates.keptApart(1_000).size();
        editor.delete(customers, new RecordId("gone", "a"), ADMIN);
        page("gone");
        assertEquals(before - 1, duplicates.keptApart(1_000).size());
        long left = context.getBean(Database.class).read(connection -> {
            try (var rows = connection
                    .createStatement()
                    .executeQuery(
                            "select (select count(*) from customer_match m where not exists (select 1 from customer c "
                                    + "where c.key = m.key)) + (select count(*) from customer_pair p where not exists "
                                    + "(select 1 from customer c where c.key = p.a))")) {
                rows.next();
                return rows.getLong(1);
            }
        });
        assertEquals(0, left);
    }
}
