package io.keqing.similar;

import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.InvalidQueryException;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What people said of cases that were found for a text: good or not. The bench of relevance learns from it; nothing
/// else does.
@Singleton
public final class Judgements {
    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;

    Judgements(Database database, RecordStore store, RecordTypes types) {
        this.database = database;
        this.store = store;
        this.types = types;
    }

    public record Judgement(String text, String type, RecordId id, boolean good, Instant at) {}

    /// Keeps one, or changes what the same viewer said before.
    ///
    /// @return false where there is no such record
    /// @throws InvalidQueryException for a type without texts, and a text that is empty or too long
    public boolean keep(String text, String type, RecordId id, boolean good, Viewer viewer) {
        if (!ReadText.TYPES.contains(type)) {
            throw new InvalidQueryException("type must be one of " + ReadText.TYPES + ", was \"" + type + "\"");
        }
        if (text.isBlank() || text.length() > PriorIssues.LONGEST) {
            throw new InvalidQueryException(
                    "text must have 1 to " + PriorIssues.LONGEST + " characters, had " + text.length());
        }
        OptionalInt key = store.keyOf(types.get(type), id);
        if (key.isEmpty()) {
            return false;
        }
        return database.inTransaction(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    "insert into text_judgement (user_name, text, type, key, good) values (?, ?, ?, ?, ?) "
                            + "on conflict (user_name, md5(text), type, key) do update set good = excluded.good, "
                            + "at = clock_timestamp()")) {
                upsert.setString(1, viewer.name());
                upsert.setString(2, text);
                upsert.setString(3, type);
                upsert.setInt(4, key.getAsInt());
                upsert.setBoolean(5, good);
                return upsert.executeUpdate() == 1;
            }
        });
    }

    /// All of them, the oldest first; those of records that are gone are left out.
    public List<Judgement> all() {
        return database.read(connection -> {
            List<Judgement> all = new ArrayList<>();
            for (String name : ReadText.TYPES) {
                RecordType type = types.get(name);
                try (PreparedStatement select =
                        connection.prepareStatement("select j.text, r.source, r.id, j.good, j.at "
                                + "from text_judgement j join " + type.shown() + " r on r.key = j.key where j.type = ? "
                                + "order by j.at")) {
                    select.setString(1, name);
                    try (ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            all.add(new Judgement(
                                    row.getString(1),
                                    name,
                                    new RecordId(row.getString(2), row.getString(3)),
                                    row.getBoolean(4),
                                    row.getObject(5, OffsetDateTime.class).toInstant()));
                        }
                    }
                }
            }
            return all;
        });
    }
}
