package io.keqing.search.elastic;

import co.elastic.clients.transport.rest5_client.low_level.Cancellable;
import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.RequestOptions;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.search.IndexUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// The wire to Elasticsearch: bytes there and back. Elastic's low-level client keeps connections, nodes and their
/// failures; requests and answers are written and read by this room itself, because the typed client's objects cost
/// more than the search they describe. Bodies are never logged: the words people search for are personal data.
final class Engine implements AutoCloseable {
    private static final ContentType JSON = ContentType.create("application/json");
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
    private static final int CONNECTIONS = 32;

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
        request.setOptions(RequestOptions.DEFAULT.toBuilder()
                .setRequestConfig(org.apache.hc.client5.http.config.RequestConfig.custom()
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
            // closes the connection, by which the engine knows that nobody waits and drops the task
            running.cancel();
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("nobody waits for Elasticsearch's answer any more", e);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (IOException broken) {
            throw unavailable(broken);
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
