package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.RecordId;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.Personal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One record as it stands in PostgreSQL, with the values of its catalogue: stored, derived and copied ones.
/// The catalogue is its type; there is no bean to keep in step with it.
public final class Document {
    private final FieldSet fields;
    private final int key;
    private final RecordId id;
    private final boolean stub;
    private final long check;
    private final @Nullable Object[] values;
    private final Map<String, Integer> referenceKeys = new HashMap<>();
    private List<RecordId> knownAs = List.of();

    /// @param check what the index keeps to compare itself with the database: a sum of 31-bit checks, below 2⁵³
    Document(FieldSet fields, int key, RecordId id, boolean stub, long check) {
        this.fields = fields;
        this.key = key;
        this.id = id;
        this.stub = stub;
        this.check = check;
        this.values = new @Nullable Object[fields.fields().size()];
    }

    public FieldSet fields() {
        return fields;
    }

    /// The house's own number of the record; it never leaves.
    public int key() {
        return key;
    }

    public RecordId id() {
        return id;
    }

    /// Known by its id only: something referred to it before its own row came.
    public boolean stub() {
        return stub;
    }

    public long check() {
        return check;
    }

    /// The value of an open field, null where there is none.
    ///
    /// @throws IllegalArgumentException for a personal or secret field, whose value is had by [#personal]
    @SuppressWarnings("unchecked")
    public <V> @Nullable V get(Field<V> field) {
        if (field.sensitivity() != Sensitivity.OPEN) {
            throw new IllegalArgumentException(field + " says something about a person: ask for personal(field)");
        }
        return (V) values[fields.slot(field)];
    }

    @SuppressWarnings("unchecked")
    public <V> @Nullable Personal<V> personal(Field<V> field) {
        return (Personal<V>) values[fields.slot(field)];
    }

    /// The value as it is kept: wrapped in [Personal] where the field is personal or secret. For loops over the
    /// catalogue.
    public @Nullable Object value(Field<?> field) {
        return values[fields.slot(field)];
    }

    /// The key of the record that a reference field points to, null where it points to none.
    public @Nullable Integer referenceKey(Field<?> reference) {
        return referenceKeys.get(reference.name());
    }

    /// Every id by which the record can be called, its own first; where only records of another type have further
    /// ids, those of the one it belongs to. None for types that neither have such ids nor belong to any that has.
    public List<RecordId> knownAs() {
        return knownAs;
    }

    void knownAs(List<RecordId> ids) {
        knownAs = List.copyOf(ids);
    }

    void set(Field<?> field, @Nullable Object value) {
        values[fields.slot(field)] =
                value == null || field.sensitivity() == Sensitivity.OPEN ? value : new Personal<>(value);
    }

    void refer(Field<?> reference, int to) {
        referenceKeys.put(reference.name(), to);
    }

    @Override
    public String toString() {
        return fields.type() + "/" + id;
    }
}
