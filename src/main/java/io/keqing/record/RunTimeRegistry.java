package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Enters the names that written records bring along into [RunTimeFields], and has the records looked at
/// again whose field changed by that.
@Singleton
public final class RunTimeRegistry {
    private final RunTimeFields fields;
    private final RunTimeHolders holders;

    RunTimeRegistry(RunTimeFields fields, RunTimeHolders holders) {
        this.fields = fields;
        this.holders = holders;
    }

    /// For one record. Costs a look into memory where every name is known and every value fits.
    ///
    /// @param before what it is now, and stays where `values` say nothing
    void register(
            RecordType type, RunTimeOrigin origin, @Nullable Document before, Map<Field<?>, @Nullable Object> values) {
        RunTimeGuesses guesses = new RunTimeGuesses();
        see(
                guesses,
                type,
                field -> before == null || values.containsKey(field) ? values.get(field) : before.value(field));
        register(type, origin, guesses.guesses());
    }

    /// Takes in the run-time values of one record.
    static void see(RunTimeGuesses guesses, RecordType type, Function<Field<?>, @Nullable Object> values) {
        for (Field<?> holder : type.runTime()) {
            if (values.apply(holder) instanceof Map<?, ?> map) {
                see(guesses, RunTimeScope.of(holder, type.fields(), values), map);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void see(RunTimeGuesses guesses, RunTimeScope scope, Map<?, ?> map) {
        guesses.see(scope, (Map<String, List<String>>) map);
    }

    /// What came of it, for those who want to tell. Values past the bound stay with their records and are not
    /// searched.
    public RunTimeFields.Ensured register(
            RecordType type, RunTimeOrigin origin, Map<RunTimeScope, Map<String, RunTimeFields.Guess>> guesses) {
        Map<RunTimeScope, Map<String, RunTimeFields.Guess>> news = new LinkedHashMap<>();
        guesses.forEach((scope, byName) -> {
            Map<String, RunTimeFields.Guess> own = new LinkedHashMap<>(byName);
            own.entrySet()
                    .removeIf(entry -> fields.meant(type.name(), scope, entry.getKey())
                            .filter(known -> fits(known, entry.getValue()))
                            .isPresent());
            if (!own.isEmpty()) {
                news.put(scope, own);
            }
        });
        if (news.isEmpty()) {
            return RunTimeFields.Ensured.NOTHING;
        }
        RunTimeFields.Ensured ensured = fields.ensure(type.name(), origin, news);
        ensured.stale().forEach(name -> holders.announce(type, name));
        return ensured;
    }

    private static boolean fits(RunTimeName known, RunTimeFields.Guess guess) {
        RunTimeField.Kind kind = known.field().kind();
        return (kind == RunTimeField.Kind.TEXT || kind == guess.kind())
                && (guess.scale() == null || guess.scale().equals(known.scale()));
    }

    /// What an administrator or analyst decided about a field. Records are indexed anew where it matters to them.
    public void change(RecordType type, RunTimeField field, Label label, Sensitivity sensitivity, boolean facet) {
        fields.change(field, label, sensitivity, facet);
        if (sensitivity != field.sensitivity()) {
            fields.names(type.name()).of(field).forEach(name -> holders.announce(type, name));
        }
    }
}
