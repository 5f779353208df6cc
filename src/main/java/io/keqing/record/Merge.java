package io.keqing.record;

import io.keqing.field.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody's decision that two records are one.
///
/// @param keep the record that lives on, as it was called then
/// @param away the record whose id is an alias of it since
/// @param written the fields of the survivor that took the other's value; none once it is undone
/// @param undoneAt null while it stands
public record Merge(
        long id,
        RecordId keep,
        RecordId away,
        String user,
        Instant at,
        List<String> written,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt) {

    /// Whose value a field shall have.
    public enum Side {
        KEEP,
        AWAY
    }

    /// What taking a merge back did.
    ///
    /// @param restored fields of the survivor that have again what they had before
    /// @param kept fields that stay as they are, because somebody or a later merge wrote them since
    /// @param moved by type, how many records point to the restored one again
    public record Undone(Merge merge, List<String> restored, List<String> kept, java.util.Map<String, Integer> moved) {}
}
