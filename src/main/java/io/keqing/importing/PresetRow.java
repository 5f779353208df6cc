package io.keqing.importing;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;

/// A mapping kept for the next file of its kind.
@MappedEntity("import_preset")
record PresetRow(
        @Id String name, @TypeDef(type = DataType.JSON) String mapping, Instant changedAt, String userName) {}
