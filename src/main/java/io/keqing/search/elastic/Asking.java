package io.keqing.search.elastic;

import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import java.time.Duration;

/// Sends one question to the engine. A search that the engine has no room for is tried again for two seconds;
/// one that waits longer helps nobody.
final class Asking {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 2_000;

    private final Engine engine;

    Asking(Engine engine) {
        this.engine = engine;
    }

    byte[] ask(String path, byte[] body) {
        long until = System.nanoTime() + RETRY_MILLIS * 1_000_000;
        long pause = 50;
        while (true) {
            Engine.Answer answer = engine.call("POST", path, body.length == 0 ? null : body, PATIENCE);
            if (answer.ok()) {
                return answer.body();
            }
            String type = Json.errorType(answer.body());
            if (answer.status() == 400) {
                throw refused(type);
            } else if (!answer.busy() || System.nanoTime() + pause * 1_000_000 > until) {
                throw new IndexUnavailableException("Elasticsearch answered " + answer.status() + " " + type, null);
            }
            pause(pause);
            pause *= 2;
        }
    }

    /// The engine's own reason may repeat the words that were searched.
    static InvalidQueryException refused(String type) {
        return new InvalidQueryException("the engine cannot answer this question: " + type);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("stopped while Elasticsearch was busy", e);
        }
    }
}
