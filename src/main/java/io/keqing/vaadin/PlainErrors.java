package io.keqing.vaadin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty itself refuses, before any route or screen saw it: the same `application/problem+json` as everywhere
/// else, and never a stack trace or the refused text.
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, body(response.getStatus()), callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        return body(status);
    }

    private static ByteBuffer body(int status) {
        String title = HttpStatus.getMessage(status);
        String json = """
                {"type":"about:blank","title":"%s","status":%d,"detail":"The request was refused before it reached \
                the portal: %s"}""".formatted(title, status, title);
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
