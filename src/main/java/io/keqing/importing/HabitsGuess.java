package io.keqing.importing;

import io.keqing.field.ValueKind;
import io.keqing.importing.file.Row;
import io.keqing.importing.file.RowReader;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out how a file writes dates and numbers. Looks at the first rows, and further only where those leave it open.
final class HabitsGuess {
    private static final int LOOKED_AT = 1_000;

    private final List<CellText> dates = new ArrayList<>();
    private final List<CellText> numbers = new ArrayList<>();
    private @Nullable DateOrder order;
    private boolean saidOrder;
    private boolean openDates;
    private boolean openNumbers;
    private int commas;
    private int points;

    private HabitsGuess(FileBinding binding) {
        for (TypeBinding part : binding.parts()) {
            order = part.mapping().dateOrder() == null ? order : part.mapping().dateOrder();
            saidOrder |= part.mapping().dateOrder() != null;
            for (TypeBinding.Given given : part.given()) {
                switch (given.field().kind()) {
                    case ValueKind.Day d -> dates.add(given.text());
                    case ValueKind.Moment m -> dates.add(given.text());
                    case ValueKind.Money m -> numbers.add(given.text());
                    case ValueKind.Number n -> numbers.add(given.text());
                    case ValueKind.Text t -> {}
                    case ValueKind.Keyword k -> {}
                    case ValueKind.Keywords k -> {}
                    case ValueKind.Choice c -> {}
                    case ValueKind.Flag f -> {}
                    case ValueKind.Reference r -> {}
                    case ValueKind.RunTime r -> {}
                }
            }
        }
    }

    /// What was found.
    ///
    /// @param openDates the file leaves open which number of its dates is the month
    record Found(DateOrder dateOrder, boolean saidOrder, boolean decimalComma, boolean openDates) {
        Habits in(ZoneId zone) {
            return new Habits(dateOrder, saidOrder, decimalComma, zone);
        }
    }

    static Found of(FileBinding binding, RowReader rows) throws IOException {
        HabitsGuess guess = new HabitsGuess(binding);
        Row row = rows.next();
        for (long n = 0; row != null && (n < LOOKED_AT || guess.isOpen()); n++) {
            if (row.fault() == null) {
                guess.look(row);
            }
            row = rows.next();
        }
        boolean european = ";".equals(rows.format().delimiter());
        boolean comma = guess.commas == guess.points ? european : guess.commas > guess.points;
        DateOrder order = guess.order;
        return new Found(
                order != null ? order : comma ? DateOrder.DMY : DateOrder.MDY,
                guess.saidOrder,
                comma,
                guess.openDates && order == null);
    }

    private boolean isOpen() {
        return openDates && order == null || openNumbers && commas == points;
    }

    private void look(Row row) {
        for (CellText date : dates) {
            String text = date.of(row);
            if (order == null && !text.isEmpty()) {
                order = DateText.orderOf(text);
                openDates |= DateText.isAmbiguous(text);
            }
        }
        for (CellText number : numbers) {
            String text = number.of(row);
            if (!text.isEmpty()) {
                commas += NumberText.showsDecimalComma(text) ? 1 : 0;
                points += NumberText.showsDecimalPoint(text) ? 1 : 0;
                openNumbers |= text.indexOf(',') >= 0;
            }
        }
    }
}
