package io.keqing.similar;

import io.keqing.record.Database;
import io.keqing.search.TextIndex.Address;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The vectors that are kept, one for each different text, and which record has which text. They outlive the
/// index, so that it can be thrown away and filled again without a model reading anything.
@Singleton
final class TextVectors {
    private static final int AT_ONCE = 32;

    private final Database database;
    private final Embedder embedder;

    TextVectors(Database database, Embedder embedder) {
        this.database = database;
        this.embedder = embedder;
    }

    /// What the index holds of a record.
    record Held(UUID hash, long sign) {}

    /// The vectors of texts; those not known yet are made, and kept [#AT_ONCE] at a time, so that of what was
    /// made before a crash only the last few are made again.
    Map<UUID, float[]> of(Collection<ReadText> texts) {
        Map<UUID, ReadText> wanted = new LinkedHashMap<>();
        texts.forEach(text -> wanted.put(text.hash(), text));
        Map<UUID, float[]> found = new HashMap<>(known(wanted.keySet()));
        List<ReadText> lacking = wanted.values().stream()
                .filter(text -> !found.containsKey(text.hash()))
                .toList();
        for (int at = 0; at < lacking.size(); at += AT_ONCE) {
            if (Thread.currentThread().isInterrupted()) {
                throw new VectorsStopped();
            }
            found.putAll(make(lacking.subList(at, Math.min(lacking.size(), at + AT_ONCE))));
        }
        return found;
    }

    private Map<UUID, float[]> make(List<ReadText> texts) {
        Map<ReadText, Embedder.Vector> made = new LinkedHashMap<>();
        texts.forEach(text -> made.put(text, embedder.embed(text)));
        return database.inTransaction(connection -> {
            Map<UUID, float[]> kept = new HashMap<>();
            try (PreparedStatement insert = connection.prepareStatement("insert into text_vector "
                    + "(hash, space, vector, cut) values (?, ?, ?, ?) on conflict (hash) do nothing")) {
                for (Map.Entry<ReadText, Embedder.Vector> each : made.entrySet()) {
                    ReadText text = each.getKey();
                    insert.setObject(1, text.hash());
                    insert.setString(2, text.model().space());
                    insert.setBytes(3, bytes(each.getValue().values()));
                    insert.setBoolean(4, each.getValue().cut());
                    insert.addBatch();
                    kept.put(text.hash(), each.getValue().values());
                }
                insert.executeBatch();
            }
            return kept;
        });
    }

    /// A vector in the database, and the model that made it.
    record Stored(TextModel model, float[] vector) {}

    /// Those among `hashes` that are there.
    Map<UUID, Stored> stored(Collection<UUID> hashes) {
        return database.read(connection -> {
            Map<UUID, Stored> stored = new HashMap<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select hash, space, vector from text_vector where hash = any (?)")) {
                select.setArray(1, connection.createArrayOf("uuid", hashes.toArray()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        stored.put(
                                row.getObject(1, UUID.class),
                                new Stored(TextModel.ofSpace(row.getString(2)), floats(row.getBytes(3))));
                    }
                }
            }
            return stored;
        });
    }

    /// The vectors among `hashes` that are there.
    Map<UUID, float[]> known(Collection<UUID> hashes) {
        Map<UUID, float[]> known = new HashMap<>();
        stored(hashes).forEach((hash, each) -> known.put(hash, each.vector()));
        return known;
    }

    /// Which of the texts are longer than their model reads.
    java.util.Set<UUID> cut(Collection<UUID> hashes) {
        return database.read(connection -> {
            java.util.Set<UUID> cut = new java.util.HashSet<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select hash from text_vector where hash = any (?) and cut")) {
                select.setArray(1, connection.createArrayOf("uuid", hashes.toArray()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        cut.add(row.getObject(1, UUID.class));
                    }
                }
            }
            return cut;
        });
    }

    /// How many records say exactly the same.
    Map<UUID, Long> counts(Collection<UUID> hashes) {
        return database.read(connection -> {
            Map<UUID, Long> counts = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "select hash, count(*) from text_entry where hash = any (?) group by hash")) {
                select.setArray(1, connection.createArrayOf("uuid", hashes.toArray()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        counts.put(row.getObject(1, UUID.class), row.getLong(2));
                    }
                }
            }
            return counts;
        });
    }

    /// The texts of records, as far as they have vectors.
    Map<Address, UUID> hashes(Collection<Address> records) {
        Map<String, List<Integer>> byType = new HashMap<>();
        records.forEach(address -> byType.computeIfAbsent(address.type(), type -> new java.util.ArrayList<>())
                .add(address.key()));
        return database.read(connection -> {
            Map<Address, UUID> hashes = new HashMap<>();
            for (Map.Entry<String, List<Integer>> each : byType.entrySet()) {
                held(connection, each.getKey(), each.getValue())
                        .forEach((key, held) -> hashes.put(new Address(each.getKey(), key), held.hash()));
            }
            return hashes;
        });
    }

    static Map<Integer, Held> held(Connection connection, String type, Collection<Integer> keys) throws SQLException {
        Map<Integer, Held> held = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select key, hash, sign from text_entry where type = ? and key = any (?)")) {
            select.setString(1, type);
            select.setArray(2, connection.createArrayOf("integer", keys.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.put(row.getInt(1), new Held(row.getObject(2, UUID.class), row.getLong(3)));
                }
            }
        }
        return held;
    }

    static void hold(Connection connection, String type, Map<Integer, Held> held) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into text_entry (type, key, hash, sign) "
                        + "values (?, ?, ?, ?) on conflict (type, key) do update set hash = excluded.hash, sign = excluded.sign")) {
            for (Map.Entry<Integer, Held> each : held.entrySet()) {
                upsert.setString(1, type);
                upsert.setInt(2, each.getKey());
                upsert.setObject(3, each.getValue().hash());
                upsert.setLong(4, each.getValue().sign());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static void release(Connection connection, String type, Collection<Integer> keys) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from text_entry where type = ? and key = any (?)")) {
            delete.setString(1, type);
            delete.setArray(2, connection.createArrayOf("integer", keys.toArray()));
            delete.executeUpdate();
        }
    }

    /// Those of the texts that no record has any more.
    static void forget(Connection connection, Collection<UUID> hashes) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from text_vector v where hash = any (?) "
                + "and not exists (select from text_entry e where e.hash = v.hash)")) {
            delete.setArray(1, connection.createArrayOf("uuid", hashes.toArray()));
            delete.executeUpdate();
        }
    }

    /// All texts that no record has any more.
    void forgetUnused() {
        database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from text_vector v where not exists (select from text_entry e where e.hash = v.hash)")) {
                return delete.executeUpdate();
            }
        });
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /// The portal stops; what is kept is kept.
    static final class VectorsStopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        VectorsStopped() {
            super("stopped while vectors were made");
        }
    }
}
