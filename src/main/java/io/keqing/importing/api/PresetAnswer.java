package io.keqing.importing.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.field.Label;
import io.keqing.importing.Preset;
import io.micronaut.serde.annotation.Serdeable;

/// A preset in the list of all.
///
/// @param basis what a built-in one was built on, empty texts for one that was kept
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record PresetAnswer(String name, Text label, Text basis, String type, boolean builtIn) {
    /// A text in both languages.
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Text(String zh, String en) {
        static Text of(Label label) {
            return new Text(label.zh(), label.en());
        }
    }

    static PresetAnswer of(Preset preset) {
        return new PresetAnswer(
                preset.name(),
                Text.of(preset.label()),
                Text.of(preset.basis()),
                preset.mapping().type(),
                preset.builtIn());
    }
}
