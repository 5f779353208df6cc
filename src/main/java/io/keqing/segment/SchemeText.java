package io.keqing.segment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.field.Label;
import io.keqing.segment.SchemeDefinition.Rule;
import io.keqing.segment.SchemeDefinition.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rules as JSON: in the database and in the files that come with the portal.
final class SchemeText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SchemeText() {}

    private record Text(
            @JsonProperty("class") String name, @Nullable Label label, Map<String, Object> when) {
        Written written() {
            return new Written(name, label, when);
        }
    }

    private record PresetText(String name, Label label, ChurnDefinition.Limit churn, Map<String, List<Text>> schemes) {}

    /// The rules that come with the portal.
    static Map<String, List<Written>> standard() {
        return written(resource("standard.json", new TypeReference<Map<String, List<Text>>>() {}));
    }

    static List<Preset> presets() {
        return resource("presets.json", new TypeReference<List<PresetText>>() {}).stream()
                .map(text -> new Preset(text.name(), text.label(), text.churn(), written(text.schemes())))
                .toList();
    }

    private static Map<String, List<Written>> written(Map<String, List<Text>> texts) {
        Map<String, List<Written>> written = new java.util.LinkedHashMap<>();
        texts.forEach((name, rules) ->
                written.put(name, rules.stream().map(Text::written).toList()));
        return written;
    }

    private static <T> T resource(String name, TypeReference<T> type) {
        try (InputStream in = Objects.requireNonNull(SchemeText.class.getResourceAsStream("/schemes/" + name), name)) {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(List<Rule> rules) {
        try {
            return JSON.writeValueAsString(rules.stream()
                    .map(rule -> new Text(rule.name(), rule.label(), rule.text()))
                    .toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Written> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Text>>() {}).stream()
                    .map(Text::written)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
