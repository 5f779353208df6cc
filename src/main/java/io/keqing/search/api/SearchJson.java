package io.keqing.search.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordJson;
import io.keqing.record.RecordType;
import io.keqing.search.FacetLabel;
import io.keqing.search.Mistake;
import io.keqing.search.Offer;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Answers to searches as they are written.
final class SearchJson {
    private SearchJson() {}

    static byte[] result(SearchResult result, RecordType type, SearchUrl url, Locale locale) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("total", result.total());
            json.writeBooleanField("exact", result.exact());
            json.writeNumberField("tookMs", result.tookMillis());
            json.writeArrayFieldStart("hits");
            for (SearchResult.Hit hit : result.hits()) {
                json.writeStartObject();
                hit(json, hit);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("facets");
            for (SearchResult.Facet facet : result.facets()) {
                json.writeFieldName(facet.field());
                facet(json, facet, type, locale);
            }
            json.writeEndObject();
            json.writeStringField("next", result.next());
            json.writeArrayFieldStart("mistakes");
            for (Mistake mistake : result.mistakes()) {
                json.writeStartObject();
                mistake(json, mistake, locale);
            }
            json.writeEndArray();
            reading(json, result, locale);
            json.writeArrayFieldStart("offers");
            for (Offer offer : result.offers()) {
                json.writeStartObject();
                json.writeStringField("kind", offer.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("label", offer.label().in(locale));
                json.writeStringField("q", offer.query().words());
                json.writeStringField("query", url.address(offer.query()));
                json.writeNumberField("count", offer.count());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void reading(JsonGenerator json, SearchResult result, Locale locale) throws IOException {
        Label reading = result.reading();
        json.writeStringField("reading", reading == null ? null : reading.in(locale));
    }

    static byte[] facet(SearchResult.Facet facet, RecordType type, Locale locale) {
        return RecordJson.bytes(json -> facet(json, facet, type, locale));
    }

    /// The best of several types, best first within each, one of each in turn: scores of different types are no
    /// measure for each other.
    static byte[] ofAll(Map<String, SearchResult> results, Locale locale) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("hits");
            int longest = results.values().stream()
                    .mapToInt(result -> result.hits().size())
                    .max()
                    .orElse(0);
            for (int i = 0; i < longest; i++) {
                for (SearchResult result : results.values()) {
                    if (i < result.hits().size()) {
                        json.writeStartObject();
                        json.writeStringField("type", result.hits().get(i).type());
                        hit(json, result.hits().get(i));
                    }
                }
            }
            json.writeEndArray();
            json.writeObjectFieldStart("totals");
            for (Map.Entry<String, SearchResult> entry : results.entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue().total());
            }
            json.writeEndObject();
            mistakes(json, results, locale);
            json.writeObjectFieldStart("readings");
            for (Map.Entry<String, SearchResult> entry : results.entrySet()) {
                Label reading = entry.getValue().reading();
                if (reading != null) {
                    json.writeStringField(entry.getKey(), reading.in(locale));
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /// What is wrong for every type is told once, what is wrong for one with its name.
    private static void mistakes(JsonGenerator json, Map<String, SearchResult> results, Locale locale)
            throws IOException {
        Map<Mistake, List<String>> types = new LinkedHashMap<>();
        for (Map.Entry<String, SearchResult> entry : results.entrySet()) {
            for (Mistake mistake : entry.getValue().mistakes()) {
                types.computeIfAbsent(mistake, first -> new ArrayList<>()).add(entry.getKey());
            }
        }
        json.writeArrayFieldStart("mistakes");
        for (Map.Entry<Mistake, List<String>> entry : types.entrySet()) {
            boolean everywhere = entry.getValue().size() == results.size();
            for (String type : everywhere ? List.of("") : entry.getValue()) {
                json.writeStartObject();
                if (!everywhere) {
                    json.writeStringField("type", type);
                }
                mistake(json, entry.getKey(), locale);
            }
        }
        json.writeEndArray();
    }

    private static void mistake(JsonGenerator json, Mistake mistake, Locale locale) throws IOException {
        json.writeNumberField("from", mistake.from());
        json.writeNumberField("to", mistake.to());
        json.writeStringField("detail", mistake.detail().in(locale));
        json.writeBooleanField("leftOut", mistake.leftOut());
        json.writeEndObject();
    }

    private static void hit(JsonGenerator json, SearchResult.Hit hit) throws IOException {
        RecordJson.identity(json, hit.id());
        json.writeFieldName("fields");
        RecordJson.value(json, hit.fields());
        json.writeObjectFieldStart("highlights");
        for (Map.Entry<String, List<List<SearchResult.Piece>>> entry :
                hit.highlights().entrySet()) {
            json.writeArrayFieldStart(entry.getKey());
            for (List<SearchResult.Piece> fragment : entry.getValue()) {
                json.writeStartArray();
                for (SearchResult.Piece piece : fragment) {
                    json.writeStartObject();
                    json.writeStringField("text", piece.text());
                    json.writeBooleanField("hit", piece.hit());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("why");
        for (String field : hit.why()) {
            json.writeString(field);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("matches");
        for (SearchResult.Match match : hit.matches()) {
            json.writeStartObject();
            json.writeStringField("field", match.field());
            json.writeStringField("word", match.word());
            json.writeStringField("found", match.found());
            json.writeStringField("how", match.how().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void facet(JsonGenerator json, SearchResult.Facet facet, RecordType type, Locale locale)
            throws IOException {
        Optional<Field<?>> field = type.fields().named(facet.field()).or(() -> RecordFields.named(facet.field()));
        json.writeStartObject();
        json.writeArrayFieldStart("values");
        for (SearchResult.Value value : facet.values()) {
            json.writeStartObject();
            json.writeStringField("value", value.value());
            json.writeStringField("label", FacetLabel.of(field, value, locale));
            json.writeNumberField("count", value.count());
            json.writeBooleanField("chosen", value.chosen());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("exact", facet.exact());
        json.writeNumberField("others", facet.others());
        json.writeNumberField("present", facet.present());
        if (!facet.exact()) {
            json.writeNumberField("error", facet.error());
        }
        json.writeEndObject();
    }
}
