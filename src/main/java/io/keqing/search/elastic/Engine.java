package io.keqing.search.elastic;

import co.elastic.clients.transport.rest5_client.low_level.Cancellable;
import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.RequestOptions;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.search.IndexUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wire to Elasticsearch: bytes there and back. Elastic's low-level client keeps connections, nodes and their
/// failures; requests and answers are written and read by this room itself, because the typed client's objects cost
/// more than the search they describe. Bodies are never logged: the words people search for are personal data.
final class Engine implements AutoCloseable {
    private static final ContentType JSON = ContentType.create("application/json");
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
    private static final int CONNECTIONS = 32;
    /// The header that tells one task of the engine from others.
    private static final String NAME = "X-Opaque-Id";

    private static final Duration WITHDRAWAL = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Rest5Client client;
    private final String where;

    Engine(ElasticsearchAddress address) {
        where = address.toString();
        Rest5ClientBuilder builder = Rest5Client.builder(address.nodes().toArray(URI[]::new))
                .setMetaHeaderEnabled(false)
                .setConnectionConfigCallback(connection ->
                        connection.setConnectTimeout(Timeout.ofSeconds(2)).setSocketTimeout(Timeout.ofMinutes(2)))
                .setConnectionManagerCallback(
                        pool -> pool.setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(CONNECTIONS));
        address.authorization()
                .ifPresent(value -> builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", value)}));
        address.ca().ifPresent(file -> builder.setSSLContext(Certificates.trusting(file)));
        client = builder.build();
    }

    /// An answer of any status.
    record Answer(int status, byte[] body) {
        boolean ok() {
            return status < 300;
        }

        /// 429 and the gateway's statuses: worth another try.
        boolean busy() {
            return BUSY.contains(status);
        }
    }

    /// A thread that is interrupted while it waits takes its question back: the engine stops working on it.
    ///
    /// @throws IndexUnavailableException where no node answers in time
    Answer call(String method, String path, byte @Nullable [] body, Duration patience) {
        Request request = new Request(method, path);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, JSON));
        }
        String name = path.contains("/_search") ? "keqing-" + UUID.randomUUID() : null;
        RequestOptions.Builder options = RequestOptions.DEFAULT.toBuilder();
        if (name != null) {
            options.addHeader(NAME, name);
        }
        request.setOptions(options.setRequestConfig(org.apache.hc.client5.http.config.RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofSeconds(10))
                .setResponseTimeout(Timeout.of(patience))
                .build()));
        CompletableFuture<Response> response = new CompletableFuture<>();
        Cancellable running = client.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response answered) {
                response.complete(answered);
            }

            @Override
            public void onFailure(Exception failed) {
                response.completeExceptionally(failed);
            }
        });
        try {
            return answer(response.get());
        } catch (InterruptedException e) {
            running.cancel();
            if (name != null) {
                // a thread of its own: this one is interrupted, and whoever interrupted it does not wait
                Thread.ofVirtual().name("withdraw-" + name).start(() -> withdraw(name));
            }
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("nobody waits for Elasticsearch's answer any more", e);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (IOException broken) {
            throw unavailable(broken);
        }
    }

    /// Cancels the task of a search that nobody waits for. By its name and not by closing the connection,
    /// which an engine that is busy, or a proxy before it, notices late.
    private void withdraw(String name) {
        try {
            JsonNode nodes = Json.tree(call("GET", "/_tasks?actions=indices:data/read/search", null, WITHDRAWAL)
                            .body())
                    .path("nodes");
            for (JsonNode node : nodes) {
                for (Map.Entry<String, JsonNode> task : node.path("tasks").properties()) {
                    if (task.getValue().path("headers").path(NAME).asText().equals(name)) {
                        call("POST", "/_tasks/" + task.getKey() + "/_cancel", null, WITHDRAWAL);
                    }
                }
            }
        } catch (IndexUnavailableException e) {
            LOG.debug("A search that nobody waits for was not taken back: {}", e.getMessage());
        }
    }

    private Answer failed(Throwable cause) {
        try {
            return switch (cause) {
                case ResponseException refused -> answer(refused.getResponse());
                case IOException broken -> throw unavailable(broken);
                case RuntimeException wrong -> throw wrong;
                default -> throw new IllegalStateException(cause);
            };
        } catch (IOException broken) {
            throw unavailable(broken);
        }
    }

    Answer call(String method, String path) {
        return call(method, path, null, Duration.ofSeconds(60));
    }

    private static Answer answer(Response response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Answer(response.getStatusCode(), body);
    }

    private IndexUnavailableException unavailable(IOException cause) {
        return new IndexUnavailableException(
                "Elasticsearch at " + where + " does not answer ("
                        + cause.getClass().getSimpleName() + ")",
                cause);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
