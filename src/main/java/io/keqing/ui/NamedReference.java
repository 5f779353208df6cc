package io.keqing.ui;

import io.keqing.field.RecordId;

/// A reference with the name its record goes by, as the viewer may see it; its id where it has none.
public record NamedReference(RecordId id, String name) {
    @Override
    public String toString() {
        return name;
    }
}
