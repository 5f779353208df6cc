package io.keqing.ui;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeScope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Everything that can be asked for, by the name a query uses: the fields of the catalogues and those born at run time
/// (`attributes.NAME`, `answers.NAME`).
@Singleton
public final class Catalogue {
    private final RecordTypes types;
    private final RunTimeFields runTimeFields;

    Catalogue(RecordTypes types, RunTimeFields runTimeFields) {
        this.types = types;
        this.runTimeFields = runTimeFields;
    }

    public List<RecordType> types() {
        return types.all();
    }

    /// @throws IllegalArgumentException where there is no such type
    public RecordType type(String name) {
        return types.get(name);
    }

    public Optional<RecordType> named(String name) {
        return types.named(name);
    }

    /// A run-time field answers as a keyword, number or day of its own.
    public Optional<Field<?>> find(String type, String name) {
        Optional<Field<?>> declared = types.get(type).fields().named(name).or(() -> RecordFields.named(name));
        int dot = name.indexOf('.');
        if (declared.isPresent() || dot < 0) {
            return declared;
        }
        return runTimeFields
                .find(type, name.substring(0, dot), name.substring(dot + 1))
                .map(RunTimeField::asField);
    }

    /// What a person reads for the field; a name nobody knows is read as it is.
    public Label label(String type, String name) {
        return find(type, name).<Label>map(Field::label).orElseGet(() -> new Label(name, name));
    }

    /// The run-time fields that were made facets.
    public List<Field<?>> runTimeFacets(String type) {
        return runTimeFields.all(type).stream()
                .filter(RunTimeField::facet)
                .<Field<?>>map(RunTimeField::asField)
                .toList();
    }

    /// @param scope in which the name has its meaning
    public Label runTimeLabel(String type, RunTimeScope scope, String name) {
        return runTimeFields.meant(type, scope, name).map(RunTimeName::label).orElseGet(() -> new Label(name, name));
    }
}
