package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The fields that were born while the portal runs. The table is the truth; what was read of it is remembered,
/// and a
/// name that is not known is looked up again, since another portal may have added it.
@Singleton
public final class RunTimeFields {
    /// At most so many fields a type: past it a value stays in PostgreSQL and on its record's page.
    public static final int MOST = 1_000;

    private static final Duration STALE = Duration.ofSeconds(10);
    private static final Duration MISSED = Duration.ofSeconds(1);

    private final Database database;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// @param at when it was read, by [System#nanoTime]
    private record Known(Map<String, RunTimeField> byPlace, long at) {
        boolean isOlderThan(Duration age) {
            return System.nanoTime() - at > age.toNanos();
        }
    }

    RunTimeFields(Database database) {
        this.database = database;
    }

    /// What a file lets one think of a field.
    ///
    /// @param scale null where nobody said one: a field keeps the scale it has
    public record Guess(
            RunTimeField.Kind kind,
            Sensitivity sensitivity,
            Label label,
            @Nullable Scale scale) {}

    /// What came of [#ensure].
    ///
    /// @param demoted fields that had been numbers or days and are texts from now on: their records are to be
    ///     indexed anew
    /// @param beyond names past the bound
    /// @param rescaled fields as they were before another scale took the place of theirs
    public record Ensured(List<RunTimeField> demoted, List<String> beyond, List<RunTimeField> rescaled) {}

    public List<RunTimeField> all(String type) {
        return List.copyOf(read(type).values());
    }

    /// @param holder `attributes` or `answers`
    public Optional<RunTimeField> find(String type, String holder, String name) {
        String place = holder + "/" + name;
        Known read = known.get(type);
        // a rule of another portal, above all a new sensitivity, counts here soon; a new name at once, but a name that
        // is nowhere does not cost a look-up each time
        if (read == null || read.isOlderThan(STALE) || (!read.byPlace.containsKey(place) && read.isOlderThan(MISSED))) {
            refresh(type);
            read = known.get(type);
        }
        return Optional.ofNullable(read == null ? null : read.byPlace.get(place));
    }

    /// Reads the table again; called before a batch is indexed and after every change.
    public void refresh(String type) {
        long now = System.nanoTime();
        known.put(type, new Known(read(type), now));
    }

    /// Adds the fields that are new and widens those whose kind does not hold any more. A field has one scale for all
    /// records, as it has one label: the last one said counts.
    public Ensured ensure(String type, String holder, Map<String, Guess> guesses) {
        List<RunTimeField> demoted = new java.util.ArrayList<>();
        List<String> beyond = new java.util.ArrayList<>();
        List<RunTimeField> rescaled = new java.util.ArrayList<>();
        database.inTransaction(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(27505, 1000)")) {
                lock.execute();
            }
            Map<String, RunTimeField> before = read(type);
            int count = before.size();
            for (Map.Entry<String, Guess> entry : guesses.entrySet()) {
                RunTimeField there = before.get(holder + "/" + entry.getKey());
                Guess guess = entry.getValue();
                if (there == null) {
                    if (count >= MOST) {
                        beyond.add(entry.getKey());
                    } else {
                        insert(connection, type, holder, entry.getKey(), guess);
                        count++;
                    }
                    continue;
                }
                if (there.kind() != RunTimeField.Kind.TEXT && there.kind() != guess.kind()) {
                    setKind(connection, there.id());
                    demoted.add(there);
                }
                if (guess.scale() != null && !guess.scale().equals(there.scale())) {
                    setScale(connection, there.id(), guess.scale());
                    if (there.scale() != null) {
                        rescaled.add(there);
                    }
                }
            }
            return count;
        });
        refresh(type);
        return new Ensured(demoted, beyond, rescaled);
    }

    /// Chooses whether people see the field as a facet, what it is called and how sensitive it is.
    public void change(RunTimeField field, Label label, Sensitivity sensitivity, boolean facet) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update run_time_field set label_zh = ?, label_en = ?, sensitivity = ?, facet = ? where id = ?")) {
                update.setString(1, label.zh());
                update.setString(2, label.en());
                update.setString(3, sensitivity.name());
                update.setBoolean(4, facet);
                update.setInt(5, field.id());
                return update.executeUpdate();
            }
        });
        refresh(field.type());
    }

    private static void insert(java.sql.Connection connection, String type, String holder, String name, Guess guess)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into run_time_field (type, holder, name, "
                + "label_zh, label_en, kind, sensitivity, lowest, highest) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, type);
            insert.setString(2, holder);
            insert.setString(3, name);
            insert.setString(4, guess.label().zh());
            insert.setString(5, guess.label().en());
            insert.setString(6, guess.kind().name());
            insert.setString(7, guess.sensitivity().name());
            Scale scale = guess.scale();
            insert.setObject(8, scale == null ? null : scale.lowest(), Types.DOUBLE);
            insert.setObject(9, scale == null ? null : scale.highest(), Types.DOUBLE);
            insert.executeUpdate();
        }
    }

    private static void setScale(java.sql.Connection connection, int id, Scale scale) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run_time_field set lowest = ?, highest = ? where id = ?")) {
            update.setDouble(1, scale.lowest());
            update.setDouble(2, scale.highest());
            update.setInt(3, id);
            update.executeUpdate();
        }
    }

    private static void setKind(java.sql.Connection connection, int id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run_time_field set kind = 'TEXT' where id = ?")) {
            update.setInt(1, id);
            update.executeUpdate();
        }
    }

    private static @Nullable Scale scale(ResultSet row) throws SQLException {
        Double lowest = row.getObject("lowest", Double.class);
        Double highest = row.getObject("highest", Double.class);
        return lowest == null || highest == null ? null : new Scale(lowest, highest);
    }

    private Map<String, RunTimeField> read(String type) {
        return database.read(connection -> {
            Map<String, RunTimeField> fields = new LinkedHashMap<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select id, holder, name, label_zh, label_en, kind, "
                            + "sensitivity, facet, lowest, highest from run_time_field where type = ? order by id")) {
                select.setString(1, type);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        RunTimeField field = new RunTimeField(
                                row.getInt(1),
                                type,
                                row.getString(2),
                                row.getString(3),
                                new Label(row.getString(4), row.getString(5)),
                                "f" + row.getInt(1),
                                RunTimeField.Kind.valueOf(row.getString(6)),
                                Sensitivity.valueOf(row.getString(7)),
                                row.getBoolean(8),
                                scale(row));
                        fields.put(field.holder() + "/" + field.name(), field);
                    }
                }
            }
            return fields;
        });
    }
}
