package io.keqing.report;

import io.keqing.job.Job;
import io.keqing.privacy.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A report that was asked for, and what became of it.
///
/// @param job how far it is
/// @param roles in force when it was made
/// @param portal has its file
/// @param schedule by which it came, null where somebody asked for it
/// @param againOf the report that it repeats
/// @param asOf the moment of its records; null until it begins
/// @param caughtUp whether the search index knew everything of then
/// @param made what is in its file; null until it is made
/// @param removedAt when its file was taken away
public record Report(
        long id,
        Job job,
        ReportRequest request,
        String owner,
        Set<Role> roles,
        @Nullable String portal,
        @Nullable String schedule,
        @Nullable Long againOf,
        @Nullable Instant asOf,
        boolean caughtUp,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Content made,
        @Nullable Instant removedAt) {

    /// What is in a file.
    ///
    /// @param rows records
    /// @param absent records that came after its moment or are gone, and so are not in it
    /// @param sha256 of its records, by which it is compared with another
    /// @param figuresSha256 of its figures, null where it has none
    /// @param losses what its kind of file could not hold as it was, by what it is: counts above 0
    /// @param differing how much is not as in the report it repeats; null where it repeats none
    /// @param differences the first of them
    public record Content(
            String fileName,
            String mediaType,
            long rows,
            long absent,
            long bytes,
            String sha256,
            @Nullable String figuresSha256,
            Map<String, Long> losses,
            @Nullable Long differing,
            List<Difference> differences,
            Instant madeAt) {}

    /// Whether there is a file to be had.
    public boolean hasFile() {
        return made != null && removedAt == null;
    }
}
