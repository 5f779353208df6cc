package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Personal;
import io.keqing.privacy.TextMask;
import io.keqing.record.Document;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeNames;
import io.keqing.record.RunTimeScope;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A record as the index keeps it. Running text goes in masked, so that no search, facet or highlight can bring a phone
/// number back; what was found goes to `mentioned`, for exact look-up by those who may.
final class DocumentJson {
    /// Computed here, from the texts.
    private static final String LANGUAGE = "language";

    private static final String MENTIONED = "mentioned";

    private final RunTimeNames runTime;

    /// @param runTime what the names born at run time mean for the documents' type
    DocumentJson(RunTimeNames runTime) {
        this.runTime = runTime;
    }

    /// Where a field born at run time lies in the index.
    static String path(RunTimeField born) {
        return switch (born.kind()) {
            case TEXT -> born.holder() + "." + born.key();
            case NUMBER -> "numbers." + born.key();
            case DAY -> "days." + born.key();
        };
    }

    void write(Document document, JsonGenerator json) throws IOException {
        Found found = new Found();
        json.writeStartObject();
        json.writeNumberField("key", document.key());
        json.writeNumberField("check", document.check());
        json.writeStringField("source", document.id().source());
        json.writeStringField("id", document.id().id());
        json.writeBooleanField("stub", document.stub());
        for (Field<?> field : document.fields().fields()) {
            Object kept = document.value(field);
            Object value = kept instanceof Personal<?> personal ? personal.raw() : kept;
            if (value != null) {
                write(document, field, value, found, json);
            }
        }
        writeFound(document, found, json);
        json.writeEndObject();
    }

    private void write(Document document, Field<?> field, Object value, Found found, JsonGenerator json)
            throws IOException {
        String path = Place.path(field);
        switch (field.kind()) {
            case ValueKind.Text text -> {
                String written = running(field, (String) value, found);
                json.writeStringField(path, written);
                if (!Place.isRunning(field)) {
                    List<String> read = Pinyin.indexed(written);
                    if (!read.isEmpty()) {
                        writeAll(Place.pinyinPath(field), read, json);
                    }
                }
            }
            case ValueKind.Keyword keyword -> json.writeStringField(path, (String) value);
            case ValueKind.Choice choice -> json.writeStringField(path, (String) value);
            case ValueKind.Keywords keywords -> writeAll(path, (List<?>) value, json);
            case ValueKind.Flag flag -> json.writeBooleanField(path, (Boolean) value);
            case ValueKind.Day day -> json.writeStringField(path, value.toString());
            case ValueKind.Moment moment -> json.writeStringField(path, value.toString());
            case ValueKind.Money money -> json.writeNumberField(path, (BigDecimal) value);
            case ValueKind.Number number -> json.writeNumberField(path, ((Number) value).doubleValue());
            case ValueKind.Reference reference -> {
                json.writeStringField(path, ((RecordId) value).toString());
                Integer key = document.referenceKey(field);
                if (key != null) {
                    json.writeNumberField(Place.keyPath(field), key);
                }
            }
            case ValueKind.RunTime born ->
                sort(field, runTime.in(RunTimeScope.of(field, document)), (Map<?, ?>) value, found);
        }
    }

    /// What people wrote, without what identifies them. Names are personal fields of their own and stay as they are.
    private static String running(Field<?> field, String text, Found found) {
        if (field.sensitivity() != Sensitivity.OPEN) {
            return text;
        }
        found.texts.add(text);
        return found.masked(text);
    }

    private static void sort(Field<?> holder, Map<String, RunTimeName> names, Map<?, ?> values, Found found) {
        values.forEach((name, several) -> {
            RunTimeName meant = names.get(name);
            if (meant != null && meant.field().sensitivity() != Sensitivity.SECRET) {
                for (Object value : (List<?>) several) {
                    found.add(holder, meant.field(), (String) value);
                }
            }
        });
    }

    private static void writeFound(Document document, Found found, JsonGenerator json) throws IOException {
        for (Map.Entry<String, Map<String, List<Object>>> group : found.groups.entrySet()) {
            json.writeObjectFieldStart(group.getKey());
            for (Map.Entry<String, List<Object>> values : group.getValue().entrySet()) {
                writeAll(values.getKey(), values.getValue(), json);
            }
            json.writeEndObject();
        }
        if (!found.searched.isEmpty()) {
            writeAll("attributesText", found.searched, json);
        }
        if (isDerived(document, MENTIONED) && !found.mentioned.isEmpty()) {
            writeAll(MENTIONED, found.mentioned, json);
        }
        if (isDerived(document, LANGUAGE)) {
            String language = Script.languageOf(found.texts);
            if (language != null) {
                json.writeStringField(LANGUAGE, language);
            }
        }
    }

    private static boolean isDerived(Document document, String name) {
        return document.fields()
                .named(name)
                .filter(field -> field.derived() && document.value(field) == null)
                .isPresent();
    }

    private static void writeAll(String path, List<?> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(path);
        for (Object value : values) {
            if (value instanceof Double number) {
                json.writeNumber(number);
            } else {
                json.writeString(value.toString());
            }
        }
        json.writeEndArray();
    }

    /// What was met on the way through one record.
    private static final class Found {
        final List<String> texts = new ArrayList<>();
        final List<String> mentioned = new ArrayList<>();
        final List<String> searched = new ArrayList<>();
        final Map<String, Map<String, List<Object>>> groups = new HashMap<>();

        String masked(String text) {
            TextMask.Masked masked = TextMask.mask(text);
            mentioned.addAll(masked.found());
            return masked.text();
        }

        void add(Field<?> holder, RunTimeField born, String text) {
            Object value = switch (born.kind()) {
                case TEXT -> masked(text);
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
            if (open && born.kind() == RunTimeField.Kind.TEXT && value instanceof String word) {
                searched.add(word);
            }
        }
    }
}
