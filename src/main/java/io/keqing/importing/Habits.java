package io.keqing.importing;

import io.keqing.importing.value.DateOrder;
import java.time.ZoneId;
import java.util.Map;

/// How the people who wrote a file write dates and numbers.
///
/// @param saidOrder the mapping says the order of dates, which makes years of two digits plain
/// @param zone that of times that do not name one
/// @param currency the portal's own
/// @param columns by what reads them, as [HabitsGuess] found them
record Habits(DateOrder dateOrder, boolean saidOrder, ZoneId zone, String currency, Map<Object, ColumnHabits> columns) {
    Habits(DateOrder dateOrder, boolean saidOrder, ZoneId zone) {
        this(dateOrder, saidOrder, zone, "CNY", Map.of());
    }

    /// @param reading a field's place in the binding, an operand, or an id
    ColumnHabits of(Object reading) {
        return columns.getOrDefault(reading, ColumnHabits.USUAL);
    }
}
