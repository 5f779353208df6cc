package io.keqing.record;

import io.keqing.field.Field;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps the fields born at run time in order: renames, merges and drops them, and frees those that an import
/// brought which was taken back. The values in the records are never touched; where they are searched is.
@Singleton
public final class RunTimeUpkeep {
    private static final int LONGEST_NAME = 200;

    private final Database database;
    private final RunTimeFields fields;
    private final RunTimeHolders holders;
    private final RecordTypes types;

    RunTimeUpkeep(Database database, RunTimeFields fields, RunTimeHolders holders, RecordTypes types) {
        this.database = database;
        this.fields = fields;
        this.holders = holders;
        this.types = types;
    }

    /// Why a field cannot be changed so.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String rule) {
            super(rule);
        }
    }

    /// The fields of a type that somebody dropped.
    public List<RunTimeField> dropped(RecordType type) {
        return database.read(connection -> RunTimeTable.dropped(connection, type.name()));
    }

    /// Its values stay with their records and are searched no more, whoever brings the name again.
    public void drop(RecordType type, RunTimeField field) {
        List<RunTimeName> names = fields.names(type.name()).of(field);
        database.inTransaction(connection -> {
            RunTimeFields.lock(connection);
            setDropped(connection, field, true);
            return names.size();
        });
        announce(type, names);
    }

    /// The field of that full name is searched again, as before it was dropped.
    ///
    /// @throws Refused where no such field was dropped
    public void restore(RecordType type, String fullName) {
        RunTimeField field = dropped(type).stream()
                .filter(one -> one.fullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> new Refused("no field " + fullName + " was dropped"));
        database.inTransaction(connection -> {
            RunTimeFields.lock(connection);
            setDropped(connection, field, false);
            return field.id();
        });
        fields.refresh(type.name());
        announce(type, fields.names(type.name()).of(field));
    }

    private static void setDropped(Connection connection, RunTimeField field, boolean dropped) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run_time_field set dropped = ? where id = ?")) {
            update.setBoolean(1, dropped);
            update.setInt(2, field.id());
            update.executeUpdate();
        }
    }

    /// What questions call the field from now on; files go on to call it what they do.
    ///
    /// @throws Refused where the name is taken, blank or longer than 200 characters
    public void rename(RecordType type, RunTimeField field, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Refused("a name must have 1 to %d characters, had %d"
                    .formatted(LONGEST_NAME, name.strip().length()));
        }
        database.inTransaction(connection -> {
            RunTimeFields.lock(connection);
            if (isTaken(connection, field, name.strip())) {
                throw new Refused("the name " + name.strip()
                        + " is taken by another field, which may have been dropped; merge the two instead");
            }
            try (PreparedStatement update =
                    connection.prepareStatement("update run_time_field set name = ? where id = ?")) {
                update.setString(1, name.strip());
                update.setInt(2, field.id());
                return update.executeUpdate();
            }
        });
        fields.refresh(type.name());
    }

    private static boolean isTaken(Connection connection, RunTimeField field, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select exists (select from run_time_field where "
                + "type = ? and holder = ? and name = ? and scope is not distinct from ? and id <> ?) as taken")) {
            select.setString(1, field.type());
            select.setString(2, field.holder());
            select.setString(3, name);
            select.setString(4, field.scope());
            select.setInt(5, field.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean("taken");
            }
        }
    }

    /// The values of `from` are found by `into` from now on, and `from` is no field any more. Where one holds
    /// numbers or days and the other something else, `into` becomes a text, which holds both.
    ///
    /// @throws Refused where they are one, of two holders, or `into` is less secret
    public void merge(RecordType type, RunTimeField from, RunTimeField into) {
        if (from.id() == into.id() || !from.holder().equals(into.holder())) {
            throw new Refused("two different fields of " + from.holder() + " must be merged, were " + from.fullName()
                    + " and " + into.fullName());
        }
        if (from.sensitivity().compareTo(into.sensitivity()) > 0) {
            throw new Refused(into.fullName() + " must be at least as sensitive as " + from.fullName());
        }
        RunTimeNames before = fields.names(type.name());
        boolean demoted = into.kind() != from.kind() && into.kind() != RunTimeField.Kind.TEXT;
        database.inTransaction(connection -> {
            RunTimeFields.lock(connection);
            try (PreparedStatement move =
                    connection.prepareStatement("update run_time_name set field = ? where field = ?")) {
                move.setInt(1, into.id());
                move.setInt(2, from.id());
                move.executeUpdate();
            }
            if (demoted) {
                RunTimeTable.setKind(connection, into.as(RunTimeField.Kind.TEXT));
            }
            return deleteWithoutNames(connection);
        });
        fields.refresh(type.name());
        announce(type, before.of(from));
        if (demoted) {
            announce(type, before.of(into));
        }
    }

    /// Frees the names that came with any of these causes and that no record has any more.
    ///
    /// @return how many names are free
    public int free(Collection<String> causes) {
        int freed = 0;
        for (RecordType type : types.all()) {
            for (Field<?> holder : type.runTime()) {
                freed += database.inTransaction(connection -> free(connection, type, holder, causes));
            }
            fields.refresh(type.name());
        }
        return freed;
    }

    private int free(Connection connection, RecordType type, Field<?> holder, Collection<String> causes)
            throws SQLException {
        RunTimeFields.lock(connection);
        Set<List<String>> unused = new HashSet<>();
        Set<String> names = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select scope, name from run_time_name where type = ? and holder = ? and cause = any (?)")) {
            select.setString(1, type.name());
            select.setString(2, holder.name());
            select.setArray(3, connection.createArrayOf("text", causes.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    unused.add(List.of(row.getString("scope"), row.getString("name")));
                    names.add(row.getString("name"));
                }
            }
        }
        if (unused.isEmpty()) {
            return 0;
        }
        Optional<Field<?>> scope = type.fields().scope(holder);
        String inScope =
                scope.map(field -> "coalesce(r." + field.column() + ", '')").orElse("''");
        // one walk over the records, however many names there are
        try (PreparedStatement select = connection.prepareStatement("select distinct " + inScope
                + " as scope, k.name from " + type.table() + " r cross join lateral jsonb_object_keys(r."
                + holder.column() + ") k (name) where r." + holder.column()
                + " is not null and k.name = any (?)")) {
            select.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    unused.remove(List.of(row.getString("scope"), row.getString("name")));
                }
            }
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from run_time_name where type = ? and holder = ? and scope = ? and name = ?")) {
            for (List<String> one : unused) {
                delete.setString(1, type.name());
                delete.setString(2, holder.name());
                delete.setString(3, one.getFirst());
                delete.setString(4, one.getLast());
                delete.addBatch();
            }
            delete.executeBatch();
        }
        deleteWithoutNames(connection);
        return unused.size();
    }

    private static int deleteWithoutNames(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from run_time_field f where not exists "
                + "(select from run_time_name n where n.field = f.id)")) {
            return delete.executeUpdate();
        }
    }

    private void announce(RecordType type, List<RunTimeName> names) {
        fields.refresh(type.name());
        names.forEach(name -> holders.announce(type, name));
    }
}
