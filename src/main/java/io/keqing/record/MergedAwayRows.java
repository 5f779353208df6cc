package io.keqing.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.record.MergeValues.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of a chunk that came under the id of a record merged away. They change its survivor as any row does, and
/// besides the row that is kept with the merge, so that undoing the merge gives each record what was written for
/// it. Taken one by one: such rows are rare, and the price of some fifty statements for each falls on nobody
/// else.
final class MergedAwayRows {
    private final Connection connection;
    private final StagingPlan plan;
    private final UpsertSql sql;
    private final MergeValues values;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Map<Place, String>> before = new HashMap<>();

    /// @param given what the row says, as JSON by column
    /// @param home key of the record merged away
    private record Row(long line, int home, JsonNode given) {}

    private MergedAwayRows(Connection connection, StagingPlan plan, UpsertSql sql) {
        this.connection = connection;
        this.plan = plan;
        this.sql = sql;
        this.values = new MergeValues(connection, plan.type(), plan.cause());
    }

    /// Those of the present chunk, in the order of their lines, before anything of it is written.
    static MergedAwayRows of(Connection connection, StagingPlan plan, UpsertSql sql) throws SQLException {
        MergedAwayRows away = new MergedAwayRows(connection, plan, sql);
        if (!plan.type().known().aliases().isEmpty()) {
            away.take();
        }
        return away;
    }

    private void take() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select line, home, to_jsonb(c) from chunk c where home is not null order by line")) {
            while (row.next()) {
                rows.add(new Row(row.getLong(1), row.getInt(2), RecordVersions.read(row.getString(3))));
            }
        }
        for (Row row : rows) {
            Long merge = merge(row);
            if (merge != null) {
                int survivor = values.survivor(merge);
                if (!before.containsKey(survivor)) {
                    before.put(survivor, values.of(survivor));
                }
            }
        }
    }

    /// Writes the rows kept with their merges.
    void writeKept() throws SQLException {
        for (Row row : rows) {
            try (PreparedStatement update = connection.prepareStatement(sql.keptRow())) {
                update.setString(1, plan.cause());
                update.setLong(2, row.line());
                update.executeUpdate();
            }
        }
    }

    /// Notes what the chunk, which is written now, put over the values of the survivors.
    void noteLayers() throws SQLException {
        for (Row row : rows) {
            Long merge = merge(row);
            if (merge == null) {
                continue;
            }
            Map<Place, String> live = before.getOrDefault(values.survivor(merge), Map.of());
            Map<Place, String> kept = values.ofMerge(merge);
            for (Place place : given(row, kept, live)) {
                values.putOnTop(merge, place, kept.get(place), live);
            }
        }
    }

    /// The places that the row has a say about.
    private Set<Place> given(Row row, Map<Place, String> kept, Map<Place, String> live) {
        Set<Place> given = new LinkedHashSet<>();
        boolean replaces = plan.empty() == StagingPlan.Empty.REPLACE;
        for (Field<?> field : plan.type().fields().stored()) {
            boolean mapped = plan.mapped().contains(field);
            JsonNode value = row.given().path(field.column());
            if (field.kind() instanceof ValueKind.RunTime) {
                if (mapped) {
                    value.fieldNames().forEachRemaining(name -> given.add(new Place(field, name)));
                }
                if (replaces) {
                    live.keySet().stream()
                            .filter(place -> place.field().equals(field))
                            .forEach(given::add);
                    kept.keySet().stream()
                            .filter(place -> place.field().equals(field))
                            .forEach(given::add);
                }
            } else if (replaces || mapped && (plan.empty() == StagingPlan.Empty.CLEAR || isThere(value))) {
                given.add(new Place(field, ""));
            }
        }
        return given;
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private @Nullable Long merge(Row row) throws SQLException {
        return values.mergeOf(row.home());
    }
}
