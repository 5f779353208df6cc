package io.keqing.similar.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.RecordJson;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Piece;
import io.keqing.similar.LeftOut;
import io.keqing.similar.Outcomes.Outcome;
import io.keqing.similar.PriorIssues.Found;
import io.keqing.similar.PriorIssues.Issue;
import io.keqing.similar.VectorWorker.Progress;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prior issues as they are written.
final class PriorIssuesJson {
    private PriorIssuesJson() {}

    static byte[] found(Found found, Progress progress) {
        return RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("hits");
            for (Issue issue : found.hits()) {
                issue(json, issue);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("own");
            for (Issue issue : found.own()) {
                issue(json, issue);
            }
            json.writeEndArray();
            json.writeBooleanField("byMeaning", found.byMeaning());
            json.writeBooleanField("cut", found.cut());
            json.writeStringField("read", found.read());
            json.writeArrayFieldStart("leftOut");
            for (LeftOut leftOut : found.leftOut()) {
                leftOut(json, leftOut);
            }
            json.writeEndArray();
            json.writeFieldName("vectors");
            progress(json, progress);
            json.writeEndObject();
        });
    }

    private static void leftOut(JsonGenerator json, LeftOut leftOut) throws IOException {
        json.writeStartObject();
        json.writeStringField("part", leftOut.part().key());
        json.writeNumberField("lines", leftOut.lines());
        json.writeObjectFieldStart("label");
        json.writeStringField("zh", leftOut.part().label().zh());
        json.writeStringField("en", leftOut.part().label().en());
        json.writeEndObject();
        json.writeEndObject();
    }

    static byte[] progress(Progress progress) {
        return RecordJson.bytes(json -> progress(json, progress));
    }

    private static void progress(JsonGenerator json, Progress progress) throws IOException {
        json.writeStartObject();
        json.writeStringField("state", progress.state());
        json.writeNumberField("pending", progress.pending());
        json.writeNumberField("records", progress.records());
        json.writeNumberField("texts", progress.texts());
        json.writeEndObject();
    }

    private static void issue(JsonGenerator json, Issue issue) throws IOException {
        Hit hit = issue.hit();
        json.writeStartObject();
        json.writeStringField("type", hit.type());
        RecordJson.identity(json, hit.id());
        json.writeNumberField("score", issue.score());
        json.writeBooleanField("whole", issue.whole());
        json.writeBooleanField("exact", issue.exact());
        json.writeStringField("language", issue.language());
        json.writeBooleanField("crossLanguage", issue.crossLanguage());
        number(json, "lexicalRank", issue.lexicalRank());
        number(json, "lexicalScore", issue.lexicalScore());
        number(json, "vectorRank", issue.vectorRank());
        number(json, "meaning", issue.meaning());
        json.writeArrayFieldStart("why");
        for (String why : why(issue)) {
            json.writeString(why);
        }
        json.writeEndArray();
        json.writeNumberField("same", issue.same());
        json.writeBooleanField("cut", issue.cut());
        json.writeStringField("resolution", (String) hit.fields().get(InteractionFields.RESOLUTION.name()));
        outcome(json, issue.outcome());
        json.writeFieldName("fields");
        RecordJson.value(json, hit.fields());
        highlights(json, hit.highlights());
        json.writeEndObject();
    }

    /// The words that both have, then `meaning` where that found it.
    private static Set<String> why(Issue issue) {
        Set<String> why = new LinkedHashSet<>();
        issue.hit().highlights().values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .filter(Piece::hit)
                .map(Piece::text)
                .forEach(why::add);
        if (issue.meaning() != null) {
            why.add("meaning");
        }
        return why;
    }

    private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeObjectFieldStart("outcome");
        json.writeBooleanField("solved", outcome.solved());
        json.writeStringField("told", outcome.told());
        json.writeNumberField("satisfied", outcome.satisfied());
        json.writeNumberField("unsatisfied", outcome.unsatisfied());
        json.writeNumberField("answers", outcome.answers());
        json.writeEndObject();
    }

    private static void highlights(JsonGenerator json, Map<String, List<List<Piece>>> highlights) throws IOException {
        json.writeObjectFieldStart("highlights");
        for (Map.Entry<String, List<List<Piece>>> field : highlights.entrySet()) {
            json.writeArrayFieldStart(field.getKey());
            for (List<Piece> fragment : field.getValue()) {
                json.writeStartArray();
                for (Piece piece : fragment) {
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
    }

    private static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else if (value instanceof Integer whole) {
            json.writeNumberField(name, whole);
        } else {
            json.writeNumberField(name, value.doubleValue());
        }
    }
}
