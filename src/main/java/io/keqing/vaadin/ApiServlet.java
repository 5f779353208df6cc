package io.keqing.vaadin;

import io.micronaut.context.ApplicationContext;
import io.micronaut.servlet.engine.DefaultMicronautServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Micronaut behind a servlet, with addresses written the one way its router understands. The router matches `{id}`
/// against the encoded path, refuses some characters that RFC 3986 allows there (`& ; + ( ) !`) and decodes `+` to a
/// blank as if the path were a form. So those are percent-encoded first: an id reaches its controller as it was meant,
/// whichever of the two legal spellings the caller used.
final class ApiServlet extends DefaultMicronautServlet {
    private static final String ROUTER_STUMBLES_OVER = "+&;()!{}";
    private static final String NOT_IN_A_URI = "{}|\\^\"<>`[] ";

    ApiServlet(ApplicationContext context) {
        super(context);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        super.service(new Spelled(request), response);
    }

    private static final class Spelled extends HttpServletRequestWrapper {
        Spelled(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return encoded(super.getRequestURI(), ROUTER_STUMBLES_OVER + NOT_IN_A_URI);
        }

        @Override
        public @Nullable String getQueryString() {
            String query = super.getQueryString();
            return query == null ? null : encoded(query, NOT_IN_A_URI);
        }
    }

    static String encoded(String text, String these) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c > 0x20 && c < 0x7f && these.indexOf(c) < 0) {
                result.append(c);
            } else {
                result.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                result.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return result.toString();
    }
}
