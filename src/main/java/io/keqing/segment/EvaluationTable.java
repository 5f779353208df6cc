package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.segment.Segment.Evaluation;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Who was in a segment, each time it was worked out and differed from before.
@Singleton
final class EvaluationTable {
    private static final String COLUMNS = "id, version, at, checked_at, personal, total";

    private final Database database;

    EvaluationTable(Database database) {
        this.database = database;
    }

    /// @param conditions the customers who met each condition, by its text
    /// @param seen the index had every change up to this document version
    record Found(
            int version, boolean personal, long seen, RoaringBitmap members, Map<String, RoaringBitmap> conditions) {}

    /// Keeps it; the same members by the same question as last time only move the moment until which they are known.
    void keep(long segment, Found found, Instant at) {
        byte[] members = bytes(found.members());
        database.inTransaction(connection -> {
            lock(connection, segment);
            if (!again(connection, segment, found, members, at)) {
                long id = insert(connection, segment, found, members, at);
                insertConditions(connection, id, found.conditions());
            }
            return true;
        });
    }

    /// Two who work it out at the same moment take turns.
    private static void lock(Connection connection, long segment) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select id from segment where id = ? for update")) {
            lock.setLong(1, segment);
            lock.executeQuery().close();
        }
    }

    private static boolean again(Connection connection, long segment, Found found, byte[] members, Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update segment_evaluation set checked_at = greatest(checked_at, ?), seen = greatest(seen, ?)
                 where id = (select id from segment_evaluation where segment_id = ? order by at desc, id desc limit 1)
                   and version = ? and personal = ? and members = ?
                """)) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setLong(2, found.seen());
            update.setLong(3, segment);
            update.setInt(4, found.version());
            update.setBoolean(5, found.personal());
            update.setBytes(6, members);
            return update.executeUpdate() > 0;
        }
    }

    private static long insert(Connection connection, long segment, Found found, byte[] members, Instant at)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into segment_evaluation (segment_id, version, at, checked_at, seen, personal, total, members)
                values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                """)) {
            OffsetDateTime when = at.atOffset(ZoneOffset.UTC);
            insert.setLong(1, segment);
            insert.setInt(2, found.version());
            insert.setObject(3, when);
            insert.setObject(4, when);
            insert.setLong(5, found.seen());
            insert.setBoolean(6, found.personal());
            insert.setInt(7, found.members().getCardinality());
            insert.setBytes(8, members);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void insertConditions(Connection connection, long id, Map<String, RoaringBitmap> conditions)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into segment_condition (evaluation_id, place, condition, met) values (?, ?, ?, ?)")) {
            int place = 0;
            for (Map.Entry<String, RoaringBitmap> condition : conditions.entrySet()) {
                insert.setLong(1, id);
                insert.setInt(2, place++);
                insert.setString(3, condition.getKey());
                insert.setBytes(4, bytes(condition.getValue()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// The last evaluation not after a moment.
    ///
    /// @param personal whether those may be read in which hidden fields took part
    Optional<Evaluation> at(long segment, Instant moment, boolean personal) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                    + " from segment_evaluation where segment_id = ? and at <= ? and (? or not personal)"
                    + " order by at desc, id desc limit 1")) {
                select.setLong(1, segment);
                select.setObject(2, moment.atOffset(ZoneOffset.UTC));
                select.setBoolean(3, personal);
                return one(select);
            }
        });
    }

    Optional<Evaluation> byId(long segment, long id, boolean personal) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                    + " from segment_evaluation where segment_id = ? and id = ? and (? or not personal)")) {
                select.setLong(1, segment);
                select.setLong(2, id);
                select.setBoolean(3, personal);
                return one(select);
            }
        });
    }

    private static Optional<Evaluation> one(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Evaluation(
                            row.getLong(1),
                            row.getInt(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getBoolean(5),
                            row.getInt(6)))
                    : Optional.empty();
        }
    }

    RoaringBitmap members(Evaluation evaluation) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select members from segment_evaluation where id = ?")) {
                select.setLong(1, evaluation.id());
                try (ResultSet row = select.executeQuery()) {
                    // gone with its segment in this moment
                    return row.next() ? bitmap(row.getBytes(1)) : new RoaringBitmap();
                }
            }
        });
    }

    /// The customers who met each condition, by its text, in the question's order.
    Map<String, RoaringBitmap> conditions(Evaluation evaluation) {
        return database.read(connection -> {
            Map<String, RoaringBitmap> conditions = new LinkedHashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "select condition, met from segment_condition where evaluation_id = ? order by place")) {
                select.setLong(1, evaluation.id());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        conditions.put(row.getString(1), bitmap(row.getBytes(2)));
                    }
                }
            }
            return conditions;
        });
    }

    /// How far the last evaluation had looked.
    record Seen(int version, long seen, Instant checkedAt) {}

    Optional<Seen> seen(long segment) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select version, seen, checked_at"
                    + " from segment_evaluation where segment_id = ? order by at desc, id desc limit 1")) {
                select.setLong(1, segment);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Seen(
                                    row.getInt(1),
                                    row.getLong(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant()))
                            : Optional.empty();
                }
            }
        });
    }

    /// The version that the next document written to the index will be above.
    long documentVersion() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select last_value from document_version");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static byte[] bytes(RoaringBitmap bitmap) {
        bitmap.runOptimize();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(bitmap.serializedSizeInBytes());
        try {
            bitmap.serialize(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static RoaringBitmap bitmap(byte[] bytes) {
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored bitmap must be in Roaring's portable form", e);
        }
        return bitmap;
    }
}
