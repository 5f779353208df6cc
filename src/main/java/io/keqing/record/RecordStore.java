package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Reads records as they stand now, those that anybody is shown. The SQL is made from the catalogue,
/// once per type.
@Singleton
public final class RecordStore {
    private final Database database;
    private final RecordTypes types;
    private final Map<String, String> selects = new ConcurrentHashMap<>();
    private final Map<String, String> selectsAsOf = new ConcurrentHashMap<>();

    RecordStore(Database database, RecordTypes types) {
        this.database = database;
        this.types = types;
    }

    /// The records with these keys, in key order; those that are gone are left out.
    public List<Document> load(RecordType type, Collection<Integer> keys) {
        return database.read(connection -> load(connection, type, keys));
    }

    public List<Document> load(Connection connection, RecordType type, Collection<Integer> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = connection.prepareStatement(
                selects.computeIfAbsent(type.name(), name -> select(type)) + " where r.key = any (?) order by r.key")) {
            select.setArray(1, connection.createArrayOf("integer", keys.toArray()));
            return documents(type, select);
        }
    }

    /// The records with these keys as they stood at `moment`, in key order: the present row, or the
    /// version that was in force then. What is worked out or copied from elsewhere is today's. Left out
    /// are those that came later, are gone, or whose versions of that time are past [HistoryRetention].
    public List<Document> loadAsOf(RecordType type, Collection<Integer> keys, Instant moment) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    selectsAsOf.computeIfAbsent(type.name(), name -> select(type, rowsAsOf(type)))
                            + " order by r.key")) {
                Array wanted = connection.createArrayOf("integer", keys.toArray());
                Timestamp at = Timestamp.from(moment);
                select.setArray(1, wanted);
                select.setTimestamp(2, at);
                select.setString(3, type.name());
                select.setArray(4, wanted);
                select.setTimestamp(5, at);
                select.setTimestamp(6, at);
                return documents(type, select);
            }
        });
    }

    private static String rowsAsOf(RecordType type) {
        return "(select t.* from %1$s t where t.key = any (?) and t.changed_at <= ? union all select p.* from history h "
                        .formatted(type.shown())
                + "cross join lateral jsonb_populate_record(null::%1$s, h.row) p where h.type = ? and h.key = any (?) "
                        .formatted(type.table())
                + "and h.valid_from <= ? and h.valid_to > ? and exists (select from %1$s t where t.key = h.key))"
                        .formatted(type.shown());
    }

    /// Up to `limit` records whose key is above `after`, in key order: the walk of a rebuild.
    public List<Document> after(RecordType type, int after, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(selects.computeIfAbsent(type.name(), name -> select(type))
                            + " where r.key > ? order by r.key limit ?")) {
                select.setInt(1, after);
                select.setInt(2, limit);
                return documents(type, select);
            }
        });
    }

    /// The record with this identity; a customer is also found by an alias.
    public Optional<Document> find(RecordType type, RecordId id) {
        return database.read(connection -> {
            OptionalInt key = keyOf(connection, type, id);
            return key.isEmpty()
                    ? Optional.empty()
                    : load(connection, type, List.of(key.getAsInt())).stream().findFirst();
        });
    }

    public OptionalInt keyOf(RecordType type, RecordId id) {
        return database.read(connection -> keyOf(connection, type, id));
    }

    static OptionalInt keyOf(Connection connection, RecordType type, RecordId id) throws SQLException {
        String sql = "select key from " + type.table() + " where source = ? and id = ?"
                + (type.known().aliases().isEmpty()
                        ? ""
                        : " union all select key from " + type.known().aliases() + " where source = ? and id = ?");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int parameters = type.known().aliases().isEmpty() ? 2 : 4;
            for (int i = 1; i < parameters; i += 2) {
                select.setString(i, id.source());
                select.setString(i + 1, id.id());
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /// The further ids a record is known by, within its own source; none for types without.
    public List<String> aliases(RecordType type, int key) {
        if (type.known().aliases().isEmpty()) {
            return List.of();
        }
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select a.id from "
                    + type.known().aliases() + " a join " + type.table()
                    + " r on r.key = a.key and r.source = a.source where a.key = ? order by a.id")) {
                select.setInt(1, key);
                List<String> aliases = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        aliases.add(row.getString(1));
                    }
                }
                return aliases;
            }
        });
    }

    /// Every further id a record is known by, from whatever source: a merge may have joined two.
    public List<RecordId> knownAs(RecordType type, int key) {
        if (type.known().aliases().isEmpty()) {
            return List.of();
        }
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select source, id from " + type.known().aliases() + " where key = ? order by source, id")) {
                select.setInt(1, key);
                List<RecordId> ids = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(new RecordId(row.getString(1), row.getString(2)));
                    }
                }
                return ids;
            }
        });
    }

    /// Keys of the records of `type` that refer to any of `keys` through `reference`, above `after`, in
    /// key order.
    public List<Integer> referring(
            RecordType type, Field<?> reference, Collection<Integer> keys, int after, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select key from " + type.table() + " where "
                    + reference.column() + " = any (?) and key > ? order by key limit ?")) {
                select.setArray(1, connection.createArrayOf("integer", keys.toArray()));
                select.setInt(2, after);
                select.setInt(3, limit);
                List<Integer> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getInt(1));
                    }
                }
                return found;
            }
        });
    }

    /// Count and sum of checks of the records in each bucket of `span` keys, for comparing the index
    /// with.
    public Map<Integer, Bucket> buckets(RecordType type, int span) {
        return database.read(connection -> {
            Map<Integer, Bucket> buckets = new HashMap<>();
            String sql = "select r.key / " + span + ", count(*), sum(" + checkExpression(type)
                    + ")::double precision from " + type.shown() + " r " + type.joins() + " group by 1";
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    buckets.put(row.getInt(1), new Bucket(row.getLong(2), row.getDouble(3)));
                }
            }
            return buckets;
        });
    }

    /// Key and check of every record whose key is in `[from, to)`.
    public Map<Integer, Long> checks(RecordType type, int from, int to) {
        return database.read(connection -> {
            Map<Integer, Long> checks = new HashMap<>();
            String sql = "select r.key, " + checkExpression(type) + " from " + type.shown() + " r " + type.joins()
                    + " where r.key >= ? and r.key < ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setInt(1, from);
                select.setInt(2, to);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        checks.put(row.getInt(1), row.getLong(2));
                    }
                }
            }
            return checks;
        });
    }

    public long count(RecordType type) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from " + type.shown());
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Records of one bucket and the sum of their checks.
    public record Bucket(long count, double sum) {}

    /// SQL for the sum that a document carries in its `check`.
    public static String checkExpression(RecordType type) {
        return "(r.check_sum::bigint + (" + type.copiedCheck() + "))";
    }

    private String select(RecordType type) {
        return select(type, type.shown());
    }

    private String select(RecordType type, String rows) {
        StringBuilder columns = new StringBuilder("select r.key, r.source, r.id, ")
                .append(type.known().stubs() ? "r.stub" : "false");
        columns.append(", ").append(checkExpression(type));
        StringBuilder joins =
                new StringBuilder(" from ").append(rows).append(" r ").append(type.joins());
        for (Field<?> field : type.fields().fields()) {
            if (field.kind() instanceof ValueKind.Reference reference && !field.derived()) {
                String target = "ref_" + field.name();
                columns.append(", r.%1$s, %2$s.source, %2$s.id".formatted(field.column(), target));
                joins.append(" left join %s %s on %s.key = r.%s"
                        .formatted(types.get(reference.to()).table(), target, target, field.column()));
            } else if (field.derived()) {
                columns.append(", (")
                        .append(type.derived().getOrDefault(field, "null"))
                        .append(")::")
                        .append(Columns.sqlType(field.kind()));
            } else if (type.derived().containsKey(field)) {
                // given, or worked out where it is not
                columns.append(", ").append(type.derived().get(field));
            } else {
                columns.append(", r.").append(field.column());
            }
        }
        columns.append(", ").append(new KnownAs(types).further(type));
        return columns.append(joins).toString();
    }

    private List<Document> documents(RecordType type, PreparedStatement select) throws SQLException {
        List<Document> documents = new ArrayList<>();
        KnownAs knownAs = new KnownAs(types);
        select.setFetchSize(2_000);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Document document = document(type, row);
                knownAs.read(document, type, row);
                documents.add(document);
            }
        }
        return documents;
    }

    private static Document document(RecordType type, ResultSet row) throws SQLException {
        Document document = new Document(
                type.fields(),
                row.getInt(1),
                new RecordId(row.getString(2), row.getString(3)),
                row.getBoolean(4),
                row.getLong(5));
        int column = 6;
        for (Field<?> field : type.fields().fields()) {
            if (field.kind() instanceof ValueKind.Reference && !field.derived()) {
                int key = row.getInt(column);
                if (!row.wasNull()) {
                    document.refer(field, key);
                    document.set(field, new RecordId(row.getString(column + 1), row.getString(column + 2)));
                }
                column += 3;
            } else if (field.derived() && !type.derived().containsKey(field)) {
                column++;
            } else {
                document.set(field, Columns.read(field, row, column++));
            }
        }
        return document;
    }
}
