package io.keqing.search;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the index fares, as this portal sees it.
@Singleton
public final class IndexState {
    private volatile boolean prepared;
    private volatile @Nullable String problem;
    private volatile @Nullable Rebuild rebuild;

    /// @param done documents put into the new index so far
    /// @param total records there are
    public record Rebuild(String type, long done, long total) {}

    /// Whether the indices are there and searches can be asked.
    public boolean prepared() {
        return prepared;
    }

    /// Why the index does not keep up, empty where it does.
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    public Optional<Rebuild> rebuild() {
        return Optional.ofNullable(rebuild);
    }

    void markPrepared() {
        prepared = true;
    }

    void up() {
        problem = null;
    }

    /// @return whether this is news
    boolean down(@Nullable String message) {
        boolean news = problem == null;
        problem = message == null ? "the index does not answer" : message;
        return news;
    }

    void rebuilding(@Nullable Rebuild now) {
        rebuild = now;
    }
}
