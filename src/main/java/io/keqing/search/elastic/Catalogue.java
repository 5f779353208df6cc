package io.keqing.search.elastic;

import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordFields;
import io.keqing.record.RunTimeField;
import io.keqing.search.FieldNames;
import io.keqing.search.InvalidQueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the fields that a question names: those of a type, those of every record, and those born at
/// run time.
final class Catalogue {
    private final Map<String, FieldSet> types = new LinkedHashMap<>();
    private final RunTime runTime;
    private final FieldNames names;

    /// The fields born at run time, of one type.
    interface RunTime {
        List<RunTimeField> of(String type);
    }

    Catalogue(List<FieldSet> types, RunTime runTime) {
        types.forEach(type -> this.types.put(type.type(), type));
        this.runTime = runTime;
        this.names = new FieldNames(types, runTime::of);
    }

    /// Which field a name in a question means.
    FieldNames names() {
        return names;
    }

    /// @throws InvalidQueryException where there is no such type
    FieldSet type(String name) {
        FieldSet type = types.get(name);
        if (type == null) {
            throw new InvalidQueryException("type must be one of " + types.keySet() + ", was \"" + name + "\"");
        }
        return type;
    }

    /// @throws InvalidQueryException where the type has no such field
    Place place(FieldSet type, String name) {
        return find(type, name).orElseThrow(() -> new InvalidQueryException(type + " has no field \"" + name + "\""));
    }

    /// The field of this very name.
    Optional<Place> find(FieldSet type, String name) {
        return type.named(name)
                .or(() -> RecordFields.named(name))
                .map(Place::of)
                .or(() -> runTime(type, name));
    }

    /// Where a record says which record of `other` it belongs to; its own key where it is one itself.
    Optional<String> keyPath(FieldSet type, FieldSet other) {
        if (type.equals(other)) {
            return Optional.of("key");
        }
        return type.fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Reference(String to) && to.equals(other.type()))
                .map(Place::keyPath)
                .findFirst();
    }

    /// The type that the others are about: it refers to none, and they refer to it.
    FieldSet subject() {
        return types.values().stream()
                .filter(type -> type.fields().stream().noneMatch(field -> field.kind() instanceof ValueKind.Reference))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("one type must refer to no other, were " + types.keySet()));
    }

    /// What is counted unless a question says otherwise, in the order people expect.
    List<Place> facets(FieldSet type) {
        List<Place> facets = new ArrayList<>();
        type.fields().stream()
                .filter(field -> field.has(Use.FACET))
                .map(Place::of)
                .forEach(facets::add);
        facets.add(Place.of(RecordFields.SOURCE));
        facets.addAll(bornFacets(type));
        return facets;
    }

    /// The facets among the fields born at run time.
    List<Place> bornFacets(FieldSet type) {
        return runTime.of(type.type()).stream()
                .filter(field -> field.facet() && field.sensitivity() != Sensitivity.SECRET)
                .map(Catalogue::place)
                .toList();
    }

    private Optional<Place> runTime(FieldSet type, String name) {
        if (name.indexOf('.') < 0) {
            return Optional.empty();
        }
        List<RunTimeField> named = runTime.of(type.type()).stream()
                .filter(field -> field.fullName().equals(name))
                .toList();
        // a field that all share keeps its name, whatever a survey's own one is called
        return named.stream()
                .filter(field -> field.scope() == null)
                .findFirst()
                .or(() -> named.stream().findFirst())
                .map(Catalogue::place);
    }

    private static Place place(RunTimeField born) {
        return new Place(born.asField(), FoundInside.path(born));
    }
}
