package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of run-time fields and of what names mean.
final class RunTimeTable {
    private RunTimeTable() {}

    static RunTimeNames read(Connection connection, String type) throws SQLException {
        List<RunTimeField> inOrder = fields(connection, type, false);
        Map<Integer, RunTimeField> fields = new HashMap<>();
        inOrder.forEach(field -> fields.put(field.id(), field));
        List<RunTimeName> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select holder, scope, name, field, label_zh, "
                + "label_en, lowest, highest from run_time_name where type = ? order by id")) {
            select.setString(1, type);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    RunTimeField field = fields.get(row.getInt("field"));
                    if (field != null) {
                        names.add(new RunTimeName(
                                new RunTimeScope(row.getString("holder"), row.getString("scope")),
                                row.getString("name"),
                                label(row),
                                scale(row),
                                field));
                    }
                }
            }
        }
        return new RunTimeNames(inOrder, names);
    }

    private static String key(int id) {
        return "f" + id;
    }

    private static Label label(ResultSet row) throws SQLException {
        return new Label(row.getString("label_zh"), row.getString("label_en"));
    }

    private static @Nullable Scale scale(ResultSet row) throws SQLException {
        Double lowest = row.getObject("lowest", Double.class);
        Double highest = row.getObject("highest", Double.class);
        return lowest == null || highest == null ? null : new Scale(lowest, highest);
    }

    /// @param field without its id and key, which it gets here
    static RunTimeField add(Connection connection, RunTimeField field) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into run_time_field (type, holder, name, label_zh, label_en, kind, sensitivity, facet, scope) "
                        + "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, field.type());
            insert.setString(2, field.holder());
            insert.setString(3, field.name());
            insert.setString(4, field.label().zh());
            insert.setString(5, field.label().en());
            insert.setString(6, field.kind().name());
            insert.setString(7, field.sensitivity().name());
            insert.setBoolean(8, field.facet());
            insert.setString(9, field.scope());
            insert.executeUpdate();
            try (ResultSet row = insert.getGeneratedKeys()) {
                row.next();
                int id = row.getInt("id");
                return new RunTimeField(
                        id,
                        field.type(),
                        field.holder(),
                        field.name(),
                        field.label(),
                        key(id),
                        field.kind(),
                        field.sensitivity(),
                        field.facet(),
                        field.scope());
            }
        }
    }

    static void add(Connection connection, RunTimeName name, RunTimeOrigin origin) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into run_time_name (type, holder, scope, "
                + "name, field, label_zh, label_en, lowest, highest, source, cause) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, name.field().type());
            insert.setString(2, name.scope().holder());
            insert.setString(3, name.scope().name());
            insert.setString(4, name.name());
            insert.setInt(5, name.field().id());
            insert.setString(6, name.label().zh());
            insert.setString(7, name.label().en());
            Scale scale = name.scale();
            insert.setObject(8, scale == null ? null : scale.lowest(), Types.DOUBLE);
            insert.setObject(9, scale == null ? null : scale.highest(), Types.DOUBLE);
            insert.setString(10, origin.source());
            insert.setString(11, origin.cause());
            insert.executeUpdate();
        }
    }

    /// How many names of no scope a source has brought.
    static int count(Connection connection, String type, String holder, String source) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("select count(*) as n from run_time_name "
                + "where type = ? and holder = ? and scope = '' and source = ?")) {
            count.setString(1, type);
            count.setString(2, holder);
            count.setString(3, source);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt("n");
            }
        }
    }

    /// Scale and field of a name that is there.
    static void set(Connection connection, RunTimeName name) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update run_time_name set field = ?, lowest = ?, "
                + "highest = ? where type = ? and holder = ? and scope = ? and name = ?")) {
            update.setInt(1, name.field().id());
            Scale scale = name.scale();
            update.setObject(2, scale == null ? null : scale.lowest(), Types.DOUBLE);
            update.setObject(3, scale == null ? null : scale.highest(), Types.DOUBLE);
            update.setString(4, name.field().type());
            update.setString(5, name.scope().holder());
            update.setString(6, name.scope().name());
            update.setString(7, name.name());
            update.executeUpdate();
        }
    }

    /// What one scope calls a name, and no other.
    static void setLabel(Connection connection, RunTimeName name, Label label) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run_time_name set label_zh = ?, label_en = ? "
                        + "where type = ? and holder = ? and scope = ? and name = ?")) {
            update.setString(1, label.zh());
            update.setString(2, label.en());
            update.setString(3, name.field().type());
            update.setString(4, name.scope().holder());
            update.setString(5, name.scope().name());
            update.setString(6, name.name());
            update.executeUpdate();
        }
    }

    static void setKind(Connection connection, RunTimeField field) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run_time_field set kind = ? where id = ?")) {
            update.setString(1, field.kind().name());
            update.setInt(2, field.id());
            update.executeUpdate();
        }
    }

    /// A label that somebody chose is that of the field and of all names found by it.
    static int change(Connection connection, RunTimeField field, Label label, Sensitivity sensitivity, boolean facet)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update run_time_field set label_zh = ?, label_en = ?, sensitivity = ?, facet = ? where id = ?")) {
            update.setString(1, label.zh());
            update.setString(2, label.en());
            update.setString(3, sensitivity.name());
            update.setBoolean(4, facet);
            update.setInt(5, field.id());
            update.executeUpdate();
        }
        if (label.equals(field.label())) {
            return 0;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update run_time_name set label_zh = ?, label_en = ? where field = ?")) {
            update.setString(1, label.zh());
            update.setString(2, label.en());
            update.setInt(3, field.id());
            return update.executeUpdate();
        }
    }

    /// The fields that somebody dropped.
    static List<RunTimeField> dropped(Connection connection, String type) throws SQLException {
        return fields(connection, type, true);
    }

    private static List<RunTimeField> fields(Connection connection, String type, boolean dropped) throws SQLException {
        List<RunTimeField> fields = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id, holder, name, label_zh, label_en, kind, "
                        + "sensitivity, facet, scope from run_time_field where type = ? and dropped = ? order by id")) {
            select.setString(1, type);
            select.setBoolean(2, dropped);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fields.add(new RunTimeField(
                            row.getInt("id"),
                            type,
                            row.getString("holder"),
                            row.getString("name"),
                            label(row),
                            key(row.getInt("id")),
                            RunTimeField.Kind.valueOf(row.getString("kind")),
                            Sensitivity.valueOf(row.getString("sensitivity")),
                            row.getBoolean("facet"),
                            row.getString("scope")));
                }
            }
        }
        return fields;
    }
}
