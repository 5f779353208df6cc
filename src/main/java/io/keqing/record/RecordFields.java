package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.Use;
import java.util.List;
import java.util.Optional;

/// What every record has, whatever its type: who it is. Kept beside the catalogues, since no feature owns it.
public final class RecordFields {
    public static final Field<String> SOURCE =
            Field.keyword("source", "来源系统", "Source").on(Use.FACET, Use.SORT);
    public static final Field<String> ID = Field.keyword("id", "编号", "Id").on(Use.SEARCH, Use.SORT);
    /// Known by its id only.
    public static final Field<Boolean> STUB =
            Field.flag("stub", "仅有编号", "Known by id only").asDerived().on(Use.FACET);

    public static final List<Field<?>> ALL = List.of(SOURCE, ID, STUB);

    private RecordFields() {}

    public static Optional<Field<?>> named(String name) {
        return ALL.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
