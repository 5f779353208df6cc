package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;

/// What people read for a kind of interaction.
final class InteractionKinds {
    private InteractionKinds() {}

    static Label label(String kind) {
        return ((ValueKind.Choice) InteractionFields.KIND.kind())
                .options().stream()
                        .filter(option -> option.value().equals(kind))
                        .map(Option::label)
                        .findFirst()
                        .orElseGet(() -> new Label(kind, kind));
    }
}
