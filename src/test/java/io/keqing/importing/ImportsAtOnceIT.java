package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.importing.ImportJob.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two files at a time: no deadlock, nothing lost.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportsAtOnceIT {
    private ImportDesk desk;

    @BeforeAll
    void start() {
        desk = new ImportDesk();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void twoImportsOfTheSameRecordsAtOnce_bothEnd_andTheLaterWins() {
        StringBuilder one = new StringBuilder("id,name,tier\n");
        StringBuilder two = new StringBuilder("id,name,points\n");
        for (int i = 0; i < 25_000; i++) {
            one.append("s").append(i).append(",One,gold\n");
            two.append("s").append(24_999 - i).append(",Two,7\n");
        }
        long first = desk.start(one.toString(), """
                {"type": "customers", "source": "same", "fields": {"id": "id", "name": "name", "tier": "tier"}}""", false);
        long second = desk.start(two.toString(), """
                {"type": "customers", "source": "same", "fields": {"id": "id", "name": "name", "points": "points"}}""", false);
        ImportJob a = desk.await(first);
        ImportJob b = desk.await(second);
        assertEquals(State.FINISHED, a.state());
        assertEquals(State.FINISHED, b.state());
        assertEquals(25_000, a.counts().created() + b.counts().created());
        assertEquals(25_000, a.counts().updated() + b.counts().updated());
        assertEquals(
                25_000,
                desk.number("select count(*) from customer where source = 'same' and tier = 'gold' and points = 7 "
                        + "and version = 2"));
    }

    @Test
    void twoImportsAtOnce_bothEnd() {
        StringBuilder orders = new StringBuilder("id,customer\n");
        StringBuilder people = new StringBuilder("id,name\n");
        for (int i = 0; i < 30_000; i++) {
            orders.append("o").append(i).append(",c").append(i % 5_000).append('\n');
            people.append("c").append(i % 5_000).append(",Name ").append(i).append('\n');
        }
        long first = desk.start(orders.toString(), """
                {"type": "interactions", "source": "atonce", "fields": {"id": "id", "customer": "customer"}}""", false);
        long second = desk.start(people.toString(), """
                {"type": "customers", "source": "atonce", "fields": {"id": "id", "name": "name"}}""", false);
        assertEquals(State.FINISHED, desk.await(first).state());
        assertEquals(State.FINISHED, desk.await(second).state());
        assertEquals(5_000, desk.number("select count(*) from customer where source = 'atonce' and not stub"));
        assertEquals(
                30_000,
                desk.number("select count(*) from interaction where source = 'atonce' and customer_key is not null"));
    }
}
