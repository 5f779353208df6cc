package io.keqing.similar;

import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Records whose texts are to be looked at again. Writers only note their keys, one row a chunk.
@Singleton
final class TextQueue implements ChangeListener {
    /// Texts that are read in one go: so many are looked up again after a crash.
    static final int SLICE = 128;

    private final Database database;

    TextQueue(Database database) {
        this.database = database;
    }

    /// The next records of the oldest row, held by the transaction that took them.
    record Slice(long row, String type, List<Integer> keys, int[] rest) {}

    @Override
    public void changed(Connection transaction, Change change) throws SQLException {
        if (!ReadText.TYPES.contains(change.type().name())) {
            return;
        }
        try (PreparedStatement insert =
                transaction.prepareStatement("insert into text_queue (type, keys) values (?, ?)")) {
            insert.setString(1, change.type().name());
            insert.setArray(2, transaction.createArrayOf("integer", boxed(change.keys())));
            insert.executeUpdate();
        }
    }

    /// Records that wait, of which some may turn out to say nothing.
    long waiting() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select coalesce(sum(cardinality(keys)), 0)::bigint from text_queue");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    static Optional<Slice> take(Connection transaction) throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(
                        "select id, type, keys from text_queue order by id limit 1 for update skip locked");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            int[] keys = Arrays.stream((Integer[]) row.getArray(3).getArray())
                    .mapToInt(Integer::intValue)
                    .toArray();
            int end = Math.min(SLICE, keys.length);
            return Optional.of(new Slice(
                    row.getLong(1),
                    row.getString(2),
                    IntStream.of(keys).limit(end).boxed().toList(),
                    Arrays.copyOfRange(keys, end, keys.length)));
        }
    }

    static void done(Connection transaction, Slice slice) throws SQLException {
        String sql = slice.rest().length == 0
                ? "delete from text_queue where id = ?"
                : "update text_queue set keys = ? where id = ?";
        try (PreparedStatement write = transaction.prepareStatement(sql)) {
            int at = 1;
            if (slice.rest().length > 0) {
                write.setArray(at++, transaction.createArrayOf("integer", boxed(slice.rest())));
            }
            write.setLong(at, slice.row());
            write.executeUpdate();
        }
    }

    /// Every record again, as if the index held none: the vectors that are kept are only sent.
    void everything() {
        database.inTransaction(connection -> {
            for (String sql : List.of(
                    "delete from text_queue",
                    "delete from text_entry",
                    all("interactions", "interaction", "subject is not null or body is not null"),
                    all("feedback", "open_feedback", "comment is not null"))) {
                try (PreparedStatement write = connection.prepareStatement(sql)) {
                    write.executeUpdate();
                }
            }
            return true;
        });
    }

    private static String all(String type, String table, String speaking) {
        return "insert into text_queue (type, keys) select '%s', array_agg(key order by key) from (select key, "
                        .formatted(type)
                + "(row_number() over (order by key) - 1) / 10000 as part from %s where %s) r group by part"
                        .formatted(table, speaking);
    }

    private static Object[] boxed(int[] keys) {
        return Arrays.stream(keys).boxed().toArray();
    }
}
