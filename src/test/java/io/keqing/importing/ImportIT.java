package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.importing.ImportJob.State;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Files of an invented shop on a real PostgreSQL. Every test has a source of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportIT {
    private ImportDesk desk;

    @BeforeAll
    void open() {
        desk = new ImportDesk();
    }

    @AfterAll
    void close() {
        desk.close();
    }

    private static Counts counts(long read, long created, long updated, long unchanged, long skipped, long rejected) {
        return new Counts(read, created, updated, unchanged, skipped, rejected);
    }

    @Test
    void aShop_customersOrdersPaymentsReviews_hangTogether() {
        ImportJob customers = desk.load("""
                person,order_customer,full name,phone,town,since,vip
                p1,c1,Ann,13800000001,Lyon,2024-02-01,gold
                p1,c2,Ann,13800000001,Lyon,2024-02-01,gold
                p2,c3,Bo,13800000002,Kyoto,2024-03-01,silver
                """, """
                {"type": "customers", "source": "shop", "aliases": ["order_customer"],
                 "fields": {"id": "person", "name": "full name", "phone": "phone", "city": "town", "joined": "since",
                            "tier": "vip"}}""");
        assertEquals(counts(3, 2, 0, 1, 0, 0), customers.counts());

        ImportJob orders = desk.load("""
                order,customer,day,time,product,price,qty
                o1,c1,2025-03-01,10:00,Lamp,10.50,1
                o1,c1,2025-03-01,10:00,Chair,20,2
                o2,c2,2025-03-02,11:30,Lamp,10.50,1
                o3,c3,2025-03-03,,Desk,99,1
                """, """
                {"type": "interactions", "source": "shop", "zone": "Asia/Shanghai",
                 "fields": {"id": "order", "customer": "customer", "kind": {"value": "order"},
                            "at": {"join": ["day", "time"]}, "product": "product", "amount": "price", "quantity": "qty"},
                 "combine": {"amount": "sum", "quantity": "sum", "product": "all", "*": "last"}}""");
        assertEquals(counts(4, 4, 0, 0, 0, 0), orders.counts());
        assertEquals("30.50", desk.text("select amount::text from interaction where source = 'shop' and id = 'o1'"));
        assertEquals("Chair, Lamp", desk.text("select product from interaction where source = 'shop' and id = 'o1'"));
        assertEquals(
                "2025-03-01T02:00:00Z",
                desk.text("select to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from interaction "
                        + "where source = 'shop' and id = 'o1'"));

        ImportJob payments = desk.load("""
                order,paid,how
                o1,30.00,card
                o1,0.50,voucher
                o2,10.50,card
                o9,5.00,card
                o9,1.00,voucher
                """, """
                {"type": "interactions", "source": "shop", "existing": true, "combine": {"amount": "sum"},
                 "fields": {"id": "order", "amount": "paid"}, "rest": "drop"}""");
        assertEquals(counts(5, 0, 0, 3, 0, 2), payments.counts());
        assertEquals(
                List.of(
                        "line,column,value,rule,order,paid,how",
                        "5,order,o9,existing,o9,5.00,card",
                        "6,order,o9,existing,o9,1.00,voucher"),
                desk.rejects(payments));

        ImportJob reviews = desk.load("""
                review,order,stars,words
                r1,o1,5,great
                r1,o2,3,
                r2,o3,1,bad
                """, """
                {"type": "feedback", "source": "shop", "fields": {"id": {"join": ["review", "order"], "with": "-"},
                 "interaction": "order", "csat": "stars", "comment": "words", "kind": {"value": "review"}}}""");
        assertEquals(counts(3, 3, 0, 0, 0, 0), reviews.counts());
        assertEquals(
                "p1 p1 p2",
                desk.text("select string_agg(c.id, ' ' order by f.id) from feedback f join customer c "
                        + "on c.key = f.customer_key where f.source = 'shop'"));
        assertEquals(0, desk.number("select count(*) from customer where source = 'shop' and stub"));
    }

    @Test
    void theSameFileAgain_isUnchanged_andWritesNothing() {
        String file = "id,name,tier,extra\n1,Ann,gold,x\n2,Bo,silver,y\n";
        String mapping = """
                {"type": "customers", "source": "again", "fields": {"id": "id", "name": "name", "tier": "tier"}}""";
        assertEquals(counts(2, 2, 0, 0, 0, 0), desk.load(file, mapping).counts());
        String before = desk.text("select max(xmin::text::bigint)::text from customer where source = 'again'");
        desk.execute("create table queued (id bigint); "
                + "create function note_queued() returns trigger language plpgsql as $$ begin "
                + "if new.keys && (select array_agg(key) from customer where source = 'again') then "
                + "insert into queued values (1); end if; return new; end $$; "
                + "create trigger note after insert on index_queue for each row execute function note_queued(); "
                + "create trigger note after insert on match_queue for each row execute function note_queued(); "
                + "create trigger note after insert on facts_queue for each row execute function note_queued()");
        assertEquals(counts(2, 0, 0, 2, 0, 0), desk.load(file, mapping).counts());
        assertEquals(0, desk.number("select count(*) from queued"));
        desk.load("id,name\n2,Bob\n", mapping.replace(", \"tier\": \"tier\"", ""));
        assertTrue(desk.number("select count(*) from queued") > 0, "the triggers do see what is queued");
        desk.execute("drop function note_queued cascade; drop table queued");
        desk.load(file, mapping);
        desk.execute("delete from history");
        before = desk.text("select max(xmin::text::bigint)::text from customer where source = 'again'");
        assertEquals(counts(2, 0, 0, 2, 0, 0), desk.load(file, mapping).counts());
        assertEquals(before, desk.text("select max(xmin::text::bigint)::text from customer where source = 'again'"));
        assertEquals(
                0,
                desk.number("select count(*) from history h join customer c on c.key = h.key and h.type = 'customers' "
                        + "where c.source = 'again'"));
        assertEquals("x", desk.text("select attributes ->> 'extra' from customer where source = 'again' and id = '1'"));
    }

    @Test
    void rowsWithoutAnId_areTheirContent_andEqualRowsAreNumbered() {
        String file = "text,when\nhello,2025-01-01\nhello,2025-01-01\nbye,2025-01-02\n";
        String mapping = """
                {"type": "interactions", "source": "hashed", "fields": {"body": "text", "at": "when"}}""";
        assertEquals(counts(3, 3, 0, 0, 0, 0), desk.load(file, mapping).counts());
        assertEquals(counts(3, 0, 0, 3, 0, 0), desk.load(file, mapping).counts());
        assertEquals(
                1, desk.number("select count(*) from interaction where source = 'hashed' and id ~ '^[0-9a-f]{20}-2$'"));
        String named = mapping.replace("\"body\"", "\"id\": {\"hash\": [\"text\", \"when\"]}, \"body\"");
        assertEquals(counts(3, 0, 0, 3, 0, 0), desk.load(file, named).counts());
    }

    @Test
    void rowsOfOneRecord_countAsIfAppliedOneAfterAnother() {
        ImportJob job = desk.load("id,name,tier\n1,Ann,gold\n1,Ann,gold\n2,Bo,gold\n1,Ann,silver\n1,,\n", """
                {"type": "customers", "source": "twice", "fields": {"id": "id", "name": "name", "tier": "tier"}}""");
        assertEquals(counts(5, 2, 1, 2, 0, 0), job.counts());
        assertEquals("silver", desk.text("select tier from customer where source = 'twice' and id = '1'"));
    }

    @Test
    void twoTypesInOneFile_areWrittenInTheRightOrder_andABlankIdIsSkipped() {
        ImportJob job = desk.load(
                "order,buyer,buyer name,at\no1,b1,Ann,2025-01-01\no2,,,2025-01-02\no3,b1,Ann,2025-01-03\n", """
                {"type": "interactions", "source": "both", "fields": {"id": "order", "customer": "buyer", "at": "at"},
                 "also": [{"type": "customers", "fields": {"id": "buyer", "name": "buyer name"}}]}""");
        assertEquals(counts(3, 3, 0, 0, 0, 0), job.counts());
        assertEquals(counts(3, 1, 0, 1, 1, 0), job.types().get("customers"));
        assertEquals(0, desk.number("select count(*) from customer where source = 'both' and stub"));
        assertEquals(
                2,
                desk.number("select count(*) from interaction i join customer c on c.key = i.customer_key "
                        + "where i.source = 'both'"));
    }

    @Test
    void everyBadRow_isARejectWithLineColumnValueAndRule_andTheRestGoesIn() {
        ImportJob job = desk.load(
                "id,customer,at,amount,kind\n"
                        + "1,a,2025-01-01,10,order\n"
                        + "2,a,32.13.2025,10,order\n"
                        + "3,a,2025-01-01,a lot,order\n"
                        + ",a,2025-01-01,10,order\n"
                        + "5,a,2025-01-01,1,2,3\n"
                        + "6,a,\"never closed\n"
                        + "7,a,soon,much,order\n"
                        + "\n"
                        + ",,,,\n"
                        + "8,a,2025-01-02,\"1,234.50\",sorcery\n",
                """
                {"type": "interactions", "source": "bad", "fields": {"id": "id", "customer": "customer", "at": "at",
                 "amount": "amount", "kind": "kind"}}""");
        assertEquals(State.FINISHED, job.state());
        assertEquals(counts(9, 2, 0, 0, 1, 6), job.counts());
        assertEquals(
                List.of(
                        "line,column,value,rule,id,customer,at,amount,kind",
                        "3,at,32.13.2025,at must be a date and time such as 2025-03-25 or 25.3.2025,2,a,32.13.2025,10,order",
                        "4,amount,a lot,amount must be an amount of money,3,a,2025-01-01,a lot,order",
                        "5,id,,id must not be empty,,a,2025-01-01,10,order",
                        "6,,,\"a row must have 5 columns, this one has 6\",5,a,2025-01-01,1,2,3",
                        "7,,,\"a quote must be closed before the next delimiter, this one is not\",\"6,a,\"\"never closed",
                        "\"",
                        "8,at,soon,at must be a date and time such as 2025-03-25 or 25.3.2025,7,a,soon,much,order",
                        "8,amount,much,amount must be an amount of money,7,a,soon,much,order"),
                desk.rejects(job));
        assertEquals("other", desk.text("select kind from interaction where source = 'bad' and id = '8'"));
        assertEquals(
                "sorcery",
                desk.text("select attributes ->> 'kind_raw' from interaction where source = 'bad' and id = '8'"));
        assertEquals(1, job.warnings());
        assertEquals(7, job.problems());
    }

    @Test
    void theListOfRejects_corrected_isImportedWithTheSameMapping() {
        String mapping = """
                {"type": "interactions", "source": "again", "fields": {"id": "id", "at": "at", "amount": "amount"},
                 "combine": {"amount": "sum"}}""";
        ImportJob first =
                desk.load("id,at,amount,column\n1,2025-01-01,10,x\n2,soon,much,y\n3,2025-01-03,a lot,z\n", mapping);
        assertEquals(counts(3, 1, 0, 0, 0, 2), first.counts());
        String corrected = String.join("\n", desk.rejects(first))
                .replace(",2,soon,much,y", ",2,2025-01-02,20,y")
                .replace(",3,2025-01-03,a lot,z", ",3,2025-01-03,30,z");
        assertEquals(4, corrected.lines().count(), "a row with two problems stands there twice\n" + corrected);

        ImportJob second = desk.load(corrected, mapping);

        assertEquals(counts(2, 2, 0, 0, 0, 0), second.counts());
        assertEquals(
                "10,20,30",
                desk.text("select string_agg(amount::integer::text, ',' order by id) from interaction "
                        + "where source = 'again'"));
        assertEquals(
                "{\"column\": \"y\"}",
                desk.text("select attributes::text from interaction where source = 'again' and id = '2'"),
                "its own column of that name is kept, what was wrong is not");
    }

    @Test
    void zeroBytes_andALineTooLong_costNoOtherRow() {
        String mega = "x".repeat(17 << 20);
        ImportJob job = desk.load("id,name\n1,A\0nn\n2," + mega + "\n3,Bo\n", """
                {"type": "customers", "source": "odd", "fields": {"id": "id", "name": "name"}}""");
        assertEquals(counts(3, 2, 0, 0, 0, 1), job.counts());
        assertEquals("Ann", desk.text("select name from customer where source = 'odd' and id = '1'"));
        assertTrue(
                desk.rejects(job).get(1).startsWith("3,,,\"a row must have at most 16,777,216 characters\",\"2,xxx"));
    }

    @Test
    void aFileThatDoesNotFit_fails_andLeavesNoTrace() {
        String mapping = """
                {"type": "customers", "source": "unfit", "fields": {"id": "uid", "name": "name"}}""";
        ImportJob header = desk.load("id,name\n1,Ann\n", mapping);
        assertEquals(State.FAILED, header.state());
        assertEquals(
                "the file lacks the mapped column uid; its columns are id, name; nothing was written",
                header.message());
        assertEquals(
                "1,uid,,\"the file lacks the mapped column uid; its columns are id, name\"",
                desk.rejects(header).get(1));
        ImportJob zip = desk.load("PK\003\004rubbish", mapping);
        assertEquals(State.FAILED, zip.state());
        assertTrue(zip.message().contains("is a damaged zip archive or workbook"), zip.message());
        ImportJob guessed = desk.load("colour,shape\nred,round\n", "{\"type\": \"customers\", \"source\": \"unfit\"}");
        assertEquals(State.FAILED, guessed.state());
        assertTrue(guessed.message().contains("no column looks like the id of a customer"), guessed.message());
        assertEquals(0, desk.number("select count(*) from customer where source = 'unfit'"));
    }

    @Test
    void aHeaderTellsItsFields_whereTheMappingDoesNot() {
        ImportJob job = desk.load(
                "客户编号,客户名称,手机,注册时间,会员等级,备注\n1,张三,13800000001,2024年3月1日,金卡,老客户\n",
                "{\"type\": \"customers\", \"source\": \"guess\"}");
        assertEquals(counts(1, 1, 0, 0, 0, 0), job.counts());
        assertEquals(
                "张三 2024-03-01 金卡",
                desk.text("select name || ' ' || joined || ' ' || tier from customer " + "where source = 'guess'"));
        assertEquals("老客户", desk.text("select attributes ->> '备注' from customer where source = 'guess'"));
        assertTrue(job.mapping().contains("客户名称"), job.mapping());
    }

    @Test
    void answers_areKeptUnderTheirNames_withoutTheirMissingCodes() {
        ImportJob job = desk.load("id,Q1,Q2a,Q2b,nps\n1,4,red,blue,11\n2,0,red,,9\n3,6,,,\n", """
                {"type": "feedback", "source": "survey", "fields": {"id": "id", "nps": "nps", "survey": {"value": "s"}},
                 "values": {"nps": {"11": null}},
                 "answers": {"Q1": {"name": "overall", "label": {"zh": "总体", "en": "Overall"}, "scale": [1, 5],
                                    "missing": [0]}, "Q2a": {"name": "colours"}, "Q2b": {"name": "colours"}}}""");
        assertEquals(counts(3, 3, 0, 0, 0, 0), job.counts());
        assertEquals(
                "{\"colours\": [\"red\", \"blue\"], \"overall\": \"4\"}",
                desk.text("select answers::text from feedback where source = 'survey' and id = '1'"));
        assertEquals(
                "{\"colours\": \"red\"}",
                desk.text("select answers::text from feedback where source = 'survey' and id = '2'"));
        assertEquals(1, desk.number("select count(*) from feedback where source = 'survey' and nps is not null"));
        assertEquals(1, job.warnings());
        assertEquals(
                "NUMBER 总体 Overall",
                desk.text(
                        "select kind || ' ' || label_zh || ' ' || label_en from run_time_field where name = 'overall'"));
    }

    @Test
    void columnsThatAreNotMapped_becomeFieldsOfTheirKind_sensitiveOnesSecret() {
        String mapping = """
                {"type": "customers", "source": "born", "fields": {"id": "id"}}""";
        desk.load(
                "id,shoe size,first visit,zip,second line,note\n"
                        + "1,41,2025-01-01,01012,13800000001,a\n2,42.5,2025-02-01,20000,13800000002,b\n",
                mapping);
        assertEquals(
                "first visit DAY OPEN, note TEXT OPEN, second line TEXT SECRET, shoe size NUMBER OPEN, zip TEXT OPEN",
                desk.text("select string_agg(name || ' ' || kind || ' ' || sensitivity, ', ' order by name) "
                        + "from run_time_field where type = 'customers' and name in ('shoe size', 'first visit', 'zip', "
                        + "'second line', 'note')"));
        ImportJob job = desk.load("id,shoe size\n1,large\n", mapping);
        assertEquals("TEXT", desk.text("select kind from run_time_field where name = 'shoe size'"));
        assertEquals(
                "was a number and is a text from now on", job.notes().getFirst().rule());
    }

    @Test
    void aDryRun_countsAndFindsProblems_andWritesNothing() {
        ImportJob job = desk.dryRun("id,joined\n1,2025-01-01\n2,soon\n", """
                {"type": "customers", "source": "dry", "fields": {"id": "id", "joined": "joined"}}""");
        assertEquals(counts(2, 0, 0, 0, 0, 1), job.counts());
        assertEquals(1, job.problems());
        assertEquals(0, desk.number("select count(*) from customer where source = 'dry'"));
        assertTrue(job.dryRun());
    }

    @Test
    void anImport_isStoppedWhileItReads() throws InterruptedException {
        StringBuilder file = new StringBuilder("id,name,note\n");
        for (int i = 0; i < 300_000; i++) {
            file.append(i).append(",Name ").append(i).append(",some note to read\n");
        }
        long id = desk.start(file.toString(), """
                {"type": "customers", "source": "stopped", "fields": {"id": "id", "name": "name"}}""", false);
        while (!desk.find(id).state().isOver() && desk.find(id).counts().read() == 0) {
            Thread.sleep(2);
        }
        assertTrue(desk.jobs.cancel(id, ImportDesk.ADMIN));
        ImportJob job = desk.await(id);
        assertEquals(State.CANCELLED, job.state());
        assertFalse(desk.jobs.cancel(id, ImportDesk.ADMIN));
        long there = desk.number("select count(*) from customer where source = 'stopped'");
        assertTrue(there < 300_000 && there % 10_000 == 0, "" + there);
    }

    @Test
    void theErased_areRejected_andNothingOfThemIsKept() {
        desk.text("insert into tombstone (mark) select tombstone_mark('gone', '2') returning 1");
        ImportJob job = desk.load("id,name\n1,Ann\n2,Bo\n", """
                {"type": "customers", "source": "gone", "fields": {"id": "id", "name": "name"}}""");
        assertEquals(counts(2, 1, 0, 0, 0, 1), job.counts());
        assertEquals(List.of("line,column,value,rule,id,name", "3,id,,erased"), desk.rejects(job));
    }

    @Test
    void aCheckIsForgottenAfterADay_andAnImportIsNot() {
        String mapping = """
                {"type": "customers", "source": "day", "fields": {"id": "id"}}""";
        List<Long> ids = List.of(
                desk.dryRun("id\n1\n", mapping).id(),
                desk.dryRun("id\n1\n", mapping).id(),
                desk.load("id\n1\n", mapping).id());
        desk.execute("update import set finished_at = now() - interval '25 hours' where id in (" + ids.get(0) + ", "
                + ids.get(2) + ")");
        desk.jobs.sweep();
        assertEquals(
                List.of(false, true, true),
                ids.stream().map(id -> desk.jobs.find(id).isPresent()).toList());
    }

    @Test
    void anImportWhoseJobWasGivenUp_fails_andSaysWhy() {
        ImportJob job = desk.load("id\n1\n", """
                {"type": "customers", "source": "died", "fields": {"id": "id"}}""");
        desk.text("update job set state = 'failed', message = 'Its portal stopped 5 times' where id = "
                + "(select job from import where id = " + job.id() + ") returning 1");
        desk.text("update import set state = 'running' where id = " + job.id() + " returning 1");
        desk.execute("delete from import_chunk where import_id = " + job.id()
                + "; insert into import_chunk values (" + job.id() + ", -1, 0, 0, 0, 0, 0, 0, '[]'), (" + job.id()
                + ", 0, 0, 0, 5, 4, 3, 2, '[]'), (" + job.id() + ", 0, 1, 0, 50, 40, 30, 20, '[]')"
                + "; insert into import_chunk values (" + job.id() + ", 1, 0, 0, 9, 9, 9, 9, '[]', false)");
        desk.jobs.sweep();
        ImportJob after = desk.find(job.id());
        assertEquals(State.FAILED, after.state());
        assertEquals("Its portal stopped 5 times", after.message());
        assertEquals(counts(1, 55, 44, 33, 0, 22), after.counts(), "what was committed of the main type is told");
        assertEquals(0, desk.number("select count(*) from import_chunk where import_id = " + job.id()));
    }
}
