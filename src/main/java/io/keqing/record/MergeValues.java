package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What merges write into their survivors, and how it is taken out again. The values of one place lie in layers,
/// in the order in which they were written: each knows what stood there before it. A layer that is not the
/// topmost is taken out by handing what stood before it to the one above, so that merges can be undone in any
/// order. What is written under the id of a record while it is merged away lies in the layer of its merge, on
/// top.
final class MergeValues {
    private static final Set<String> EMPTY = Set.of("null", "[]", "{}", "\"\"");

    private final Connection connection;
    private final RecordType type;
    private final String cause;
    private final Set<Integer> written = new TreeSet<>();

    MergeValues(Connection connection, RecordType type, String cause) {
        this.connection = connection;
        this.type = type;
        this.cause = cause;
    }

    /// A value's place in a record: a column, or one name among the values born at run time.
    record Place(Field<?> field, String name) {
        String shown() {
            return name.isEmpty() ? field.name() : field.name() + "." + name;
        }
    }

    /// The values of a live record as JSON, without empty ones.
    Map<Place, String> of(int key) throws SQLException {
        return read("select to_jsonb(r) from " + type.table() + " r where r.key = ?", key);
    }

    /// The values of the record that a merge took away, as they are kept with it.
    Map<Place, String> ofMerge(long merge) throws SQLException {
        return read("select row from record_merge where id = ?", merge);
    }

