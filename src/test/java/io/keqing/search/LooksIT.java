package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.RecordTypes;
import io.micronaut.context.ApplicationContext;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A look at a saved search while records are on their way into the index, on a real database without
/// indexers.
class LooksIT {
    /// Finds everything up to one key.
    private record Found(int highestKey) implements SearchCounts {
        @Override
        public List<Counted> count(List<Asked> questions, Viewer viewer) {
            throw new AssertionError("nothing is counted for a look");
        }

        @Override
        public int highestKey(String type) {
            return highestKey;
        }
    }

    @Test
    void aNewRecordThatStillWaits_andAllAfterIt_stayNew() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("keqing.test.shared", "true"), "test")) {
            Database database = context.getBean(Database.class);
            IndexQueue queue = context.getBean(IndexQueue.class);
            int last = number(
                    database,
                    "with made as (insert into customer (source, id, cause, check_sum) "
                            + "select 'looks', n, 'test', 0 from generate_series(1, 9) n returning key) select max(key) from made");
            Looks looks = new Looks(
                    context.getBean(LookRows.class), new Found(last), queue, context.getBean(RecordTypes.class));
            assertEquals(last, looks.here("customers"), "nothing waits: all that is there has been seen");

            queue.add("customers", new int[] {last - 2, last - 4});
            assertEquals(last - 5, looks.here("customers"));
            assertEquals(last, looks.here("interactions"), "another type's queue is none of its business");
            number(
                    database,
                    "with changed as (update customer set version = 2 where key = " + (last - 4)
                            + " returning key) select key from changed");
            assertEquals(last - 3, looks.here("customers"), "one that is written again was there before");
            number(database, "with gone as (delete from index_queue returning 1) select count(*) from gone");
            assertEquals(last, looks.here("customers"));
        }
    }

    private static int number(Database database, String sql) {
        return database.inTransaction(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql)) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
