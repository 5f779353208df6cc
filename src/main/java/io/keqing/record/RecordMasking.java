package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.TextMask;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a viewer sees of a record: [Masking] over its fields, and over each run-time field by the sensitivity it has.
@Singleton
public final class RecordMasking {
    /// Stands where a value was masked.
    public static final String MARK = "•";

    private static final String MASKED = "•••";

    private final RunTimeFields runTimeFields;

    RecordMasking(RunTimeFields runTimeFields) {
        this.runTimeFields = runTimeFields;
    }

    /// The values that are there, in the order of the catalogue, as `viewer` may see them. Never a [Personal].
    public Map<Field<?>, Object> seen(Document document, Viewer viewer) {
        Map<Field<?>, Object> seen = new LinkedHashMap<>();
        for (Field<?> field : document.fields().fields()) {
            Object value = seen(
                    document.fields().type(), field, RunTimeScope.of(field, document), document.value(field), viewer);
            if (value != null) {
                seen.put(field, value);
            }
        }
        return seen;
    }

    /// What `viewer` sees of one value, whose names mean the same in all records.
    public @Nullable Object seen(String type, Field<?> field, @Nullable Object value, Viewer viewer) {
        return seen(type, field, RunTimeScope.everywhere(field), value, viewer);
    }

    private @Nullable Object seen(
            String type, Field<?> field, RunTimeScope scope, @Nullable Object value, Viewer viewer) {
        Object shown = Masking.seen(field, value, viewer);
        if (!(field.kind() instanceof ValueKind.RunTime) || !(shown instanceof Map<?, ?> values)) {
            return shown;
        }
        Map<String, List<String>> result = new LinkedHashMap<>();
        values.forEach((name, list) ->
                result.put((String) name, seenTexts(type, scope, (String) name, (List<?>) list, viewer)));
        return result;
    }

    private List<String> seenTexts(String type, RunTimeScope scope, String name, List<?> values, Viewer viewer) {
        Sensitivity sensitivity = sensitivity(type, scope, name);
        return values.stream()
                .map(value -> seenText(sensitivity, (String) value, viewer))
                .toList();
    }

    /// What `viewer` sees of one text of a run-time field.
    public static String seenText(Sensitivity sensitivity, String value, Viewer viewer) {
        if (Masking.shows(sensitivity, viewer)) {
            boolean asItIs = sensitivity != Sensitivity.OPEN || Masking.readsRawText(viewer);
            return asItIs ? value : TextMask.mask(value).text();
        }
        return sensitivity == Sensitivity.SECRET ? TextMask.maskValue(value) : MASKED;
    }

    /// Whether `viewer` sees the values of a run-time field as they are.
    boolean shows(String type, RunTimeScope scope, String name, Viewer viewer) {
        return Masking.shows(sensitivity(type, scope, name), viewer);
    }

    /// Names past the bound of [RunTimeFields] are in no table, and are masked by what their values contain.
    private Sensitivity sensitivity(String type, RunTimeScope scope, String name) {
        return runTimeFields
                .meant(type, scope, name)
                .map(meant -> meant.field().sensitivity())
                .orElse(Sensitivity.OPEN);
    }
}
