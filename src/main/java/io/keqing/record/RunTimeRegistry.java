package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Enters the names that written records bring along into [RunTimeFields], and has the records looked at again whose
/// field changed its kind or sensitivity by that.
@Singleton
public final class RunTimeRegistry {
    private final RunTimeFields fields;
    private final RecordWriter writer;

    RunTimeRegistry(RunTimeFields fields, RecordWriter writer) {
        this.fields = fields;
        this.writer = writer;
    }

    /// For one record. Costs a look into memory where every name is known and every value fits.
    void register(RecordType type, Map<Field<?>, @Nullable Object> values) {
        RunTimeGuesses guesses = new RunTimeGuesses();
        type.runTime().forEach(field -> see(guesses, field, values.get(field)));
        register(type, guesses);
    }

    @SuppressWarnings("unchecked")
    static void see(RunTimeGuesses guesses, Field<?> field, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            guesses.see(field.name(), (Map<String, List<String>>) map);
        }
    }

    /// @return names past the bound, whose values stay with their records and are not searched
    public List<String> register(RecordType type, RunTimeGuesses guesses) {
        List<String> beyond = new java.util.ArrayList<>();
        guesses.guesses().forEach((holder, byName) -> {
            Map<String, RunTimeFields.Guess> news = new HashMap<>(byName);
            news.entrySet()
                    .removeIf(entry -> fields.find(type.name(), holder, entry.getKey())
                            .filter(known -> known.kind() == RunTimeField.Kind.TEXT
                                    || known.kind() == entry.getValue().kind())
                            .isPresent());
            if (!news.isEmpty()) {
                RunTimeFields.Ensured ensured = fields.ensure(type.name(), holder, news);
                beyond.addAll(ensured.beyond());
                ensured.demoted().forEach(field -> writer.announceHolding(type, field));
            }
        });
        return beyond;
    }

    /// What an administrator or analyst decided about a field. Records are indexed anew where it matters to them.
    public void change(RecordType type, RunTimeField field, Label label, Sensitivity sensitivity, boolean facet) {
        fields.change(field, label, sensitivity, facet);
        if (sensitivity != field.sensitivity()) {
            writer.announceHolding(type, field);
        }
    }
}
