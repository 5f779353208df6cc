package io.keqing.node.plugin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.elasticsearch.common.util.concurrent.ThreadContext;
import org.elasticsearch.http.HttpRouteStats;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/// Lets a request through when it brings `Authorization: Bearer TOKEN`, and answers 401 otherwise.
///
/// Loopback is open to every user of the machine, hence the token. It is compared in constant time.
record TokenGuard(byte[] expected, HttpServerTransport.Dispatcher behind) implements HttpServerTransport.Dispatcher {
    static TokenGuard of(String token, HttpServerTransport.Dispatcher behind) {
        return new TokenGuard(("Bearer " + token).getBytes(StandardCharsets.UTF_8), behind);
    }

    @Override
    public void dispatchRequest(RestRequest request, RestChannel channel, ThreadContext context) {
        String given = request.header("Authorization");
        if (given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            behind.dispatchRequest(request, channel, context);
        } else {
            RestResponse refused = new RestResponse(
                    RestStatus.UNAUTHORIZED, "this node answers its portal only: bearer token missing or wrong");
            refused.addHeader("WWW-Authenticate", "Bearer realm=\"keqing\"");
            channel.sendResponse(refused);
        }
    }

    @Override
    public void dispatchBadRequest(RestChannel channel, ThreadContext context, Throwable cause) {
        behind.dispatchBadRequest(channel, context, cause);
    }

    @Override
    public Map<String, HttpRouteStats> getStats() {
        return behind.getStats();
    }
}
