package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// The saved groups of customers, for `in:segment(ID)`. The bean is of the room that keeps them; without one
/// there are no segments.
@FunctionalInterface
public interface Segments {
    Segments NONE = (id, viewer) -> Optional.empty();

    /// The keys of the customers in it, empty where there is no such segment for the viewer. Nobody changes
    /// them.
    Optional<RoaringBitmap> members(String id, Viewer viewer);
}
