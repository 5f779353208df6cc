package io.keqing.importing;

import io.keqing.field.FieldSet;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.util.List;

/// Reads mappings against the catalogue of this portal.
@Singleton
public final class Mappings {
    private final List<FieldSet> catalogue;

    Mappings(RecordTypes types) {
        this.catalogue = types.all().stream().map(RecordType::fields).toList();
    }

    /// @throws InvalidMapping with every problem and its place
    public Mapping read(String json) {
        return MappingReader.read(json, catalogue);
    }
}
