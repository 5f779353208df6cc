package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How each kind of value stands in a column.
final class Columns {
    private Columns() {}

    static String sqlType(ValueKind<?> kind) {
        return switch (kind) {
            case ValueKind.Text t -> "text";
            case ValueKind.Keyword k -> "text";
            case ValueKind.Choice c -> "text";
            case ValueKind.Keywords k -> "text[]";
            case ValueKind.Flag f -> "boolean";
            case ValueKind.Day d -> "date";
            case ValueKind.Moment m -> "timestamptz";
            case ValueKind.Money m -> "numeric";
            case ValueKind.Number n -> "double precision";
            case ValueKind.Reference r -> "integer";
            case ValueKind.RunTime r -> "jsonb";
        };
    }

    /// The value in column `index`; null for references, which [RecordStore] puts together itself.
    static @Nullable Object read(Field<?> field, ResultSet row, int index) throws SQLException {
        return switch (field.kind()) {
            case ValueKind.Text t -> row.getString(index);
            case ValueKind.Keyword k -> row.getString(index);
            case ValueKind.Choice c -> row.getString(index);
            case ValueKind.Keywords k -> {
                Array array = row.getArray(index);
                yield array == null ? null : List.of((String[]) array.getArray());
            }
            case ValueKind.Flag f -> row.getObject(index, Boolean.class);
            case ValueKind.Day d -> row.getObject(index, LocalDate.class);
            case ValueKind.Moment m -> {
                OffsetDateTime at = row.getObject(index, OffsetDateTime.class);
                yield at == null ? null : at.toInstant();
            }
            case ValueKind.Money m -> row.getObject(index, BigDecimal.class);
            case ValueKind.Number n -> row.getObject(index, Double.class);
            case ValueKind.Reference r -> null;
            case ValueKind.RunTime r -> {
                String json = row.getString(index);
                yield json == null ? null : RunTimeValues.read(json);
            }
        };
    }
}
