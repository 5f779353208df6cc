package io.keqing.field;

import java.util.List;
import java.util.Locale;

/// One value of a choice: the name that is stored, its label, and other spellings that an import understands.
public record Option(String value, Label label, List<String> spellings) {
    public static Option of(String value, String zh, String en, String... spellings) {
        return new Option(value, new Label(zh, en), List.of(spellings));
    }

    /// Whether `raw` (any case) names this option by its value, a label or a spelling.
    public boolean isMeantBy(String raw) {
        String said = raw.strip().toLowerCase(Locale.ROOT);
        return said.equals(value.toLowerCase(Locale.ROOT))
                || said.equals(label.zh())
                || said.equals(label.en().toLowerCase(Locale.ROOT))
                || spellings.contains(said);
    }
}
