package io.keqing.vaadin;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `%2F` and the like are let through to `/api/` only, where routes are matched on the encoded path and each segment is
/// decoded once. The screens and their static files see decoded paths, so there such a request is refused.
final class EncodedPathGuard extends Handler.Wrapper {
    private static final String API = "/api/";

    EncodedPathGuard(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        if (uri.hasViolations() && !uri.getPath().startsWith(API)) {
            Response.writeError(request, response, callback, 400);
            return true;
        }
        return super.handle(request, response, callback);
    }
}
