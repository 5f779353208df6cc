package io.keqing.search.elastic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Personal;
import io.keqing.record.Document;
import io.keqing.record.RunTimeNames;
import io.keqing.record.RunTimeScope;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A record as the index keeps it. Running text goes in masked, so that no search, facet or highlight
/// can bring a phone number back; what was found goes to `mentioned`, for exact look-up by those who
/// may.
final class DocumentJson {
    /// Of a customer: it says how a number without one is read.
    private static final String COUNTRY = "country";

    private final RunTimeNames runTime;

    private final ContactForms contactForms;

    /// @param runTime what the names born at run time mean for the documents' type
    DocumentJson(RunTimeNames runTime, ContactForms contactForms) {
        this.contactForms = contactForms;
        this.runTime = runTime;
    }

    void write(Document document, JsonGenerator json) throws IOException {
        FoundInside found = new FoundInside();
        json.writeStartObject();
        json.writeNumberField("key", document.key());
        json.writeNumberField("check", document.check());
        json.writeStringField("source", document.id().source());
        json.writeStringField("id", document.id().id());
        json.writeBooleanField("stub", document.stub());
        KnownIds.write(document, json);
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

    private void write(Document document, Field<?> field, Object value, FoundInside found, JsonGenerator json)
            throws IOException {
        String path = Place.path(field);
        switch (field.kind()) {
            case ValueKind.Text text -> {
                String written = found.running(field, (String) value);
                json.writeStringField(path, written);
                if (!Place.isRunning(field)) {
                    if (field.has(Use.SORT)) {
                        for (NameOrder order : NameOrder.values()) {
                            json.writeStringField(order.path(field), order.key(written));
                        }
                    }
                    // several names stand one a line
                    List<String> read = written.lines()
                            .flatMap(name -> Pinyin.indexed(name).stream())
                            .toList();
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
                found.sort(field, runTime.in(RunTimeScope.of(field, document)), (Map<?, ?>) value);
        }
        if (field.has(Use.CONTACT)) {
            String country =
                    document.fields().named(COUNTRY).map(document::value).orElse(null) instanceof String named
                            ? named
                            : null;
            writeForms(field, value instanceof List<?> several ? several : List.of(value), country, json);
        }
    }

    private void writeForms(Field<?> field, List<?> values, @Nullable String country, JsonGenerator json)
            throws IOException {
        Set<String> forms = new LinkedHashSet<>();
        values.forEach(value -> forms.addAll(contactForms.ofValue((String) value, country)));
        writeAll(Place.formsPath(field), List.copyOf(forms), json);
    }

    private void writeFound(Document document, FoundInside found, JsonGenerator json) throws IOException {
        for (Map.Entry<String, Map<String, List<Object>>> group : found.groups.entrySet()) {
            json.writeObjectFieldStart(group.getKey());
            for (Map.Entry<String, List<Object>> values : group.getValue().entrySet()) {
                writeAll(values.getKey(), values.getValue(), json);
            }
            json.writeEndObject();
        }
        if (!found.searched.isEmpty()) {
            writeAll(TermTranslator.ATTRIBUTES_TEXT, found.searched, json);
        }
        List<String> ends = Codes.ends(document.id().id(), found.open());
        if (!ends.isEmpty()) {
            writeAll(Codes.ENDS, ends, json);
        }
        for (Map.Entry<String, Object> derived : found.derived(document).entrySet()) {
            if (derived.getValue() instanceof List<?> several) {
                writeAll(derived.getKey(), several, json);
                Field<?> field = document.fields().named(derived.getKey()).orElseThrow();
                if (field.has(Use.CONTACT)) {
                    writeForms(field, several, null, json);
                }
            } else {
                json.writeStringField(derived.getKey(), (String) derived.getValue());
            }
        }
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
}
