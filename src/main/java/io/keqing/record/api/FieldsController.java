package io.keqing.record.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordJson;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeNames;
import io.keqing.record.RunTimeRegistry;
import io.keqing.record.RunTimeUpkeep;
import io.keqing.record.Scale;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be known about the records of a type, and which fields born at run time are facets. Answers of
/// surveys that agree about a question share the field `answers.NAME`, and `surveys` names them, "" for none;
/// a survey that does not agree has the question for itself, as `answers.NAME@SURVEY`.
@Controller("/api/v1/fields/{type:customers|interactions|feedback}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "fields")
final class FieldsController {
    private static final String FIELDS = """
            {"type": "customers",
             "fields": [{"name": "attributes.colour", "label": {"zh": "颜色", "en": "Colour"}, "kind": "text",
                         "sensitivity": "open", "derived": false, "facet": true, "sort": true, "runTime": true}],
             "dropped": []}
            """;

    private final RecordTypes types;
    private final RunTimeFields runTimeFields;
    private final RunTimeRegistry registry;
    private final RunTimeUpkeep upkeep;

    FieldsController(RecordTypes types, RunTimeFields runTimeFields, RunTimeRegistry registry, RunTimeUpkeep upkeep) {
        this.upkeep = upkeep;
        this.types = types;
        this.runTimeFields = runTimeFields;
        this.registry = registry;
    }

    /// @param fields the ones to change; those left out stay
    @Serdeable
    record Changes(List<Change> fields) {}

    /// @param name the full name, as questions say it: its holder, a dot, its own name, and for a question that one
    ///     survey has for itself an at sign and the survey
    /// @param label in both languages
    /// @param sensitivity open, personal or secret; for ADMIN alone
    /// @param rename its own name in questions from now on; for ADMIN alone, as the two below
    /// @param mergeInto the full name of the field that finds its values from now on
    /// @param drop true: its values stay with their records and are searched no more; false: they are again
    @Serdeable
    record Change(
            String name,
            @Nullable LabelText label,
            @Nullable Boolean facet,
            @Nullable String sensitivity,
            @Nullable String rename,
            @Nullable String mergeInto,
            @Nullable Boolean drop) {
        /// Whether it changes what the field is, and not only how it is shown.
        boolean isUpkeep() {
            return rename != null || mergeInto != null || drop != null;
        }
    }

    @Serdeable
    record LabelText(String zh, String en) {}

    /// All fields in the order people see them, those born at run time last.
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "the fields in order",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FIELDS)))
    HttpResponse<byte[]> get(String type) {
        RecordType recordType = types.get(type);
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeArrayFieldStart("fields");
            for (Field<?> field : RecordFields.ALL) {
                if (!field.equals(RecordFields.STUB) || recordType.known().stubs()) {
                    field(json, field);
                }
            }
            for (Field<?> field : recordType.fields().fields()) {
                field(json, field);
            }
            RunTimeNames born = runTimeFields.names(type);
            for (RunTimeField field : born.fields()) {
                boolean scoped = recordType
                        .fields()
                        .named(field.holder())
                        .flatMap(recordType.fields()::scope)
                        .isPresent();
                field(json, field, born.of(field), scoped);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("dropped");
            for (RunTimeField field : upkeep.dropped(recordType)) {
                json.writeString(field.fullName());
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /// Changes label, facet and sensitivity of fields born at run time; renames, merges and drops them.
    @Put
    @Secured({"ANALYST", "MANAGER", "ADMIN"})
    @ApiResponse(
            responseCode = "200",
            description = "the fields as they are now",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FIELDS)))
    HttpResponse<byte[]> put(String type, @Body Changes changes, @Parameter(hidden = true) Viewer viewer) {
        RecordType recordType = types.get(type);
        List<Runnable> accepted = new ArrayList<>();
        for (Change change : changes.fields()) {
            if (change.isUpkeep()) {
                accepted.add(upkeep(recordType, change, viewer));
                continue;
            }
            RunTimeField field = find(type, change.name());
            LabelText text = change.label();
            Label label = text == null ? field.label() : new Label(text.zh(), text.en());
            Sensitivity sensitivity = sensitivity(field, change, viewer);
            Boolean wanted = change.facet();
            boolean facet = wanted == null ? field.facet() && sensitivity != Sensitivity.SECRET : wanted;
            if (facet && sensitivity == Sensitivity.SECRET) {
                throw Problem.unprocessable("A secret field must be no facet, was asked for " + change.name());
            }
            accepted.add(() -> registry.change(recordType, field, label, sensitivity, facet));
        }
        try {
            accepted.forEach(Runnable::run);
        } catch (RunTimeUpkeep.Refused e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
        return get(type);
    }

    private Runnable upkeep(RecordType type, Change change, Viewer viewer) {
        if (!viewer.is(Role.ADMIN)) {
            throw Problem.forbidden("Only ADMIN renames, merges or drops a field, here " + change.name());
        }
        if (change.label() != null || change.facet() != null || change.sensitivity() != null) {
            throw Problem.unprocessable(
                    "rename, mergeInto and drop must stand alone, stood beside others for " + change.name());
        }
        String rename = change.rename();
        String into = change.mergeInto();
        Boolean drop = change.drop();
        if (Stream.of(rename, into, drop).filter(Objects::nonNull).count() > 1) {
            throw Problem.unprocessable("one of rename, mergeInto and drop must be given for " + change.name());
        }
        if (drop != null && !drop) {
            return () -> upkeep.restore(type, change.name());
        }
        RunTimeField field = find(type.name(), change.name());
        if (rename != null) {
            return () -> upkeep.rename(type, field, rename);
        }
        if (into != null) {
            RunTimeField other = find(type.name(), into);
            return () -> upkeep.merge(type, field, other);
        }
        return () -> upkeep.drop(type, field);
    }

    private static Sensitivity sensitivity(RunTimeField field, Change change, Viewer viewer) {
        String wanted = change.sensitivity();
        if (wanted == null) {
            return field.sensitivity();
        }
        Sensitivity sensitivity;
        try {
            sensitivity = Sensitivity.valueOf(wanted.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("sensitivity must be open, personal or secret, was \"" + wanted + "\"");
        }
        if (sensitivity != field.sensitivity() && !viewer.is(Role.ADMIN)) {
            throw Problem.forbidden("Only ADMIN changes the sensitivity of a field, here of " + change.name());
        }
        return sensitivity;
    }

    private RunTimeField find(String type, String name) {
        int dot = name.indexOf('.');
        Optional<RunTimeField> field =
                dot < 0 ? Optional.empty() : runTimeFields.find(type, name.substring(0, dot), name.substring(dot + 1));
        return field.orElseThrow(() ->
                Problem.unprocessable("name must be a field of %s born at run time, such as attributes.NAME, was \"%s\""
                        .formatted(type, name)));
    }

    private static void field(JsonGenerator json, Field<?> field) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        label(json, field.label());
        json.writeStringField("kind", kind(field.kind()));
        json.writeStringField("sensitivity", field.sensitivity().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("derived", field.derived());
        json.writeBooleanField("facet", field.has(Use.FACET));
        json.writeBooleanField("sort", field.has(Use.SORT));
        json.writeBooleanField("runTime", false);
        switch (field.kind()) {
            case ValueKind.Choice choice -> options(json, choice);
            case ValueKind.Number number -> {
                if (number.lowest() > -Double.MAX_VALUE && number.highest() < 1e15) {
                    json.writeFieldName("lowest");
                    RecordJson.value(json, number.lowest());
                    json.writeFieldName("highest");
                    RecordJson.value(json, number.highest());
                }
            }
            case ValueKind.Reference reference -> json.writeStringField("to", reference.to());
            case ValueKind.Text k -> {}
            case ValueKind.Keyword k -> {}
            case ValueKind.Keywords k -> {}
            case ValueKind.Flag k -> {}
            case ValueKind.Day k -> {}
            case ValueKind.Moment k -> {}
            case ValueKind.Money k -> {}
            case ValueKind.RunTime k -> {}
        }
        json.writeEndObject();
    }

    private static void options(JsonGenerator json, ValueKind.Choice choice) throws IOException {
        json.writeArrayFieldStart("options");
        for (Option option : choice.options()) {
            json.writeStartObject();
            json.writeStringField("value", option.value());
            label(json, option.label());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// @param names that are found by the field
    /// @param scoped whether each of them is the question of a survey
    private static void field(JsonGenerator json, RunTimeField field, List<RunTimeName> names, boolean scoped)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", field.fullName());
        label(json, field.label());
        json.writeStringField("kind", field.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("sensitivity", field.sensitivity().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("derived", false);
        json.writeBooleanField("facet", field.facet());
        json.writeBooleanField("sort", field.sensitivity() != Sensitivity.SECRET);
        json.writeBooleanField("runTime", true);
        Optional<Scale> scale =
                names.stream().map(RunTimeName::scale).filter(Objects::nonNull).findFirst();
        if (scale.isPresent()) {
            json.writeFieldName("lowest");
            RecordJson.value(json, scale.get().lowest());
            json.writeFieldName("highest");
            RecordJson.value(json, scale.get().highest());
        }
        if (scoped) {
            json.writeArrayFieldStart("surveys");
            for (RunTimeName name : names) {
                json.writeString(name.scope().name());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void label(JsonGenerator json, Label label) throws IOException {
        json.writeObjectFieldStart("label");
        json.writeStringField("zh", label.zh());
        json.writeStringField("en", label.en());
        json.writeEndObject();
    }

    private static String kind(ValueKind<?> kind) {
        return switch (kind) {
            case ValueKind.Text k -> "text";
            case ValueKind.Keyword k -> "keyword";
            case ValueKind.Keywords k -> "keywords";
            case ValueKind.Choice k -> "choice";
            case ValueKind.Flag k -> "flag";
            case ValueKind.Day k -> "day";
            case ValueKind.Moment k -> "instant";
            case ValueKind.Money k -> "money";
            case ValueKind.Number k -> "number";
            case ValueKind.Reference k -> "reference";
            case ValueKind.RunTime k -> "runTime";
        };
    }
}
