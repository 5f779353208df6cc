package io.keqing.feedback.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.feedback.CesConvention;
import io.keqing.feedback.CsatRule;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.field.Label;
import io.keqing.record.RecordJson;
import io.keqing.record.Scale;
import io.keqing.rest.Problem;
import io.keqing.search.Period;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A survey as it is said and told. Choices are written in small letters.
final class SurveyJson {
    private static final int LONGEST = 1 << 20;
    private static final Set<String> SURVEY = Set.of(
            "name", "label", "defined", "confidential", "questions", "csat", "cesConvention", "breakdowns", "period");
    private static final Set<String> QUESTION = Set.of("name", "label", "scale", "missing", "role");
    private static final Set<String> CSAT = Set.of("question", "top", "scale");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SurveyJson() {}

    static void write(JsonGenerator json, Survey survey) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", survey.name());
        label(json, survey.label());
        json.writeBooleanField("defined", survey.defined());
        json.writeBooleanField("confidential", survey.confidential());
        json.writeArrayFieldStart("questions");
        for (SurveyQuestion question : survey.questions()) {
            json.writeStartObject();
            json.writeStringField("name", question.name());
            label(json, question.label());
            scale(json, question.scale());
            texts(json, "missing", question.missing());
            QuestionRole role = question.role();
            json.writeStringField("role", role == null ? null : small(role));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("csat");
        json.writeStringField("question", survey.csat().question());
        json.writeFieldName("top");
        RecordJson.value(json, survey.csat().top());
        scale(json, survey.csat().scale());
        json.writeEndObject();
        json.writeStringField("cesConvention", small(survey.ces()));
        texts(json, "breakdowns", survey.breakdowns());
        json.writeStringField("period", small(survey.period()));
        json.writeEndObject();
    }

