package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.importing.file.Row;
import io.keqing.importing.value.NothingWords;
import io.keqing.importing.value.NumberText;
import io.keqing.importing.value.NumberText.Amount;
import io.keqing.importing.value.VisibleText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Works a number out from columns of a row. A product or difference that lacks a part is missing; a sum leaves out
/// what
/// is empty.
final class ComputedNumber {
    private ComputedNumber() {}

    /// @param sign of the currency that stood beside a part, empty where none did
    record Result(BigDecimal number, String sign) {}

    /// @return null where a part is empty that may not be
    /// @throws UnreadableValue where a part is no number
    static @Nullable Result of(Field<?> field, CellText.Computed computed, Row row, Habits habits)
            throws UnreadableValue {
        List<BigDecimal> parts = new ArrayList<>();
        String sign = "";
        for (CellText.Operand operand : computed.operands()) {
            ColumnHabits own = habits.of(operand);
            String text = VisibleText.withoutApostrophe(CellText.cell(row, operand.column()));
            boolean isEmpty =
                    text.isEmpty() || own.nothing().contains(text) || own.usualNothing() && NothingWords.isLikely(text);
            if (isEmpty && computed.operation() != Origin.Operation.SUM) {
                return null;
            }
            if (!isEmpty) {
                Amount amount = NumberText.of(text, own.marks())
                        .orElseThrow(() ->
                                new UnreadableValue(field + " cannot be worked out: no number in " + operand.name()));
                parts.add(own.times(amount.number()));
                String written = amount.sign().isEmpty() ? own.sign() : amount.sign();
                sign = sign.isEmpty() ? written : sign;
            }
        }
        return parts.isEmpty() ? null : new Result(calculate(computed.operation(), parts), sign);
    }

    private static BigDecimal calculate(Origin.Operation operation, List<BigDecimal> parts) {
        BigDecimal number = parts.getFirst();
        for (BigDecimal part : parts.subList(1, parts.size())) {
            number = switch (operation) {
                case PRODUCT -> number.multiply(part);
                case SUM -> number.add(part);
                case DIFFERENCE -> number.subtract(part);
            };
        }
        return number;
    }
}
