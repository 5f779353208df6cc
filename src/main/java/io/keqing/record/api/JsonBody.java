package io.keqing.record.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.keqing.rest.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads JSON into texts, numbers, flags, lists and maps. Numbers keep their decimals; a name given twice is an error,
/// for either value could be the one that was meant.
final class JsonBody {
    static final int LONGEST = 4 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(LONGEST)
                    .maxNumberLength(200)
                    .build())
            .build();

    private JsonBody() {}

    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    static JsonParser parser(byte[] bytes, int length) throws IOException {
        return JSON.createParser(bytes, 0, length);
    }

    /// The one object that a body is.
    ///
    /// @throws Problem 400 for anything else
    static Map<String, @Nullable Object> object(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw Problem.tooLarge("A record must have at most %d bytes, had more".formatted(LONGEST));
        }
        try (JsonParser parser = parser(bytes, bytes.length)) {
            return wholeObject(parser);
        } catch (StreamReadException e) {
            throw Problem.badRequest("The body must be a JSON object: " + reason(e));
        }
    }

    /// @throws StreamReadException where it is no object, or something follows it
    static Map<String, @Nullable Object> wholeObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "must begin with {");
        }
        Map<String, @Nullable Object> object = object(parser);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "must end with its }");
        }
        return object;
    }

    /// The object whose `{` is the parser's present token.
    static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new JsonParseException(parser, "must have a value here");
        };
    }

    /// What is wrong and where, without the text around it.
    static String reason(StreamReadException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("unreadable") + " (line "
                + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
    }
}
