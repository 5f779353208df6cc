package io.keqing.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.field.Label;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The presets that come with the portal, for what other systems export: `presets/NAME.json`. See
/// `docs/decisions/0023-presets-know-their-files-by-the-header.md`.
@Singleton
final class BuiltInPresets {
    static final List<String> NAMES = List.of(
            "cfpb-complaints",
            "cfpb-complaints-json",
            "cfpb-complaints-names",
            "freshdesk-contacts",
            "freshdesk-contacts-json",
            "freshdesk-tickets",
            "freshdesk-tickets-json",
            "fxiaoke-contacts",
            "fxiaoke-customers",
            "fxiaoke-tickets",
            "hubspot-contacts",
            "qualtrics",
            "qualtrics-legacy",
            "servicenow-incidents",
            "servicenow-incidents-list",
            "servicenow-incidents-table",
            "shopify-customers",
            "shopify-orders",
            "surveymonkey",
            "surveymonkey-json",
            "surveymonkey-older",
            "wenjuanxing",
            "zammad-tickets",
            "zendesk-organizations",
            "zendesk-organizations-sample",
            "zendesk-tickets",
            "zendesk-tickets-csv",
            "zendesk-tickets-sample",
            "zendesk-users",
            "zendesk-users-sample",
            "zoho-cases",
            "zoho-contacts",
            "zoho-deals");
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Preset> all;

    BuiltInPresets(Mappings mappings) {
        all = read(mappings::read);
    }

    /// In the order of their names.
    List<Preset> all() {
        return all;
    }

    /// @param mappings reads a mapping's JSON
    static List<Preset> read(Function<String, Mapping> mappings) {
        return NAMES.stream().map(name -> read(name, mappings)).toList();
    }

    private static Preset read(String name, Function<String, Mapping> mappings) {
        try (InputStream in = BuiltInPresets.class.getResourceAsStream("/presets/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the preset " + name + " is missing");
            }
            JsonNode json = JSON.readTree(in);
            return new Preset(
                    json.path("name").asText(),
                    label(json.path("label")),
                    label(json.path("basis")),
                    true,
                    texts(json.path("columns")),
                    texts(json.path("kinds")),
                    mappings.apply(json.path("mapping").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the preset " + name + " can't be read", e);
        }
    }

    private static Label label(JsonNode json) {
        return new Label(json.path("zh").asText(), json.path("en").asText());
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
