package io.keqing.field;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All fields of one type of record, in the order people expect to see them.
public final class FieldSet {
    private final String type;
    private final Label label;
    private final List<Field<?>> fields;
    private final Map<String, Integer> slots = new LinkedHashMap<>();

    /// @param type the name in addresses and indices: customers, interactions, feedback
    public FieldSet(String type, Label label, List<Field<?>> fields) {
        this.type = type;
        this.label = label;
        this.fields = List.copyOf(fields);
        for (Field<?> field : this.fields) {
            if (slots.put(field.name(), slots.size()) != null) {
                throw new IllegalArgumentException("a field is declared once, was twice: " + field.name());
            }
        }
    }

    public String type() {
        return type;
    }

    public Label label() {
        return label;
    }

    public List<Field<?>> fields() {
        return fields;
    }

    /// The fields that have a column: all but the derived ones.
    public List<Field<?>> stored() {
        return fields.stream().filter(field -> !field.derived()).toList();
    }

    public Optional<Field<?>> named(String name) {
        Integer slot = slots.get(name);
        return slot == null ? Optional.empty() : Optional.of(fields.get(slot));
    }

    /// The field that gives the names in `holder` their meaning, where one does.
    public Optional<Field<?>> scope(Field<?> holder) {
        return holder.kind() instanceof ValueKind.RunTime runTime && runTime.scope() != null
                ? named(runTime.scope())
                : Optional.empty();
    }

    /// The place of `field` in this set.
    ///
    /// @throws IllegalArgumentException where the field belongs to another type
    public int slot(Field<?> field) {
        Integer slot = slots.get(field.name());
        if (slot == null) {
            throw new IllegalArgumentException(type + " has no field " + field.name());
        }
        return slot;
    }

    @Override
    public String toString() {
        return type;
    }
}
