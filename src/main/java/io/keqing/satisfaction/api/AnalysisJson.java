package io.keqing.satisfaction.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.Label;
import io.keqing.record.RecordJson;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.search.Period;
import io.keqing.statistics.Interval;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An analysis as programs read it. What has no value is left out of groups.
final class AnalysisJson {
    private AnalysisJson() {}

    static byte[] bytes(Analysis analysis, @Nullable Period interval, Locale locale) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("measure", analysis.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("definition", analysis.definition().in(locale));
            json.writeBooleanField("confidential", analysis.confidential());
            group(json, analysis.all(), interval, locale);
            optional(json, "responseRate", analysis.responseRate());
            optional(json, "needed", analysis.needed());
            json.writeArrayFieldStart("distribution");
            for (Map.Entry<String, Long> value : analysis.distribution().entrySet()) {
                json.writeStartObject();
                json.writeFieldName("value");
                RecordJson.value(json, Double.valueOf(value.getKey()));
                json.writeNumberField("count", value.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            groups(json, "series", analysis.series(), interval, locale);
            groups(json, "breakdown", analysis.breakdown(), interval, locale);
            if (!analysis.grid().isEmpty()) {
                groups(json, "grid", analysis.grid(), interval, locale);
            }
            json.writeNumberField("others", analysis.others());
            Group previous = analysis.previous();
            if (previous != null) {
                json.writeObjectFieldStart("previous");
                group(json, previous, interval, locale);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    static void groups(JsonGenerator json, String name, List<Group> groups, @Nullable Period interval, Locale locale)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Group group : groups) {
            json.writeStartObject();
            group(json, group, interval, locale);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void group(JsonGenerator json, Group group, @Nullable Period interval, Locale locale)
            throws IOException {
        if (group.at() != null && interval != null) {
            json.writeStringField("at", interval.text(group.at()));
        }
        Label label = group.label();
        if (group.key() != null && label != null) {
            json.writeStringField("key", group.key());
            json.writeStringField("label", label.in(locale));
        }
        if (group.state() == State.HIDDEN) {
            json.writeBooleanField("hidden", true);
            return;
        }
        json.writeNumberField("n", group.n());
        json.writeNumberField("people", group.people());
        if (!group.exact()) {
            json.writeBooleanField("exact", false);
        }
        if (group.state() == State.TOO_FEW) {
            json.writeBooleanField("tooFew", true);
        }
        Interval interval95 = group.interval();
        if (group.value() != null && interval95 != null) {
            optional(json, "value", group.value());
            optional(json, "low", interval95.low());
            optional(json, "high", interval95.high());
        }
        if (group.at() != null || group.key() != null) {
            optional(json, "responseRate", group.responseRate());
        }
        Versus versus = group.versus();
        if (versus != null) {
            json.writeObjectFieldStart("versus");
            optional(json, "difference", versus.difference());
            optional(json, "low", versus.interval().low());
            optional(json, "high", versus.interval().high());
            optional(json, "p", versus.p());
            optional(json, "adjustedP", versus.adjusted());
            json.writeBooleanField("significant", versus.isMarked());
            optional(json, "needed", versus.needed());
            json.writeEndObject();
        }
    }

    static void optional(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            RecordJson.value(json, value);
        }
    }
}
