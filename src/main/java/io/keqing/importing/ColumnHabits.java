package io.keqing.importing;

import io.keqing.importing.value.DateOrder;
import io.keqing.importing.value.EpochUnit;
import io.keqing.importing.value.HeaderUnit;
import io.keqing.importing.value.NumberMarks;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How one column of a file writes what it holds, as its cells show it and the mapping says it.
///
/// @param factor that every number is multiplied by
/// @param sign of a currency that the name of the column holds, empty where it holds none
/// @param epoch that every cell counts since 1970, null where they are dates
/// @param areFloats every cell is a whole number with `.0` behind it
/// @param commasPart a comma stands between words of a list
/// @param words by answer: its number on a scale that all answers of the column are on
/// @param order of the dates, null where the file's holds
/// @param nothing words that the mapping names
/// @param usualNothing whether words such as NULL and 未填 mean nothing without being named
record ColumnHabits(
        NumberMarks marks,
        BigDecimal factor,
        String sign,
        @Nullable EpochUnit epoch,
        boolean areFloats,
        boolean commasPart,
        Map<String, String> words,
        @Nullable DateOrder order,
        Set<String> nothing,
        boolean usualNothing) {
    static final ColumnHabits USUAL = of(NumberMarks.POINT);

    static ColumnHabits of(NumberMarks marks) {
        return new ColumnHabits(
                marks, BigDecimal.ONE, HeaderUnit.NONE.sign(), null, false, true, Map.of(), null, Set.of(), true);
    }

    BigDecimal times(BigDecimal number) {
        return factor.equals(BigDecimal.ONE) ? number : number.multiply(factor);
    }
}
