package io.keqing.segment;

import io.keqing.privacy.Viewer;
import io.keqing.search.Segments;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Finds the people whose figures are asked for.
@Singleton
public final class Populations {
    private final CustomerSegments segments;
    private final Segments members;

    Populations(CustomerSegments segments, Segments members) {
        this.segments = segments;
        this.members = members;
    }

    /// @param source whose customers; of all sources without
    /// @param segment only its members, as they were found last
    /// @throws SegmentRefusal where the viewer has no such segment, or it was never worked out
    public Population of(@Nullable String source, @Nullable Long segment, Viewer viewer) {
        if (segment == null) {
            return source == null ? Population.ALL : new Population(source, null);
        }
        segments.one(segment, viewer);
        return new Population(
                source,
                members.members(Long.toString(segment), viewer)
                        .orElseThrow(
                                () -> SegmentRefusal.rule("segment must be one that was worked out, was " + segment)));
    }
}
