package io.keqing.vaadin;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What every answer says to the browser. Vaadin's bootstrap is an inline script and its client builds functions from
/// text, so the screens must allow both; everything still comes from this server only, and nobody may frame it.
final class SecureHeaders extends Handler.Wrapper {
    private static final String SCREENS = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
            + "frame-ancestors 'none'";
    private static final String API = "default-src 'none'; frame-ancestors 'none'";
    private static final String DOCS = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    SecureHeaders(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean api = path.startsWith("/api/");
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", path.startsWith("/api/v1/docs") ? DOCS : api ? API : SCREENS);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        // the address of a search holds what was searched for
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (api) {
            headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        return super.handle(request, response, callback);
    }
}
