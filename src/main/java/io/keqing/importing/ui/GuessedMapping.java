package io.keqing.importing.ui;

import io.keqing.importing.ColumnKind;
import io.keqing.importing.ColumnProposal;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.SourceName;
import io.keqing.importing.value.DateOrder;
import io.keqing.record.Scale;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The mapping a file suggests, to go on from.
final class GuessedMapping {
    /// A word among these is no value; among texts and names it may be one.
    private static final Set<ColumnKind> NEEDS_VALUES =
            Set.of(ColumnKind.DAY, ColumnKind.MOMENT, ColumnKind.NUMBER, ColumnKind.SCALE);

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
        keepProposals(draft, look);
        look.several().forEach(draft::fill);
        // what the file leaves open and the preview proposes is followed only where the mapping says it
        if (look.dateOrder() == DateOrder.SERIAL) {
            draft.say(Map.of("dateOrder", DateOrder.SERIAL.json()));
        }
        return draft;
    }

    /// Words for nothing and answers in words go into the mapping, where they are seen and can be changed. So does the
    /// decimal sign where all columns of numbers have the same and it is not the usual one or not certain.
    private static void keepProposals(MappingDraft draft, ImportPreview.Look look) {
        Set<Character> decimals = new HashSet<>();
        boolean isOpen = false;
        for (ImportPreview.Column column : look.columns()) {
            ColumnProposal proposal = column.proposal();
            if (draft.target(column.name()).kind() == Target.Kind.FIELD) {
                if (NEEDS_VALUES.contains(column.kind()) || !proposal.words().isEmpty()) {
                    draft.nothing(column.name(), texts(proposal.nothing()));
                }
                Map<String, String> meanings = new LinkedHashMap<>();
                proposal.words().forEach(word -> meanings.put(word.text(), word.number()));
                if (draft.target(column.name()).field().equals("csat")) {
                    draft.meanings(column.name(), meanings);
                }
                if (proposal.decimal() != null) {
                    decimals.add(proposal.decimal());
                    isOpen |= proposal.decimal() == ',' || !proposal.remarks().isEmpty();
                }
            }
        }
        // in a workbook a number has its point whatever the texts beside it have
        if (decimals.size() == 1 && isOpen && look.kind().equals("csv")) {
            draft.say(Map.of("decimal", decimals.iterator().next().toString()));
        }
    }

    private static List<String> texts(List<ColumnProposal.Word> words) {
        return words.stream().map(ColumnProposal.Word::text).toList();
    }
}
