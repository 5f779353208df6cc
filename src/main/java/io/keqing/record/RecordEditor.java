package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes single records as people and programs say them: values by field name, checked against the catalogue, every
/// problem told at once. REST and the screens' forms both come here; values are those of JSON or the types the fields
/// keep. Everything goes on through [RecordWriter].
@Singleton
public final class RecordEditor {
    private final RecordTypes types;
    private final RecordStore store;
    private final RecordWriter writer;
    private final RunTimeRegistry registry;
    private final RecordMasking masking;

    RecordEditor(
            RecordTypes types,
            RecordStore store,
            RecordWriter writer,
            RunTimeRegistry registry,
            RecordMasking masking) {
        this.types = types;
        this.store = store;
        this.writer = writer;
        this.registry = registry;
        this.masking = masking;
    }

    /// What became of the record.
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /// Whether `viewer` may change, add and delete records.
    public static boolean mayEdit(Viewer viewer) {
        return viewer.isAny(Role.SUPPORT, Role.MANAGER, Role.ADMIN);
    }

    /// Makes the record what `given` says: a field that is left out is emptied, unless the viewer does not see it.
    /// Aliases are added, never taken away.
    ///
    /// @throws InvalidRecordException where a value breaks a rule; nothing is written then
    public Outcome replace(RecordType type, RecordId id, Map<String, ?> given, Viewer viewer) {
        GivenRecord record = checked(type, id, given, viewer);
        Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
        Optional<Document> before = viewer.is(Role.ADMIN) ? Optional.empty() : store.find(type, id);
        for (Field<?> field : type.fields().stored()) {
            if (record.values().containsKey(field)) {
                values.put(field, record.values().get(field));
            } else if (before.isEmpty() || Masking.shows(field, viewer)) {
                values.put(field, null);
            }
        }
        before.ifPresent(document -> emptyRunTime(document, values, viewer));
        registry.register(type, new RunTimeOrigin(id.source(), null), before.orElse(null), values);
        return write(
                type,
                id,
                values,
                record.aliases(),
                before.isEmpty() ? StagingPlan.Empty.REPLACE : StagingPlan.Empty.CLEAR,
                false,
                viewer);
    }

    /// Changes the fields that `given` names and leaves the others: null empties a field, and inside `attributes` and
    /// `answers` it takes one value away.
    ///
    /// @return empty where there is no such record
    /// @throws InvalidRecordException where a value breaks a rule; nothing is written then
    public Optional<Outcome> change(RecordType type, RecordId id, Map<String, ?> given, Viewer viewer) {
        Optional<Document> before = store.find(type, id);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        GivenRecord record = checked(type, before.get().id(), withoutIdentity(id, given), viewer);
        Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>(record.values());
        for (Field<?> field : type.runTime()) {
            if (values.containsKey(field) && values.get(field) == null) {
                emptyRunTime(before.get(), values, viewer);
            }
        }
        registry.register(type, new RunTimeOrigin(id.source(), null), before.get(), values);
        try {
            return Optional.of(write(type, id, values, record.aliases(), StagingPlan.Empty.CLEAR, true, viewer));
        } catch (GoneException e) {
            return Optional.empty();
        }
    }

    /// Many records at once; the caller fills, writes and closes it.
    public RecordBatch batch(RecordType type, Viewer viewer) {
        requireEditor(viewer);
        return new RecordBatch(type, viewer, writer, registry);
    }

    /// @return whether there was such a record
    public boolean delete(RecordType type, RecordId id, Viewer viewer) {
        requireEditor(viewer);
        return writer.delete(type, id, cause(viewer));
    }

    /// The record was deleted by somebody else while it was being changed.
    private static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GoneException() {
            super(null, null, false, false);
        }
    }

    /// Who it says it is may also be an alias, by which the record was found.
    private static Map<String, ?> withoutIdentity(RecordId asked, Map<String, ?> given) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(given);
        if (asked.source().equals(rest.get(RecordFields.SOURCE.name()))) {
            rest.remove(RecordFields.SOURCE.name());
        }
        if (asked.id().equals(rest.get(RecordFields.ID.name()))) {
            rest.remove(RecordFields.ID.name());
        }
        return rest;
    }

    private GivenRecord checked(RecordType type, RecordId id, Map<String, ?> given, Viewer viewer) {
        requireEditor(viewer);
        GivenRecord record = GivenRecord.read(type, id, given, 0, new GivenRecord.Manner(false, viewer));
        List<Rejection> problems = new ArrayList<>(record.problems());
        record.values().forEach((field, value) -> {
            if (field.kind() instanceof ValueKind.Reference reference && value instanceof RecordId target) {
                RecordType to = types.get(reference.to());
                if (!to.known().stubs() && store.keyOf(to, target).isEmpty()) {
                    problems.add(new Rejection(
                            0, field.name(), target.toString(), "must be one of the " + to.name() + " that are there"));
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidRecordException(problems);
        }
        return record;
    }

    /// Takes away every run-time value that is there, that is not given, and that the viewer sees.
    private void emptyRunTime(Document before, Map<Field<?>, @Nullable Object> values, Viewer viewer) {
        RecordType type = types.get(before.fields().type());
        for (Field<?> field : type.runTime()) {
            if (before.value(field) instanceof Map<?, ?> there && values.containsKey(field)) {
                Map<String, Object> all = new LinkedHashMap<>();
                there.forEach((name, list) -> {
                    if (masking.shows(type.name(), RunTimeScope.of(field, before), (String) name, viewer)) {
                        all.put((String) name, List.of());
                    }
                });
                if (values.get(field) instanceof Map<?, ?> given) {
                    given.forEach((name, list) -> all.put((String) name, list));
                }
                values.put(field, all);
            }
        }
    }

    private Outcome write(
            RecordType type,
            RecordId id,
            Map<Field<?>, @Nullable Object> values,
            List<String> aliases,
            StagingPlan.Empty empty,
            boolean existingOnly,
            Viewer viewer) {
        List<Field<?>> mapped = List.copyOf(values.keySet());
        StagingPlan plan = new StagingPlan(type, mapped, cause(viewer), empty, Map.of(), existingOnly, false);
        List<Rejection> rejected = new ArrayList<>();
        WriteCounts counts;
        try (Staging staging = writer.stage(plan)) {
            for (int i = 0; i < mapped.size(); i++) {
                staging.set(i, values.get(mapped.get(i)));
            }
            staging.aliases(aliases);
            staging.endRow(1, id);
            counts = writer.write(staging, listening(rejected));
        }
        if (!rejected.isEmpty()) {
            if (rejected.getFirst().rule().equals("existing")) {
                throw new GoneException();
            }
            throw new InvalidRecordException(rejected);
        }
        return counts.created() > 0 ? Outcome.CREATED : counts.updated() > 0 ? Outcome.UPDATED : Outcome.UNCHANGED;
    }

    private static RecordWriter.Progress listening(List<Rejection> rejected) {
        return new RecordWriter.Progress() {
            @Override
            public boolean committed(WriteCounts soFar) {
                return true;
            }

            @Override
            public void rejected(Rejection rejection) {
                rejected.add(rejection);
            }

            @Override
            public void warned(Rejection warning) {
                // references were looked up before; one that went since is as good as one that goes a moment later
            }
        };
    }

    static String cause(Viewer viewer) {
        return "user:" + viewer.name();
    }

    static void requireEditor(Viewer viewer) {
        if (!mayEdit(viewer)) {
            throw new IllegalArgumentException(
                    "to change records one must have one of SUPPORT, MANAGER, ADMIN, was " + viewer.roles());
        }
    }
}
