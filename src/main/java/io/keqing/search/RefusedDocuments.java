package io.keqing.search;

import io.keqing.field.RecordId;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the engine would not take, for those who can do something about it.
@Singleton
public final class RefusedDocuments {
    public static final int MOST = 200;

    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;

    RefusedDocuments(Database database, RecordStore store, RecordTypes types) {
        this.database = database;
        this.store = store;
        this.types = types;
    }

    /// @param id null where the record is gone meanwhile
    public record Refused(String type, @Nullable RecordId id, String reason, Instant since) {}

    private record Row(String type, int key, String reason, Instant since) {}

    /// The latest, at most 200.
    public List<Refused> latest() {
        List<Row> rows = rows();
        Map<String, List<Integer>> keys = new LinkedHashMap<>();
        rows.forEach(row ->
                keys.computeIfAbsent(row.type(), type -> new ArrayList<>()).add(row.key()));
        Map<String, Map<Integer, RecordId>> ids = new HashMap<>();
        keys.forEach((name, wanted) -> {
            RecordType type = types.get(name);
            Map<Integer, RecordId> found = new HashMap<>();
            for (Document document : store.load(type, wanted)) {
                found.put(document.key(), document.id());
            }
            ids.put(name, found);
        });
        return rows.stream()
                .map(row -> new Refused(
                        row.type(), ids.getOrDefault(row.type(), Map.of()).get(row.key()), row.reason(), row.since()))
                .toList();
    }

    /// How many there are.
    public long count() {
        return database.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement("select count(*) as n from index_refused");
                    ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong("n");
            }
        });
    }

    private List<Row> rows() {
        return database.read(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select type, key, reason, since from index_refused order by since desc, key limit "
                                    + MOST);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Timestamp since = row.getTimestamp(4);
                    rows.add(new Row(row.getString(1), row.getInt(2), row.getString(3), since.toInstant()));
                }
            }
            return rows;
        });
    }
}
