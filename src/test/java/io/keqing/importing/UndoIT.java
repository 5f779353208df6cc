package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.TestDatabase;
import io.keqing.job.Job;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// An import taken back: the tables are as before it, but for what others have changed since.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndoIT {
    private static final String PEOPLE = """
            {"type": "customers", "source": "SOURCE", "aliases": ["card"],
             "fields": {"id": "id", "name": "name", "tier": "tier", "tags": "tags", "points": "points"}}""";
    private static final String ORDERS = """
            {"type": "interactions", "source": "SOURCE",
             "fields": {"id": "id", "customer": "customer", "kind": {"value": "order"}, "amount": "amount", "at": "at"}}""";

    private ImportDesk desk;

    @BeforeAll
    void start() {
        Map<String, Object> settings = new HashMap<>(TestDatabase.fresh());
        settings.put("keqing.zone", "UTC");
        settings.put("keqing.record.chunk", 100);
        desk = new ImportDesk(ApplicationContext.run(settings, "test"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void whatItCreatedGoes_andWhatItChangedIsAsBefore() {
        StringBuilder first = new StringBuilder("id,card,name,tier,tags,points,note\n");
        StringBuilder second = new StringBuilder("id,card,name,tier,tags,points,note,more\n");
        StringBuilder orders = new StringBuilder("id,customer,amount,at,place\n");
        for (int i = 0; i < 1_500; i++) {
            first.append("c%d,k%d,Name %d,gold,a;b,%d.25,first %d\n".formatted(i, i, i, i, i));
            // every other one changes, half of the file is new
            second.append("c%d,m%d,%s,silver,c,%d.75,%s,new\n"
                    .formatted(i * 2, i, i % 3 == 0 ? "" : "New " + i, i, "second"));
            orders.append("o%d,%s%d,%d.50,2025-03-01 08:00:00,x\n".formatted(i, i % 4 == 0 ? "n" : "c", i, i));
        }
        desk.load(first.toString(), PEOPLE.replace("SOURCE", "undo"));
        String before = contents("undo");
        ImportJob people = desk.load(second.toString(), PEOPLE.replace("SOURCE", "undo"));
        assertEquals(750, people.counts().updated());
        assertEquals(750, people.counts().created());
        String between = contents("undo");
        ImportJob bought = desk.load(orders.toString(), ORDERS.replace("SOURCE", "undo"));
        assertEquals(1_500, bought.counts().created());
        assertTrue(bought.undoable());

        ImportUndo.State ordersGone = undo(bought);
        assertEquals(new ImportUndo.State(Job.State.FINISHED, ordersGone.removed(), 0, 0), ordersGone);
        assertEquals(between, contents("undo"), "orders and the customers known by them only");
        assertEquals(0, desk.number("select count(*) from interaction where source = 'undo'"));

        ImportUndo.State gone = undo(people);
        assertEquals(750, gone.removed());
        assertEquals(750, gone.restored());
        assertEquals(0, gone.kept(), kept(people).toString());
        assertEquals(before, contents("undo"));
        assertEquals(
                desk.text("select md5(string_agg(key::text, ',' order by key)) from customer where source = 'undo'"),
                desk.text(
                        "select md5(string_agg(key::text, ',' order by key)) from (select distinct unnest(keys) as key "
                                + "from index_queue where type = 'customers') q where key in "
                                + "(select key from customer where source = 'undo')"));
        assertEquals(
                0,
                desk.number("select count(*) from customer r where source = 'undo' and check_sum <> (select check_sum "
                        + "from customer k where k.key = r.key)"));
        // once more is no other undo
        desk.jobs.undo(people.id(), ImportDesk.ADMIN);
        assertEquals(gone, desk.find(people.id()).undo());
        assertFalse(desk.find(people.id()).undoable());
    }

    @Test
    void whatOthersChangedSince_stays_andIsListed() {
        desk.load("id,name,tier,tags,points,card,note\n1,Ann,gold,a,1,,old\n2,Bo,gold,a,2,,old\n", people("later"));
        ImportJob wrong = desk.load(
                "id,name,tier,tags,points,card,note,more\n1,Anna,silver,b,10,,new,x\n2,Bob,silver,b,20,,new,x\n"
                        + "3,Cy,silver,b,30,,new,x\n4,Di,silver,b,40,,new,x\n",
                people("later"));
        // a value each of an old and a new record is changed by a later file
        desk.load("id,tier,note\n1,bronze,newer\n3,bronze,newer\n", """
                {"type": "customers", "source": "later", "fields": {"id": "id", "tier": "tier"}}""");

        ImportUndo.State undo = undo(wrong);
        assertEquals(1, undo.removed(), kept(wrong).toString());
        assertEquals(3, undo.restored());
        String later = "import:" + desk.jobs.list().getFirst().id();
        assertEquals(
                List.of(
                        "type,source,id,field,reason",
                        "customers,later,1,attributes.note,changed since by " + later,
                        "customers,later,1,tier,changed since by " + later,
                        "customers,later,3,,changed since by " + later,
                        "customers,later,3,attributes.note,changed since by " + later,
                        "customers,later,3,tier,changed since by " + later),
                kept(wrong));
        assertEquals(
                "1 Ann bronze {a} 1 {\"note\": \"newer\"} | 2 Bo gold {a} 2 {\"note\": \"old\"} | "
                        + "3 bronze {\"note\": \"newer\"}",
                desk.text(
                        "select string_agg(concat_ws(' ', id, name, tier, tags, points, attributes), ' | ' order by id) "
                                + "from customer where source = 'later'"));
    }

    /// The same id far apart in one file: the import made the record and changed it, and takes all of it back.
    @Test
    void aRecordThatTheImportItselfWroteTwice_isGone() {
        StringBuilder twice = new StringBuilder("id,name,points\n");
        for (int i = 0; i < 25_000; i++) {
            twice.append(i % 24_990)
                    .append(",Person ")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        ImportJob wrong = desk.load(twice.toString(), """
                {"type": "customers", "source": "twice", "fields": {"id": "id", "name": "name", "points": "points"}}""");
        assertEquals(24_990, undo(wrong).removed(), kept(wrong).toString());
        assertEquals(0, desk.number("select count(*) from customer where source = 'twice'"));
    }

    /// A wide file takes no room from other sources, and none at all once it is undone.
    @Test
    void fieldsOfAnUndoneImport_areFree_butForThoseThatOthersUse() {
        desk.load("id,shared\n1,a\n", """
                {"type": "customers", "source": "other", "fields": {"id": "id"}}""");
        StringBuilder header = new StringBuilder("id,shared,kept");
        StringBuilder row = new StringBuilder("1,b,c");
        for (int i = 0; i < 2_500; i++) {
            header.append(",wide").append(i);
            row.append(",v").append(i);
        }
        ImportJob wide = desk.load(header + "\n" + row + "\n", """
                {"type": "customers", "source": "wide", "fields": {"id": "id"}}""");
        // the name that is there already takes no room
        assertEquals(2_000, desk.number("select count(*) from run_time_name where source = 'wide'"));
        ImportJob.Note beyond = wide.notes().getFirst();
        assertEquals(501, beyond.count(), wide.notes().toString());
        desk.load("id,kept\n9,d\n", """
                {"type": "customers", "source": "third", "fields": {"id": "id"}}""");
        undo(wide);
        assertEquals(
                "kept",
                desk.text("select string_agg(name, ' ' order by name) from run_time_name where source = 'wide'"));
        assertEquals(
                0, desk.number("select count(*) from run_time_field where type = 'customers' and name like 'wide%'"));
    }

    @Test
    void aCustomerThatOthersReferTo_isKnownByItsIdOnly() {
        ImportJob wrong = desk.load(
                "id,name\n1,Ann\n",
                people("referred")
                        .replace("\"aliases\": [\"card\"],", "")
                        .replace(", \"tier\": \"tier\", \"tags\": \"tags\", \"points\": \"points\"", ""));
        desk.load("id,customer,amount,at\no1,1,5,2025-03-01\n", ORDERS.replace("SOURCE", "referred"));
        assertEquals(1, undo(wrong).removed());
        assertEquals(
                "true null",
                desk.text("select stub || ' ' || coalesce(name, 'null') from customer where source = 'referred'"));
        assertEquals(
                1,
                desk.number("select count(*) from interaction where source = 'referred' and customer_key is not null"));
    }

    @Test
    void whatIsNotOverOrTooOldOrWroteNothing_isRefused() {
        ImportJob dry = desk.dryRun("id,name\n1,Ann\n", """
                {"type": "customers", "source": "refused", "fields": {"id": "id"}}""");
        assertEquals(
                "Import " + dry.id() + " was a dry run and has written nothing",
                assertThrows(ImportUndo.Refused.class, () -> desk.jobs.undo(dry.id(), ImportDesk.ADMIN))
                        .getMessage());
        ImportJob old = desk.load("id,name\n1,Ann\n", """
                {"type": "customers", "source": "refused", "fields": {"id": "id"}}""");
        desk.text("update import set finished_at = now() - interval '31 days' where id = " + old.id() + " returning 1");
        assertThrows(ImportUndo.Refused.class, () -> desk.jobs.undo(old.id(), ImportDesk.ADMIN));
        assertFalse(desk.find(old.id()).undoable());
    }

    private static String people(String source) {
        return PEOPLE.replace("SOURCE", source);
    }

    private ImportUndo.State undo(ImportJob job) {
        desk.jobs.undo(job.id(), ImportDesk.ADMIN);
        for (int i = 0; i < 1_000; i++) {
            ImportUndo.State state = desk.find(job.id()).undo();
            if (state.state() != Job.State.QUEUED && state.state() != Job.State.RUNNING) {
                assertEquals(Job.State.FINISHED, state.state());
                return state;
            }
            pause();
        }
        throw new AssertionError("the undo did not end in 20 s");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> kept(ImportJob job) {
        StringWriter out = new StringWriter();
        try {
            desk.jobs.writeKept(job.id(), ImportDesk.ADMIN, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString().lines().toList();
    }

    /// Customers, their aliases and facts; all but who wrote last and when.
    private String contents(String source) {
        return desk.text(
                "select count(*) || ' ' || md5(string_agg((to_jsonb(r) - 'version' - 'changed_at' - 'cause')::text "
                        + "|| coalesce((select string_agg(a.id, ',' order by a.id) from customer_alias a where a.key = r.key), ''), "
                        + "'|' order by r.id)) from customer r where source = '" + source + "'");
    }
}