    private Map<Place, String> read(String row, long parameter) throws SQLException {
        Map<Place, String> values = new LinkedHashMap<>();
        for (Field<?> field : type.fields().stored()) {
            boolean runTime = field.kind() instanceof ValueKind.RunTime;
            String value = "s.row -> '" + field.column() + "'";
            String sql = runTime
                    ? "select e.key, e.value::text from (%s) s(row) cross join lateral jsonb_each(case jsonb_typeof(%s) when 'object' then %2$s else '{}' end) e order by 1"
                            .formatted(row, value)
                    : "select '', (%2$s)::text from (%1$s) s(row)".formatted(row, value);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, parameter);
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        String json = found.getString(2);
                        if (json != null && !EMPTY.contains(json)) {
                            values.put(new Place(field, found.getString(1)), json);
                        }
                    }
                }
            }
        }
        return values;
    }

    /// Writes a value into a live record, whose version until now stays in history.
    void set(int key, Place place, @Nullable String json) throws SQLException {
        if (written.add(key)) {
            RecordMoves.keepVersions(connection, type, new int[] {key}, cause);
        }
        String column = place.field().column();
        String sql = place.name().isEmpty()
                ? "update %1$s set %2$s = (jsonb_populate_record(null::%1$s, jsonb_build_object(?::text, ?::jsonb))).%2$s where key = ?"
                : "update %1$s set %2$s = nullif(jsonb_strip_nulls(coalesce(%2$s, '{}') || jsonb_build_object(?::text, ?::jsonb)), '{}') where key = ?";
        try (PreparedStatement update = connection.prepareStatement(sql.formatted(type.table(), column))) {
            update.setString(1, place.name().isEmpty() ? column : place.name());
            update.setString(2, json);
            update.setInt(3, key);
            update.executeUpdate();
        }
    }

    /// Gives the live records written to their new version.
    void finish() throws SQLException {
        for (int key : written) {
            try (PreparedStatement update = connection.prepareStatement("update " + type.table()
                    + " set version = version + 1, changed_at = now(), cause = ?, check_sum = "
                    + RecordMoves.checkSum(type) + " where key = ?")) {
                update.setString(1, cause);
                update.setInt(2, key);
                update.executeUpdate();
            }
        }
    }

    void remember(long merge, Place place, @Nullable String before, @Nullable String after) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into record_merge_value (merge, field, name, before, after) values (?, ?, ?, ?::jsonb, ?::jsonb) "
                        + "on conflict (merge, field, name) do update set before = excluded.before, after = excluded.after")) {
            insert.setLong(1, merge);
            insert.setString(2, place.field().name());
            insert.setString(3, place.name());
            insert.setString(4, before);
            insert.setString(5, after);
            insert.executeUpdate();
        }
    }

    private void forget(long merge, Place place) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from record_merge_value where merge = ? and field = ? and name = ?")) {
            delete.setLong(1, merge);
            delete.setString(2, place.field().name());
            delete.setString(3, place.name());
            delete.executeUpdate();
        }
    }

    /// One layer.
    ///
    /// @param order higher where it was written later
    /// @param late whether it was written after its merge, which had not taken this value
    record Layer(
            long merge,
            Place place,
            @Nullable String before,
            @Nullable String after,
            long order,
            boolean late) {}

    /// What a merge wrote, by place.
    Map<Place, Layer> layers(long merge) throws SQLException {
        Map<Place, Layer> layers = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select field, name, before::text, after::text, layer, written from record_merge_value where merge = ? "
                        + "order by 1, 2")) {
            select.setLong(1, merge);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Place place =
                            new Place(type.fields().named(row.getString(1)).orElseThrow(), row.getString(2));
                    layers.put(
                            place,
                            new Layer(
                                    merge,
                                    place,
                                    row.getString(3),
                                    row.getString(4),
                                    row.getLong(5),
                                    row.getBoolean(6)));
                }
            }
        }
        return layers;
    }

    /// Takes one layer out of the record that `holder` is or was.
    ///
    /// @return false where somebody, or a later merge, wrote over it since
    boolean takeOut(Layer layer, int holder) throws SQLException {
        Layer above = above(layer, holder);
        if (above != null) {
            if (!Objects.equals(above.before(), layer.after())) {
                return false;
            }
            if (Objects.equals(layer.before(), above.after())) {
                forget(above.merge(), layer.place());
            } else {
                remember(above.merge(), layer.place(), layer.before(), above.after());
            }
            return false;
        }
        Long mergedBy = mergeOf(holder);
        if (mergedBy == null) {
            return inLiveRecord(layer, holder);
        }
        if (!Objects.equals(ofMerge(mergedBy).get(layer.place()), layer.after())) {
            return false;
        }
        setInMerge(mergedBy, layer.place(), layer.before());
        Layer passedOn = layers(mergedBy).get(layer.place());
        if (passedOn == null || !Objects.equals(passedOn.after(), layer.after())) {
            return true;
        }
        // the survivor had the value from here, by choice or because it was written since
        String rather = layer.before() == null || passedOn.late() ? passedOn.before() : layer.before();
        if (Objects.equals(rather, passedOn.before())) {
            forget(mergedBy, layer.place());
        } else {
            remember(mergedBy, layer.place(), passedOn.before(), rather);
        }
        return takeOut(
                new Layer(mergedBy, layer.place(), rather, layer.after(), passedOn.order(), passedOn.late()),
                keptBy(mergedBy));
    }

    /// Puts a value that came under the id of the record merged away on top of what its survivor has, and of what
    /// that one's survivor has, to the live record at the end. That one's row is written already.
    ///
    /// @param live the values that the live record had before
    void putOnTop(long merge, Place place, @Nullable String value, Map<Place, String> live) throws SQLException {
        int holder = keptBy(merge);
        Long mergedBy = mergeOf(holder);
        if (mergedBy != null) {
            putOnTop(merge, holder, place, ofMerge(mergedBy).get(place), value);
            setInMerge(mergedBy, place, value);
            putOnTop(mergedBy, place, value, live);
        } else if (Objects.equals(of(holder).get(place), value)) {
            putOnTop(merge, holder, place, live.get(place), value);
        }
    }

    private void putOnTop(long merge, int holder, Place place, @Nullable String now, @Nullable String value)
            throws SQLException {
        Layer own = layers(merge).get(place);
        if (own != null) {
            Layer above = above(own, holder);
            if (above == null && Objects.equals(own.after(), now)) {
                remember(merge, place, own.before(), value);
                return;
            }
            if (above != null && Objects.equals(above.before(), own.after())) {
                remember(above.merge(), place, own.before(), above.after());
            }
            forget(merge, place);
        }
        if (!Objects.equals(now, value)) {
            remember(merge, place, now, value);
            try (PreparedStatement late = connection.prepareStatement(
                    "update record_merge_value set written = true where merge = ? and field = ? and name = ?")) {
                late.setLong(1, merge);
                late.setString(2, place.field().name());
                late.setString(3, place.name());
                late.executeUpdate();
            }
        }
    }

    /// The live record that a merge led to in the end.
    int survivor(long merge) throws SQLException {
        int holder = keptBy(merge);
        Long mergedBy = mergeOf(holder);
        return mergedBy == null ? holder : survivor(mergedBy);
    }

    private boolean inLiveRecord(Layer layer, int key) throws SQLException {
        if (!Objects.equals(of(key).get(layer.place()), layer.after())) {
            return false;
        }
        set(key, layer.place(), layer.before());
        return true;
    }

    /// What another merge, still standing, wrote over it later.
    private @Nullable Layer above(Layer layer, int holder) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select m.id, v.before::text, v.after::text, v.layer, v.written from record_merge m "
                        + "join record_merge_value v on v.merge = m.id where m.type = ? and m.keep_key = ? and m.undone_at is null "
                        + "and v.layer > ? and v.field = ? and v.name = ? order by v.layer limit 1")) {
            select.setString(1, type.name());
            select.setInt(2, holder);
            select.setLong(3, layer.order());
            select.setString(4, layer.place().field().name());
            select.setString(5, layer.place().name());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Layer(
                                row.getLong(1),
                                layer.place(),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getBoolean(5))
                        : null;
            }
        }
    }

    /// The merge, still standing, that took a record away; null where it is live.
    @Nullable
    Long mergeOf(int key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from record_merge where type = ? and away_key = ? and undone_at is null")) {
            select.setString(1, type.name());
            select.setInt(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? (Long) row.getLong(1) : null;
            }
        }
    }

    private int keptBy(long merge) throws SQLException {
        return RecordWriter.keys(connection, "select keep_key from record_merge where id = " + merge)[0];
    }

    private void setInMerge(long merge, Place place, @Nullable String json) throws SQLException {
        String column = place.field().column();
        String sql = place.name().isEmpty()
                ? "update record_merge set row = row || jsonb_build_object(?::text, ?::jsonb) where id = ?"
                : ("update record_merge set row = row || jsonb_build_object('%1$s', nullif(jsonb_strip_nulls("
                                + "case jsonb_typeof(row -> '%1$s') when 'object' then row -> '%1$s' else '{}' end "
                                + "|| jsonb_build_object(?::text, ?::jsonb)), '{}')) where id = ?")
                        .formatted(column);
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, place.name().isEmpty() ? column : place.name());
            update.setString(2, json);
            update.setLong(3, merge);
            update.executeUpdate();
        }
    }
}
