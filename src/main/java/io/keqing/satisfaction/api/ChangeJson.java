package io.keqing.satisfaction.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.record.RecordJson;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.Change;
import io.keqing.satisfaction.Change.ByField;
import io.keqing.satisfaction.Change.ByValue;
import io.keqing.satisfaction.Change.Contribution;
import io.keqing.satisfaction.ChangeDrivers;
import io.keqing.satisfaction.ChangeDrivers.Move;
import io.keqing.satisfaction.ChangeText;
import io.keqing.satisfaction.ChangeThemes.Moved;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.statistics.Decomposition.Part;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A change as programs read it. What has no value is left out.
record ChangeJson(SearchUrl url, Locale locale) {

    byte[] bytes(Change change) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("measure", change.asked().kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("definition", change.definition().in(locale));
            json.writeStringField("summary", new ChangeText(change).summary().in(locale));
            side(json, "now", change.now(), change.asked().now());
            side(
                    json,
                    "before",
                    change.before(),
                    change.asked().isRest() ? null : change.asked().before());
            json.writeStringField("against", change.asked().against().name().toLowerCase(Locale.ROOT));
            Versus versus = change.change();
            if (versus != null) {
                json.writeObjectFieldStart("change");
                number(json, "difference", versus.difference());
                interval(json, versus.interval());
                number(json, "p", versus.p());
                json.writeBooleanField("significant", versus.isMarked());
                json.writeEndObject();
            }
            json.writeNumberField("tested", change.parts().size());
            json.writeArrayFieldStart("contributions");
            for (Contribution part : change.parts()) {
                json.writeStartObject();
                json.writeStringField("field", part.field());
                json.writeStringField("fieldLabel", part.fieldLabel().in(locale));
                json.writeStringField("key", part.key());
                json.writeStringField("label", part.label().in(locale));
                json.writeStringField("part", part.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField(
                        "cause", new ChangeText(change).cause(part).in(locale));
                contribution(json, part);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("fields");
            for (ByField field : change.fields()) {
                field(json, field);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("leftOut");
            for (Change.LeftOut left : change.leftOut()) {
                json.writeStartObject();
                json.writeStringField("field", left.field());
                json.writeStringField("label", left.label().in(locale));
                json.writeStringField("reason", left.reason().in(locale));
                json.writeEndObject();
            }
            json.writeEndArray();
            themes(json, change);
            drivers(json, change.drivers());
            json.writeEndObject();
        });
    }

    private void side(JsonGenerator json, String name, Group group, @Nullable SearchQuery answers) throws IOException {
        json.writeObjectFieldStart(name);
        numbers(json, group);
        search(json, answers);
        json.writeEndObject();
    }

    private static void numbers(JsonGenerator json, Group group) throws IOException {
        json.writeNumberField("n", group.n());
        json.writeNumberField("people", group.people());
        if (!group.exact()) {
            json.writeBooleanField("exact", false);
        }
        Interval interval = group.interval();
        if (group.state() == State.TOO_FEW) {
            json.writeBooleanField("tooFew", true);
        } else if (group.value() != null && interval != null) {
            number(json, "value", group.value());
            interval(json, interval);
        }
    }

    private void search(JsonGenerator json, @Nullable SearchQuery answers) throws IOException {
        if (answers != null) {
            json.writeStringField("search", "/api/v1/" + url.address(answers));
        }
    }

    private static void contribution(JsonGenerator json, Contribution part) throws IOException {
        number(json, "value", part.value());
        interval(json, part.interval());
        number(json, "p", part.p());
        number(json, "adjustedP", part.adjusted());
        json.writeBooleanField("significant", part.isMarked());
    }

    private void field(JsonGenerator json, ByField field) throws IOException {
        json.writeStartObject();
        json.writeStringField("field", field.field());
        json.writeStringField("label", field.label().in(locale));
        part(json, "mix", field.mix());
        part(json, "rate", field.rate());
        json.writeArrayFieldStart("values");
        for (ByValue value : field.values()) {
            value(json, value);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("rest");
        json.writeNumberField("now", field.rest().now());
        json.writeNumberField("before", field.rest().before());
        json.writeNumberField("tooFew", field.rest().tooFew());
        number(json, "contribution", field.rest().contribution());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void part(JsonGenerator json, String name, Part part) throws IOException {
        json.writeObjectFieldStart(name);
        number(json, "value", part.value());
        interval(json, part.interval());
        json.writeEndObject();
    }

    private void value(JsonGenerator json, ByValue value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", value.key());
        json.writeStringField("label", value.label().in(locale));
        if (value.state() == State.TOO_FEW) {
            json.writeBooleanField("tooFew", true);
        }
        switch (value.presence()) {
            case ONLY_NOW -> json.writeStringField("only", "now");
            case ONLY_BEFORE -> json.writeStringField("only", "before");
            case BOTH -> {
                // on both sides: nothing to tell
            }
        }
        json.writeObjectFieldStart("now");
        number(json, "share", value.shareNow());
        numbers(json, value.now());
        search(json, value.searchNow());
        json.writeEndObject();
        json.writeObjectFieldStart("before");
        number(json, "share", value.shareBefore());
        numbers(json, value.before());
        search(json, value.searchBefore());
        json.writeEndObject();
        AnalysisJson.optional(json, "contribution", value.contribution());
        Contribution centred = value.centred();
        Double mix = value.mix();
        if (centred != null && mix != null) {
            json.writeObjectFieldStart("mix");
            contribution(json, centred);
            number(json, "uncentred", mix);
            json.writeEndObject();
        }
        Contribution rate = value.rate();
        if (rate != null) {
            json.writeObjectFieldStart("rate");
            contribution(json, rate);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void themes(JsonGenerator json, Change change) throws IOException {
        json.writeObjectFieldStart("themes");
        json.writeNumberField("commentsNow", change.themes().now());
        json.writeNumberField("commentsBefore", change.themes().before());
        json.writeNumberField("tested", change.themes().tried());
        json.writeArrayFieldStart("moved");
        for (Moved moved : change.themes().moved()) {
            json.writeStartObject();
            json.writeStringField("term", moved.word());
            json.writeStringField("direction", moved.rising() ? "rising" : "falling");
            json.writeNumberField("now", moved.now());
            json.writeNumberField("before", moved.before());
            number(json, "p", moved.p());
            number(json, "adjustedP", moved.adjusted());
            search(json, moved.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void drivers(JsonGenerator json, ChangeDrivers drivers) throws IOException {
        json.writeObjectFieldStart("drivers");
        if (drivers.refused() != null) {
            json.writeStringField("refused", drivers.refused().in(locale));
        }
        if (drivers.outcome() != null) {
            json.writeStringField("outcome", drivers.outcome().name());
        }
        json.writeArrayFieldStart("moved");
        for (Move move : drivers.moves()) {
            json.writeStartObject();
            json.writeStringField("name", move.driver().name());
            json.writeStringField("label", move.driver().label().in(locale));
            move(json, "mean", move.now(), move.before(), move.mean(), move.meanAdjusted());
            move(json, "weight", move.weightNow(), move.weightBefore(), move.weight(), move.weightAdjusted());
            json.writeBooleanField("significant", move.isMarked());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void move(
            JsonGenerator json, String name, double now, double before, Score.Difference difference, double adjusted)
            throws IOException {
        json.writeObjectFieldStart(name);
        number(json, "now", now);
        number(json, "before", before);
        number(json, "difference", difference.value());
        interval(json, difference.interval());
        number(json, "p", difference.p());
        number(json, "adjustedP", adjusted);
        json.writeEndObject();
    }

    private static void interval(JsonGenerator json, Interval interval) throws IOException {
        number(json, "low", interval.low());
        number(json, "high", interval.high());
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        AnalysisJson.optional(json, name, value);
    }
}
