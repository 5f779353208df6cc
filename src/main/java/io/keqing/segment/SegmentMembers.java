package io.keqing.segment;

import io.keqing.field.Sensitivity;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.Segments;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Answers `in:segment(ID)` from who was found last, never by asking anew: a segment may stand in the question of
/// another.
@Singleton
final class SegmentMembers implements Segments {
    private final EvaluationTable evaluations;

    SegmentMembers(EvaluationTable evaluations) {
        this.evaluations = evaluations;
    }

    @Override
    public Optional<RoaringBitmap> members(String id, Viewer viewer) {
        long segment;
        try {
            segment = Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            return Optional.empty(); // no segment is called so
        }
        return evaluations
                .at(segment, Instant.now(), Masking.searches(Sensitivity.PERSONAL, viewer))
                .map(evaluations::members);
    }
}
