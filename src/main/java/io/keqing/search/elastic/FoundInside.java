package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.TextMask;
import io.keqing.record.Document;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeNames;
import io.keqing.record.RunTimeScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was met on the way through one record: its language, the numbers its texts mention, its run-
/// time values.
final class FoundInside {
    /// Computed here, from the texts.
    static final String LANGUAGE = "language";

    static final String MENTIONED = "mentioned";

    final List<String> texts = new ArrayList<>();
    final List<String> mentioned = new ArrayList<>();
    final List<String> searched = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    final Map<String, Map<String, List<Object>>> groups = new HashMap<>();

    /// Goes through a whole record.
    static FoundInside of(Document document, RunTimeNames runTime) {
        FoundInside found = new FoundInside();
        for (Field<?> field : document.fields().fields()) {
            if (field.kind() instanceof ValueKind.Text
                    && field.sensitivity() == Sensitivity.OPEN
                    && document.value(field) instanceof String text) {
                found.running(field, text);
            } else if (field.kind() instanceof ValueKind.RunTime && document.value(field) instanceof Map<?, ?> values) {
                found.sort(field, runTime.in(RunTimeScope.of(field, document)), values);
            }
        }
        return found;
    }

    /// Where a field born at run time lies in the index.
    static String path(RunTimeField born) {
        return switch (born.kind()) {
            case TEXT -> born.holder() + "." + born.key();
            case NUMBER -> "numbers." + born.key();
            case DAY -> "days." + born.key();
        };
    }

    /// What people wrote, without what identifies them. Names are personal fields of their own and stay
    /// as they are.
    String running(Field<?> field, String text) {
        if (field.sensitivity() != Sensitivity.OPEN) {
            return text;
        }
        texts.add(text);
        String open = masked(text).withoutParts();
        written.add(open);
        return open;
    }

    /// The texts that everybody may search, without what identifies somebody.
    List<String> open() {
        List<String> open = new ArrayList<>(written);
        open.addAll(searched);
        return open;
    }

    void sort(Field<?> holder, Map<String, RunTimeName> names, Map<?, ?> values) {
        values.forEach((name, several) -> {
            RunTimeName meant = names.get(name);
            if (meant != null && meant.field().sensitivity() != Sensitivity.SECRET) {
                for (Object value : (List<?>) several) {
                    add(holder, meant.field(), (String) value);
                }
            }
        });
    }

    /// The values of a field born at run time: texts, numbers, or days as texts; empty where there are
    /// none.
    List<Object> values(RunTimeField born) {
        String path = path(born);
        int dot = path.indexOf('.');
        return groups.getOrDefault(path.substring(0, dot), Map.of()).getOrDefault(path.substring(dot + 1), List.of());
    }

    /// The fields of the catalogue that are worked out here, where they have a value.
    Map<String, Object> derived(Document document) {
        Map<String, Object> derived = new HashMap<>();
        if (isDerived(document, MENTIONED) && !mentioned.isEmpty()) {
            derived.put(MENTIONED, mentioned);
        }
        if (isDerived(document, LANGUAGE)) {
            @Nullable String language = Script.languageOf(texts);
            if (language != null) {
                derived.put(LANGUAGE, language);
            }
        }
        return derived;
    }

    private static boolean isDerived(Document document, String name) {
        return document.fields()
                .named(name)
                .filter(field -> field.derived() && document.value(field) == null)
                .isPresent();
    }

    private TextMask.Masked masked(String text) {
        TextMask.Masked masked = TextMask.mask(text);
        mentioned.addAll(masked.found());
        return masked;
    }

    private void add(Field<?> holder, RunTimeField born, String text) {
        String withoutParts = "";
        Object value = switch (born.kind()) {
            case TEXT -> {
                TextMask.Masked masked = masked(text);
                withoutParts = masked.withoutParts();
                yield masked.text();
            }
            case NUMBER -> Dates.number(text);
            case DAY -> Dates.isoDay(text);
        };
        if (value == null) {
            return;
        }
        String path = path(born);
        int dot = path.indexOf('.');
        groups.computeIfAbsent(path.substring(0, dot), group -> new HashMap<>())
                .computeIfAbsent(path.substring(dot + 1), key -> new ArrayList<>())
                .add(value);
        // everybody searches this text, so only what everybody may see goes into it
        boolean open = born.sensitivity() == Sensitivity.OPEN && holder.has(Use.SEARCH);
        if (open && born.kind() == RunTimeField.Kind.TEXT) {
            searched.add(withoutParts);
        }
    }
}
