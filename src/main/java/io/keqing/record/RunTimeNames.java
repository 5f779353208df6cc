package io.keqing.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The run-time fields of one type of record and what names mean, as they were at one moment.
public final class RunTimeNames {
    private final List<RunTimeField> fields;
    private final List<RunTimeName> names;
    private final Map<String, RunTimeField> byPlace = new HashMap<>();
    private final Map<RunTimeScope, Map<String, RunTimeName>> byScope = new HashMap<>();

    /// @param fields in the order they became known
    /// @param names in the order they became known
    public RunTimeNames(List<RunTimeField> fields, List<RunTimeName> names) {
        this.fields = List.copyOf(fields);
        this.names = List.copyOf(names);
        // a field that all share keeps its name, whatever a survey's own one is called
        fields.stream().filter(field -> field.scope() != null).forEach(field -> byPlace.put(field.fullName(), field));
        fields.stream().filter(field -> field.scope() == null).forEach(field -> byPlace.put(field.fullName(), field));
        names.forEach(name -> byScope.computeIfAbsent(name.scope(), scope -> new LinkedHashMap<>())
                .put(name.name(), name));
    }

    public List<RunTimeField> fields() {
        return fields;
    }

    public List<RunTimeName> names() {
        return names;
    }

    /// @param holder `attributes` or `answers`
    /// @param name as questions say it: `NAME`, or `NAME@SURVEY` where a survey has a field of its own
    public Optional<RunTimeField> find(String holder, String name) {
        return Optional.ofNullable(byPlace.get(holder + "." + name));
    }

    /// The names that mean something in `scope`.
    public Map<String, RunTimeName> in(RunTimeScope scope) {
        return byScope.getOrDefault(scope, Map.of());
    }

    /// The names whose values are found by `field`.
    public List<RunTimeName> of(RunTimeField field) {
        return names.stream().filter(name -> name.field().id() == field.id()).toList();
    }
}
