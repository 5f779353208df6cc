package io.keqing.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A report that somebody wants. Which of its parts a template takes, the template says.
///
/// @param template its name
/// @param query a search's own address, such as `customers/search?q=&f.tier=gold`
/// @param segment its number
/// @param customer `source/id`
/// @param scheme of classes
/// @param from the first day
/// @param to the last day
/// @param columns names of fields in the order wanted; empty = all but the run-time ones
/// @param language of headers, labels and texts
/// @param workbook the name of a workbook of the house's own to be filled, see [Workbooks]; XLSX only
/// @param portal where the portal is reached, such as `http://localhost:8080/`
public record ReportRequest(
        String template,
        @Nullable String query,
        @Nullable Long segment,
        @Nullable String customer,
        @Nullable String scheme,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<String> columns,
        ExportFormat format,
        boolean raw,
        CsvEncoding encoding,
        Locale language,
        @Nullable String workbook,
        @Nullable String portal) {
    private static final JsonMapper JSON = new JsonMapper();

    public ReportRequest {
        columns = List.copyOf(columns);
    }

    /// As the database keeps it.
    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("template", template);
        json.put("query", query);
        json.put("segment", segment);
        json.put("customer", customer);
        json.put("scheme", scheme);
        json.put("from", from == null ? null : from.toString());
        json.put("to", to == null ? null : to.toString());
        columns.forEach(json.putArray("columns")::add);
        json.put("format", format.ending());
        json.put("raw", raw);
        json.put("encoding", encoding.word());
        json.put("language", language.toLanguageTag());
        json.put("workbook", workbook);
        json.put("portal", portal);
        return json.toString();
    }

    static ReportRequest of(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("a kept report must be JSON, as it was written", e);
        }
        List<String> columns = new ArrayList<>();
        json.path("columns").forEach(column -> columns.add(column.asText()));
        return new ReportRequest(
                json.path("template").asText(),
                text(json, "query"),
                json.hasNonNull("segment") ? json.path("segment").longValue() : null,
                text(json, "customer"),
                text(json, "scheme"),
                day(json, "from"),
                day(json, "to"),
                columns,
                ExportFormat.named(json.path("format").asText()).orElseThrow(),
                json.path("raw").asBoolean(),
                CsvEncoding.named(json.path("encoding").asText()).orElseThrow(),
                Locale.forLanguageTag(json.path("language").asText()),
                text(json, "workbook"),
                text(json, "portal"));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.path(name).asText() : null;
    }

    private static @Nullable LocalDate day(JsonNode json, String name) {
        String text = text(json, name);
        return text == null ? null : LocalDate.parse(text);
    }
}
