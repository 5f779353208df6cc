package io.keqing.node.plugin;

import java.util.concurrent.Executor;
import org.elasticsearch.transport.TransportInterceptor;
import org.elasticsearch.transport.TransportRequest;
import org.elasticsearch.transport.TransportRequestHandler;

/// Refuses every request that comes in by the transport port. A node of one speaks to itself without the network, so
/// whoever knocks there is another program of this machine that went round the token.
final class TransportGuard implements TransportInterceptor {
    /// The profile of the channel by which a node answers itself.
    private static final String SELF = ".direct";

    @Override
    public <T extends TransportRequest> TransportRequestHandler<T> interceptHandler(
            String action, Executor executor, boolean forceExecution, TransportRequestHandler<T> handler) {
        return (request, channel, task) -> {
            if (!SELF.equals(channel.getProfileName())) {
                throw new SecurityException("this node has no neighbours: " + action + " refused");
            }
            handler.messageReceived(request, channel, task);
        };
    }
}
