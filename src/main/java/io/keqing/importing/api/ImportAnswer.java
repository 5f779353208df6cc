package io.keqing.importing.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.importing.Counts;
import io.keqing.importing.ImportJob;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One import, as programs read it.
///
/// @param state queued, running, finished, failed or cancelled
/// @param warnings how many values were written otherwise than the file says them; `notes` tells them by kind
/// @param types each type's counts
/// @param problems rejected values, each a line of `…/rejects`
/// @param undoable whether it can be taken back now
/// @param undo left out where nobody asked to take it back
/// @param mapping as it was given, with what was guessed
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ImportAnswer(
        long id,
        String fileName,
        long size,
        String type,
        String state,
        boolean dryRun,
        long read,
        long created,
        long updated,
        long unchanged,
        long skipped,
        long rejected,
        long warnings,
        long problems,
        long lines,
        Map<String, TypeCounts> types,
        List<Note> notes,
        @Nullable String message,
        String user,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Progress progress,
        boolean undoable,
        @Nullable Undo undo,
        @Nullable Map<String, Object> mapping) {

    /// Counts of one type of record.
    @Serdeable
    record TypeCounts(long read, long created, long updated, long unchanged, long skipped, long rejected) {
        static TypeCounts of(Counts counts) {
            return new TypeCounts(
                    counts.read(),
                    counts.created(),
                    counts.updated(),
                    counts.unchanged(),
                    counts.skipped(),
                    counts.rejected());
        }
    }

    /// How far it is taken back.
    ///
    /// @param state of the job that does it
    /// @param removed records that are gone, or known by their id only from now on
    /// @param restored records of which at least one value is what it was
    /// @param kept records and values that stay, each a line of `…/kept`
    @Serdeable
    record Undo(String state, long removed, long restored, long kept) {}

    /// One kind of warning.
    @Serdeable
    record Note(String field, String rule, long count, long line, String value) {}

    /// @param share of the whole work, 0 to 1
    /// @param secondsLeft by the pace until now, left out while there is none to speak of
    @Serdeable
    record Progress(
            long rowsRead,
            long rowsWritten,
            double share,
            double rowsPerSecond,
            double seconds,
            @Nullable Double secondsLeft) {}

    static ImportAnswer of(ImportJob job, @Nullable Map<String, Object> mapping) {
        Map<String, TypeCounts> types = new LinkedHashMap<>();
        job.types().forEach((type, counts) -> types.put(type, TypeCounts.of(counts)));
        var now = job.progress();
        var undo = job.undo();
        return new ImportAnswer(
                job.id(),
                job.fileName(),
                job.size(),
                job.type(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.dryRun(),
                job.counts().read(),
                job.counts().created(),
                job.counts().updated(),
                job.counts().unchanged(),
                job.counts().skipped(),
                job.counts().rejected(),
                job.warnings(),
                job.problems(),
                job.lines(),
                types,
                job.notes().stream()
                        .map(note -> new Note(note.field(), note.rule(), note.count(), note.line(), note.value()))
                        .toList(),
                job.message(),
                job.user(),
                job.queuedAt(),
                job.startedAt(),
                job.finishedAt(),
                now == null
                        ? null
                        : new Progress(
                                now.rowsRead(),
                                now.rowsWritten(),
                                now.share(),
                                now.rowsPerSecond(),
                                now.seconds(),
                                now.secondsLeft()),
                job.undoable(),
                undo == null
                        ? null
                        : new Undo(
                                undo.state().name().toLowerCase(Locale.ROOT),
                                undo.removed(),
                                undo.restored(),
                                undo.kept()),
                mapping);
    }
}
