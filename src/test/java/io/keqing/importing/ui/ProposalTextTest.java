package io.keqing.importing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.importing.ColumnProposal;
import io.keqing.importing.ColumnProposal.Word;
import io.keqing.importing.value.NumberVotes;
import io.keqing.ui.Messages;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProposalTextTest {
    private final Messages messages = new Messages();
    private final ProposalText texts =
            new ProposalText((locale, key, arguments) -> messages.getTranslation(key, locale, arguments));

    @Test
    void whatAColumnLeavesOpen_isSaidWithCountsInBothLanguages() {
        ColumnProposal proposal = new ColumnProposal(
                '.',
                "10000",
                "万元",
                List.of(new Word("NULL", "", 3)),
                List.of(new Word("满意", "4", 7)),
                List.of(new NumberVotes.Remark("the decimal sign is \".\", as 1,234.50 shows", 2, 5, "1,234")));
        assertEquals(
                List.of(
                        "万元 in the name: × 10000",
                        "No value: NULL × 3",
                        "On a scale: 满意 = 4 × 7",
                        "1,234 × 2: the decimal sign is \".\", as 1,234.50 shows"),
                texts.of(proposal, Locale.ENGLISH));
        assertEquals(
                List.of("列名中的“万元”：× 10000", "视为没有值：NULL × 3", "按量表：满意 = 4 × 7", "1,234 × 2: 小数点是“.”，见 1,234.50"),
                texts.of(proposal, Locale.SIMPLIFIED_CHINESE));
        assertEquals(
                List.of(),
                texts.of(new ColumnProposal(null, null, "", List.of(), List.of(), List.of()), Locale.ENGLISH));
    }
}
