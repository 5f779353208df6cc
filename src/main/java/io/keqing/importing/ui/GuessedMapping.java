package io.keqing.importing.ui;

import io.keqing.importing.ColumnKind;
import io.keqing.importing.DateOrder;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.SourceName;
import io.keqing.record.Scale;
import java.util.List;
import java.util.Map;

/// The mapping a file suggests, to go on from.
final class GuessedMapping {
    private GuessedMapping() {}

    /// @param asks whether records of the type have answers: columns of answers on a scale are then taken as such
    static MappingDraft of(ImportPreview.Look look, String fileName, boolean asks) {
        MappingDraft draft = MappingDraft.empty(look.type(), SourceName.of(fileName));
        List<String> columns = look.header();
        for (ImportPreview.Column column : look.columns()) {
            if (!column.guess().isEmpty()) {
                draft.choose(column.name(), Target.field(column.guess()), columns);
            } else if (asks && column.kind() == ColumnKind.SCALE) {
                draft.choose(column.name(), Target.ANSWER, columns);
                Scale scale = column.scale();
                if (scale != null) {
                    draft.scale(column.name(), scale.lowest(), scale.highest());
                }
            }
            if (!column.missing().isEmpty() && draft.target(column.name()).kind() != Target.Kind.ATTRIBUTE) {
                draft.missing(column.name(), column.missing());
            }
        }
        look.several().forEach(draft::fill);
        // what the file leaves open and the preview proposes is followed only where the mapping says it
        if (look.dateOrder() == DateOrder.SERIAL) {
            draft.say(Map.of("dateOrder", DateOrder.SERIAL.json()));
        }
        return draft;
    }
}
