package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields that were born while the portal runs. The table is the truth; what was read of it is
/// remembered, and a name that is not known is looked up again, since another portal may have added it.
@Singleton
public final class RunTimeFields {
    /// At most so many names from one source, or of one survey: past it a value stays in PostgreSQL and on its
    /// record's page. One wide file so takes no room from others.
    public static final int MOST = 2_000;

    /// At most so many fields a type, of all sources and surveys: the index allows 20,000 paths
    /// (`index-mappings/settings.json`).
    static final int MOST_FIELDS = 15_000;

    /// At most so many names in all scopes of a type: surveys that agree share their fields, so it takes
    /// many.
    static final int MOST_NAMES = 4 * MOST_FIELDS;

    private static final Duration STALE = Duration.ofSeconds(10);
    private static final Duration MISSED = Duration.ofSeconds(1);

    private final Database database;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// @param at when it was read, by [System#nanoTime]
    private record Known(RunTimeNames names, long at) {
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

    /// What came of [#ensure]. Names are told as they were before.
    ///
    /// @param demoted names that had been numbers or days and are texts from now on
    /// @param beyond full names past the bound
    /// @param dropped full names that somebody dropped: they are not searched
    /// @param rescaled names before another scale took the place of theirs
    /// @param apart names that do not agree with other scopes and are found by a field for themselves
    /// @param stale names whose records are to be indexed anew
    public record Ensured(
            List<RunTimeName> demoted,
            List<String> beyond,
            List<String> dropped,
            List<RunTimeName> rescaled,
            List<RunTimeName> apart,
            List<RunTimeName> stale) {
        static final Ensured NOTHING = new Ensured(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public List<RunTimeField> all(String type) {
        return names(type).fields();
    }

    /// Everything that is known of `type`, as the table says it now.
    public RunTimeNames names(String type) {
        return database.read(connection -> RunTimeTable.read(connection, type));
    }

    /// As above, read within the last second: asking the table at every search would cost as much as some
    /// searches do. What was born at this portal is known at once.
    public RunTimeNames lately(String type) {
        Known read = known.get(type);
        return read == null || read.isOlderThan(MISSED) ? refreshed(type) : read.names();
    }

    /// @param holder `attributes` or `answers`
    /// @param name as questions say it: `NAME` or `NAME@SURVEY`
    public Optional<RunTimeField> find(String type, String holder, String name) {
        return look(type, names -> names.find(holder, name));
    }

    /// What `name` means within `scope`.
    public Optional<RunTimeName> meant(String type, RunTimeScope scope, String name) {
        return look(type, names -> Optional.ofNullable(names.in(scope).get(name)));
    }

    /// A rule of another portal, above all a new sensitivity, counts here soon; a new name at once, but a
    /// name that is nowhere does not cost a look-up each time.
    private <T> Optional<T> look(String type, Function<RunTimeNames, Optional<T>> at) {
        Known read = known.get(type);
        Optional<T> found = read == null ? Optional.empty() : at.apply(read.names());
        if (read == null || read.isOlderThan(STALE) || (found.isEmpty() && read.isOlderThan(MISSED))) {
            return at.apply(refreshed(type));
        }
        return found;
    }

    /// Reads the table again; called before a batch is indexed and after every change.
    public void refresh(String type) {
        refreshed(type);
    }

    private RunTimeNames refreshed(String type) {
        long now = System.nanoTime();
        RunTimeNames names = names(type);
        known.put(type, new Known(names, now));
        return names;
    }

    /// Adds the names that are new and widens those whose kind or scale does not hold any more.
    public Ensured ensure(String type, RunTimeOrigin origin, Map<RunTimeScope, Map<String, Guess>> guesses) {
        Ensured ensured = database.inTransaction(connection -> ensure(connection, type, origin, guesses));
        refresh(type);
        return ensured;
    }

    /// As above, within a transaction that is going on.
    static Ensured ensure(
            Connection connection, String type, RunTimeOrigin origin, Map<RunTimeScope, Map<String, Guess>> guesses)
            throws SQLException {
        lock(connection);
        RunTimeEntry entry = new RunTimeEntry(connection, type, origin, RunTimeTable.read(connection, type));
        for (Map.Entry<RunTimeScope, Map<String, Guess>> scope : guesses.entrySet()) {
            for (Map.Entry<String, Guess> name : scope.getValue().entrySet()) {
                entry.enter(scope.getKey(), name.getKey(), name.getValue());
            }
        }
        return entry.ensured();
    }

    /// One transaction at a time changes what names mean.
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(27505, 1000)")) {
            lock.execute();
        }
    }

    /// What a scope calls a name that it has; other scopes keep what they call it.
    public void relabel(RunTimeName name, Label label) {
        database.inTransaction(connection -> {
            RunTimeTable.setLabel(connection, name, label);
            return true;
        });
        refresh(name.field().type());
    }

    /// Chooses whether people see the field as a facet, what it is called and how sensitive it is.
    public void change(RunTimeField field, Label label, Sensitivity sensitivity, boolean facet) {
        database.inTransaction(connection -> RunTimeTable.change(connection, field, label, sensitivity, facet));
        refresh(field.type());
    }
}
