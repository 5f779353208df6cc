package io.keqing.embedded;

import java.time.Instant;

/// What is known about one of the two servers behind the portal.
///
/// @param name `postgres` or `elasticsearch`
/// @param embedded false for a server that somebody else runs: the portal does not watch its process, so it is always
/// `UP` here
/// @param since when this phase began
/// @param message one sentence for people, empty when there is nothing to say
public record EngineState(String name, boolean embedded, Phase phase, Instant since, String message) {
    public enum Phase {
        STARTING,
        UP,
        /// Its process died and is being started again.
        RESTARTING,
        /// Starting it again failed several times; the portal goes on trying.
        DOWN
    }

    static EngineState now(String name, Phase phase, String message) {
        return new EngineState(name, true, phase, Instant.now(), message);
    }
}
