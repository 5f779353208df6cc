package io.keqing.health;

import io.keqing.search.IndexState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the portal fares at one moment.
///
/// @param problems one sentence each, most serious first
/// @param database how the database is: `up`, `starting`, `restarting`, `down`
/// @param index null where the database, which knows, does not answer
public record Health(
        Status status,
        List<Problem> problems,
        String database,
        @Nullable Index index,
        String version) {
    public Health {
        problems = List.copyOf(problems);
    }

    /// What the portal is good for.
    public enum Status {
        /// The index is not there yet: nothing can be searched.
        STARTING,
        OK,
        /// It serves, with something amiss.
        DEGRADED
    }

    /// @param about what is amiss, for everybody: `database`, `search`, `index`, `segments`
    /// @param sentence for those who signed in
    public record Problem(String about, String sentence) {}

    /// @param pending documents that wait to be put into the index
    /// @param refused documents the engine did not take
    /// @param lagSeconds how long the oldest of the pending has waited
    /// @param vectorsPending texts that wait for their vector
    public record Index(
            long pending, long refused, double lagSeconds, long vectorsPending, Optional<IndexState.Rebuild> rebuild) {}
}
