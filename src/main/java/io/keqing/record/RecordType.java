package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.ValueKind;
import java.util.List;
import java.util.Map;

/// How one type of record is kept: its catalogue, its table, and the SQL of what is derived. Each feature room
/// makes a
/// bean of it; nothing below learns what a customer is.
///
/// @param fields the catalogue
/// @param table the table of its rows; `r` in the expressions below
/// @param shown the table, or a view of it without the rows that nobody is shown or may search
/// @param joins SQL behind `from table r`, for what is copied or kept beside the row
/// @param derived SQL expressions of derived fields, by field
/// @param copied fields of this type that documents of other types copy: a change of one makes the dependants'
/// documents stale
/// @param copiedCheck SQL of a 31-bit check over everything in the document that is not the row's own; `0`
///     where there
/// is none
/// @param inherits where a reference is empty, it is taken from the record this reference points to (feedback
///     takes its
///     interaction's customer): the field to fill → the field to follow
/// @param known how else its records may be known
public record RecordType(
        FieldSet fields,
        String table,
        String shown,
        String joins,
        Map<Field<?>, String> derived,
        List<Field<?>> copied,
        String copiedCheck,
        Map<Field<?>, Field<?>> inherits,
        Known known) {

    /// How records of a type may be known besides by their own row.
    ///
    /// @param stubs whether a reference to an unknown id makes a record known by its id only
    /// @param aliases the table of further ids (source, id, key, cause), empty where there are none
    public record Known(boolean stubs, String aliases) {
        public static final Known BY_ROW = new Known(false, "");
    }

    public String name() {
        return fields.type();
    }

    public List<Field<?>> references() {
        return fields.stored().stream()
                .filter(field -> field.kind() instanceof ValueKind.Reference)
                .toList();
    }

    public List<Field<?>> runTime() {
        return fields.stored().stream()
                .filter(field -> field.kind() instanceof ValueKind.RunTime)
                .toList();
    }
}
