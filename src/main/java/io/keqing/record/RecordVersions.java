package io.keqing.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One record as it stands and as it stood, the present version first.
record RecordVersions(RecordType type, int key, List<Version> versions) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    /// @param row as PostgreSQL writes it in JSON
    /// @param cause who made it
    /// @param endedBy who made the next version of it, empty for the present one
    record Version(JsonNode row, String cause, String endedBy) {}

    ObjectNode now() {
        return (ObjectNode) versions.getFirst().row;
    }

    private RecordId id() {
        return new RecordId(now().path("source").asText(), now().path("id").asText());
    }

    /// The versions of each record, the present one first.
    static List<RecordVersions> load(Connection connection, RecordType type, List<Integer> keys) throws SQLException {
        Map<Integer, List<Version>> versions = new LinkedHashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select key, version, cause, '' as ended_by, to_jsonb(r) as row from "
                        + type.table()
                        + " r where key = any (?) union all select key, version, cause, ended_by, row from history "
                        + "where type = ? and key = any (?) order by key, version desc")) {
            select.setArray(1, connection.createArrayOf("integer", keys.toArray()));
            select.setString(2, type.name());
            select.setArray(3, connection.createArrayOf("integer", keys.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    versions.computeIfAbsent(row.getInt("key"), key -> new ArrayList<>())
                            .add(new Version(
                                    read(row.getString("row")), row.getString("cause"), row.getString("ended_by")));
                }
            }
        }
        return versions.entrySet().stream()
                .map(record -> new RecordVersions(type, record.getKey(), record.getValue()))
                .toList();
    }

    /// The present row with every value that `cause` was the last to write as it stood before: empty, where `cause`
    /// also made the record.
    ObjectNode before(String cause, List<RecordUndo.Kept> kept) {
        ObjectNode now = now();
        ObjectNode before = now.deepCopy();
        for (Field<?> field : type.fields().stored()) {
            if (field.kind() instanceof ValueKind.RunTime) {
                Set<String> names = new LinkedHashSet<>();
                versions.forEach(
                        version -> version.row.path(field.column()).fieldNames().forEachRemaining(names::add));
                ObjectNode values = JSON.createObjectNode();
                for (String name : names) {
                    JsonNode value = before(List.of(field.column(), name), cause, field.name() + "." + name, kept);
                    if (!value.isMissingNode() && !value.isNull()) {
                        values.set(name, value);
                    }
                }
                before.set(
                        field.column(), values.isEmpty() ? JSON.getNodeFactory().nullNode() : values);
            } else {
                before.set(field.column(), orNull(before(List.of(field.column()), cause, field.name(), kept)));
                if (field.kind() instanceof ValueKind.Reference && now.has(UpsertSql.home(field))) {
                    String home = UpsertSql.home(field);
                    before.set(home, orNull(before(List.of(home), cause, "", new ArrayList<>())));
                }
            }
        }
        return before;
    }

    private JsonNode before(List<String> path, String cause, String field, List<RecordUndo.Kept> kept) {
        JsonNode newer = at(versions.getFirst().row, path);
        JsonNode value = newer;
        String last = "";
        List<Version> older = new ArrayList<>(versions.subList(1, versions.size()));
        if (versions.getLast().cause.equals(cause)) {
            older.add(new Version(JSON.createObjectNode(), "", cause));
        }
        for (Version version : older) {
            JsonNode before = at(version.row, path);
            if (!same(before, newer)) {
                boolean ours = version.endedBy.equals(cause);
                if (ours && (last.isEmpty() || last.equals(cause))) {
                    last = cause;
                    value = before;
                } else if (ours) {
                    kept.add(new RecordUndo.Kept(type, id(), field, "changed since by " + last));
                    return value;
                } else if (last.equals(cause)) {
                    return value;
                } else if (last.isEmpty()) {
                    last = version.endedBy;
                }
            }
            newer = before;
        }
        return value;
    }

    /// A column that an old version did not have yet was empty.
    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? JSON.getNodeFactory().nullNode() : value;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || (one.isNull() || one.isMissingNode()) && (other.isNull() || other.isMissingNode());
    }

    private static JsonNode at(JsonNode row, List<String> path) {
        JsonNode node = row;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's jsonb must be JSON", e);
        }
    }
}