    private static String small(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static void label(JsonGenerator json, Label label) throws IOException {
        json.writeObjectFieldStart("label");
        json.writeStringField("zh", label.zh());
        json.writeStringField("en", label.en());
        json.writeEndObject();
    }

    private static void scale(JsonGenerator json, @Nullable Scale scale) throws IOException {
        json.writeFieldName("scale");
        if (scale == null) {
            json.writeNull();
        } else {
            json.writeStartArray();
            RecordJson.value(json, scale.lowest());
            RecordJson.value(json, scale.highest());
            json.writeEndArray();
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /// @throws Problem 400 for what is no JSON object, 422 for a value that is not of its kind
    static Survey read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw Problem.tooLarge("A survey must have at most %d bytes, had more".formatted(LONGEST));
        }
        JsonNode body;
        try {
            body = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("The body must be a JSON object: " + e.getOriginalMessage());
        }
        object("the body", body, SURVEY);
        if (body.has("name") && !body.path("name").asText().equals(name)) {
            throw Problem.unprocessable("name must be that of the address, was \"%s\""
                    .formatted(body.path("name").asText()));
        } else if (!body.has("label")) {
            throw Problem.unprocessable("label must be given");
        }
        List<SurveyQuestion> questions = new ArrayList<>();
        for (JsonNode question : list(body, "questions")) {
            questions.add(question(question));
        }
        return new Survey(
                name,
                label("label", body.path("label"), name),
                true,
                flag(body, "confidential"),
                questions,
                csat(body.path("csat"), questions),
                Objects.requireNonNullElse(choice(CesConvention.class, body, "cesConvention"), CesConvention.MEAN),
                texts(body, "breakdowns"),
                Objects.requireNonNullElse(choice(Period.class, body, "period"), Period.MONTH));
    }

    private static SurveyQuestion question(JsonNode json) {
        object("each of questions", json, QUESTION);
        String name = json.path("name").asText();
        if (name.isBlank()) {
            throw Problem.unprocessable("each of questions must have a name");
        }
        QuestionRole role = choice(QuestionRole.class, json, "role");
        Scale scale = scale(json);
        return SurveyQuestion.said(
                name,
                label("label of " + name, json.path("label"), name),
                scale == null && role != null ? role.scale() : scale,
                texts(json, "missing"),
                role);
    }

    /// Without a question said, that with the role counts; without a scale, that of the question.
    private static CsatRule csat(JsonNode json, List<SurveyQuestion> questions) {
        if (!json.isMissingNode() && !json.isNull()) {
            object("csat", json, CSAT);
        }
        SurveyQuestion asked = questions.stream()
                .filter(question -> json.hasNonNull("question")
                        ? question.name().equals(json.path("question").asText())
                        : question.role() == QuestionRole.CSAT)
                .findFirst()
                .orElse(null);
        String question = asked != null
                ? asked.name()
                : json.hasNonNull("question") ? json.path("question").asText() : null;
        Scale scale = scale(json);
        if (scale == null) {
            scale = asked == null || asked.scale() == null ? CsatRule.DEFAULT.scale() : asked.scale();
        }
        return new CsatRule(
                question,
                json.hasNonNull("top") ? number("csat.top", json.path("top")) : CsatRule.topTwo(scale),
                scale);
    }

    private static void object(String what, JsonNode json, Set<String> known) {
        if (!json.isObject()) {
            throw Problem.unprocessable(what + " must be a JSON object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Problem.unprocessable("%s must have no other names than %s, had \"%s\""
                        .formatted(what, known.stream().sorted().toList(), name));
            }
        });
    }

    private static Label label(String what, JsonNode json, String otherwise) {
        if (json.isMissingNode() || json.isNull()) {
            return new Label(otherwise, otherwise);
        } else if (json.isTextual() && !json.asText().isBlank()) {
            return new Label(json.asText(), json.asText());
        } else if (json.isObject()
                && json.path("zh").isTextual()
                && json.path("en").isTextual()) {
            return new Label(json.path("zh").asText(), json.path("en").asText());
        }
        throw Problem.unprocessable(what + " must be a text or {\"zh\": …, \"en\": …}, was " + json);
    }

    private static @Nullable Scale scale(JsonNode owner) {
        JsonNode json = owner.path("scale");
        if (json.isMissingNode() || json.isNull()) {
            return null;
        } else if (!json.isArray() || json.size() != 2) {
            throw Problem.unprocessable("scale must be [lowest, highest], was " + json);
        }
        try {
            return new Scale(number("scale", json.get(0)), number("scale", json.get(1)));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private static double number(String what, JsonNode json) {
        if (!json.isNumber()) {
            throw Problem.unprocessable(what + " must be a number, was " + json);
        }
        return json.doubleValue();
    }

    private static boolean flag(JsonNode owner, String name) {
        JsonNode json = owner.path(name);
        if (json.isMissingNode() || json.isNull()) {
            return false;
        } else if (!json.isBoolean()) {
            throw Problem.unprocessable(name + " must be true or false, was " + json);
        }
        return json.booleanValue();
    }

    private static JsonNode list(JsonNode owner, String name) {
        JsonNode json = owner.path(name);
        if (!json.isMissingNode() && !json.isNull() && !json.isArray()) {
            throw Problem.unprocessable(name + " must be a list, was " + json);
        }
        return json;
    }

    private static List<String> texts(JsonNode owner, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list(owner, name)) {
            if (!each.isValueNode() || each.isNull()) {
                throw Problem.unprocessable(name + " must be a list of texts, had " + each);
            }
            texts.add(each.asText());
        }
        return texts;
    }

    private static <E extends Enum<E>> @Nullable E choice(Class<E> kind, JsonNode owner, String name) {
        JsonNode json = owner.path(name);
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        return Arrays.stream(kind.getEnumConstants())
                .filter(each -> small(each).equals(json.asText()))
                .findFirst()
                .orElseThrow(() -> Problem.unprocessable("%s must be one of %s, was %s"
                        .formatted(
                                name,
                                Arrays.stream(kind.getEnumConstants())
                                        .map(SurveyJson::small)
                                        .collect(Collectors.joining(", ")),
                                json)));
    }
}
