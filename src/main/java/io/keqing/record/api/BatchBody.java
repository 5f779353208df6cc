package io.keqing.record.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.keqing.record.RecordBatch;
import io.keqing.rest.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Hands the records of a body to a batch one by one, without holding more than one: a JSON array, or one object a
/// line. A broken line spoils itself alone; a broken array spoils the whole, for nobody can say where the next begins.
final class BatchBody {
    private BatchBody() {}

    static void read(InputStream body, RecordBatch batch) throws IOException {
        PushbackInputStream in = new PushbackInputStream(new java.io.BufferedInputStream(body, 1 << 16), 3);
        skipMark(in);
        int first = in.read();
        long lines = 1;
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            lines += first == '\n' ? 1 : 0;
            first = in.read();
        }
        if (first < 0) {
            return;
        }
        in.unread(first);
        if (first == '[') {
            array(in, batch);
        } else {
            lines(in, lines, batch);
        }
    }

    private static void skipMark(PushbackInputStream in) throws IOException {
        byte[] mark = in.readNBytes(3);
        if (mark.length < 3 || mark[0] != (byte) 0xef || mark[1] != (byte) 0xbb || mark[2] != (byte) 0xbf) {
            in.unread(mark);
        }
    }

    private static void array(InputStream in, RecordBatch batch) throws IOException {
        long element = 0;
        try (JsonParser parser = JsonBody.parser(in)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                element++;
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    batch.add(element, JsonBody.object(parser));
                } else {
                    String value = String.valueOf(parser.getText());
                    parser.skipChildren();
                    batch.unreadable(element, value, "must be an object");
                }
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "must end with its ]");
            }
        } catch (StreamReadException e) {
            throw Problem.badRequest("The body must be an array of objects, or one object a line; element %d: %s"
                    .formatted(Math.max(1, element), JsonBody.reason(e)));
        } catch (StreamConstraintsException e) {
            throw Problem.badRequest("The body must keep within bounds; element %d: %s"
                    .formatted(Math.max(1, element), e.getOriginalMessage()));
        }
    }

    private static void lines(InputStream in, long from, RecordBatch batch) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long line = from;
        int length = 0;
        boolean tooLong = false;
        int next;
        do {
            next = in.read();
            if (next >= 0 && next != '\n') {
                if (length == JsonBody.LONGEST) {
                    tooLong = true;
                    continue;
                }
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.min(JsonBody.LONGEST, length * 2));
                }
                buffer[length++] = (byte) next;
                continue;
            }
            if (tooLong) {
                batch.unreadable(line, "", "must have at most " + JsonBody.LONGEST + " bytes");
            } else {
                one(buffer, length, line, batch);
            }
            line++;
            length = 0;
            tooLong = false;
        } while (next >= 0);
    }

    private static void one(byte[] buffer, int length, long line, RecordBatch batch) throws IOException {
        if (new String(buffer, 0, Math.min(length, 64), StandardCharsets.UTF_8).isBlank()
                && new String(buffer, 0, length, StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        try (JsonParser parser = JsonBody.parser(buffer, length)) {
            batch.add(line, JsonBody.wholeObject(parser));
        } catch (StreamReadException e) {
            batch.unreadable(line, "", "must be a JSON object: " + JsonBody.reason(e));
        } catch (StreamConstraintsException e) {
            batch.unreadable(line, "", "must keep within bounds: " + e.getOriginalMessage());
        } catch (java.io.CharConversionException e) {
            batch.unreadable(line, "", "must be UTF-8");
        }
    }
}
