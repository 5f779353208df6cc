package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.record.RunTimeFields.Ensured;
import io.keqing.record.RunTimeFields.Guess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Enters names into the table within one transaction, which holds the table's lock. A name that is new in
/// its scope joins the field of that name where it agrees with it; else it gets a field for itself. See
/// `docs/decisions/0031-answers-belong-to-their-survey.md`.
final class RunTimeEntry {
    private final Connection connection;
    private final String type;
    private final Map<String, RunTimeField> fields = new HashMap<>();
    private final Map<RunTimeScope, Map<String, RunTimeName>> names = new HashMap<>();
    private final List<RunTimeName> demoted = new ArrayList<>();
    private final RunTimeOrigin origin;
    private final List<String> beyond = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final Set<String> droppedPlaces = new HashSet<>();
    /// How many names a scope or source has, read when it is first asked.
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<RunTimeName> rescaled = new ArrayList<>();
    private final List<RunTimeName> apart = new ArrayList<>();
    private final List<RunTimeName> stale = new ArrayList<>();
    private int known;

    RunTimeEntry(Connection connection, String type, RunTimeOrigin origin, RunTimeNames before) throws SQLException {
        this.connection = connection;
        this.type = type;
        this.origin = origin;
        RunTimeTable.dropped(connection, type)
                .forEach(field -> droppedPlaces.add(place(field.holder(), field.name(), field.scope())));
        before.fields().forEach(field -> fields.put(place(field.holder(), field.name(), field.scope()), field));
        before.names().forEach(this::keep);
    }

    private static String place(String holder, String name, @Nullable String scope) {
        return holder + "\0" + name + (scope == null ? "" : "\0" + scope);
    }

    private void keep(RunTimeName name) {
        if (names.computeIfAbsent(name.scope(), scope -> new HashMap<>()).put(name.name(), name) == null) {
            known++;
        }
    }

    Ensured ensured() {
        return new Ensured(demoted, beyond, dropped, rescaled, apart, stale);
    }

    void enter(RunTimeScope scope, String name, Guess guess) throws SQLException {
        RunTimeName there = names.getOrDefault(scope, Map.of()).get(name);
        if (there == null) {
            add(scope, name, guess);
        } else {
            widen(there, guess);
        }
    }

    private void add(RunTimeScope scope, String name, Guess guess) throws SQLException {
        RunTimeField shared = fields.get(place(scope.holder(), name, null));
        RunTimeField joined = shared != null && agrees(shared, guess) ? shared : null;
        if (droppedPlaces.contains(place(scope.holder(), name, null))
                || droppedPlaces.contains(place(scope.holder(), name, scope.name()))) {
            dropped.add(scope.holder() + "." + name);
            return;
        }
        boolean full = joined == null && fields.size() >= RunTimeFields.MOST_FIELDS;
        if (full || known >= RunTimeFields.MOST_NAMES || count(scope) >= RunTimeFields.MOST) {
            beyond.add(scope.holder() + "." + name);
            return;
        }
        RunTimeField field = joined != null
                ? joined
                : field(new RunTimeField(
                        0,
                        type,
                        scope.holder(),
                        name,
                        guess.label(),
                        "",
                        guess.kind(),
                        guess.sensitivity(),
                        false,
                        shared == null ? null : scope.name()));
        RunTimeName entered = new RunTimeName(scope, name, guess.label(), guess.scale(), field);
        RunTimeTable.add(connection, entered, origin);
        keep(entered);
        counts.merge(countKey(scope), 1, Integer::sum);
        if (field.scope() != null) {
            apart.add(entered);
        }
    }

    /// Names of a survey are counted there, all others with the source that brought them.
    private int count(RunTimeScope scope) throws SQLException {
        Integer count = counts.get(countKey(scope));
        if (count == null) {
            count = scope.name().isEmpty()
                    ? RunTimeTable.count(connection, type, scope.holder(), origin.source())
                    : names.getOrDefault(scope, Map.of()).size();
            counts.put(countKey(scope), count);
        }
        return count;
    }

    private static String countKey(RunTimeScope scope) {
        return scope.holder() + "\0" + scope.name();
    }

    private RunTimeField field(RunTimeField wanted) throws SQLException {
        RunTimeField field = RunTimeTable.add(connection, wanted);
        fields.put(place(field.holder(), field.name(), field.scope()), field);
        return field;
    }

    /// What nobody said contradicts nothing.
    private boolean agrees(RunTimeField field, Guess guess) {
        Scale scale = scale(field);
        Label label = guess.label();
        return field.kind() == guess.kind()
                && guess.sensitivity().compareTo(field.sensitivity()) <= 0
                && (scale == null || guess.scale() == null || scale.equals(guess.scale()))
                && (label.equals(field.label())
                        || !RunTimeName.isSaid(label, field.name())
                        || !RunTimeName.isSaid(field.label(), field.name()));
    }

    private @Nullable Scale scale(RunTimeField field) {
        return sharing(field).stream()
                .map(RunTimeName::scale)
                .filter(scale -> scale != null)
                .findFirst()
                .orElse(null);
    }

    private List<RunTimeName> sharing(RunTimeField field) {
        return names.values().stream()
                .flatMap(inScope -> inScope.values().stream())
                .filter(name -> name.field().id() == field.id())
                .toList();
    }

    private void widen(RunTimeName there, Guess guess) throws SQLException {
        RunTimeField field = there.field();
        boolean kindBreaks = field.kind() != RunTimeField.Kind.TEXT && field.kind() != guess.kind();
        Scale scale = guess.scale();
        boolean scaleChanges = scale != null && !scale.equals(there.scale());
        if (!kindBreaks && !scaleChanges) {
            return;
        }
        RunTimeName now = scaleChanges ? there.on(scale) : there;
        if (scaleChanges && there.scale() != null) {
            rescaled.add(there);
        }
        List<RunTimeName> others =
                sharing(field).stream().filter(name -> !name.equals(there)).toList();
        boolean scaleBreaks = scaleChanges
                && others.stream()
                        .anyMatch(name -> name.scale() != null && !name.scale().equals(scale));
        RunTimeField.Kind kind = kindBreaks ? RunTimeField.Kind.TEXT : field.kind();
        if (!others.isEmpty() && (kindBreaks || scaleBreaks) && fields.size() < RunTimeFields.MOST_FIELDS) {
            now = now.in(own(there, kind));
            apart.add(now);
            stale.add(now);
        } else if (kindBreaks) {
            RunTimeField text = field.as(kind);
            RunTimeTable.setKind(connection, text);
            fields.put(place(field.holder(), field.name(), field.scope()), text);
            now = now.in(text);
            stale.add(now);
            for (RunTimeName other : others) {
                keep(other.in(text));
                stale.add(other.in(text));
            }
        }
        if (kindBreaks) {
            demoted.add(there);
        }
        RunTimeTable.set(connection, now);
        keep(now);
    }

    private RunTimeField own(RunTimeName there, RunTimeField.Kind kind) throws SQLException {
        RunTimeField shared = there.field();
        return field(new RunTimeField(
                0,
                type,
                shared.holder(),
                shared.name(),
                there.label(),
                "",
                kind,
                shared.sensitivity(),
                shared.facet(),
                there.scope().name()));
    }
}
