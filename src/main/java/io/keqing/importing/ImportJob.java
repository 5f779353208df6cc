package io.keqing.importing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One import, as people see it.
///
/// @param mapping JSON, with what was guessed once it has run
/// @param warnings how many values were written otherwise than the file says them; `notes` tells them by kind
/// @param lines number of the last line that was read
/// @param problems rejected values; a row may have several
/// @param message why it failed or stopped, for people
/// @param progress present while it runs
/// @param undoable whether it can be taken back now
/// @param undo how far it is taken back, null where nobody asked for it
public record ImportJob(
        long id,
        String fileName,
        long size,
        String type,
        String mapping,
        boolean dryRun,
        State state,
        Counts counts,
        Map<String, Counts> types,
        long warnings,
        List<Note> notes,
        long lines,
        long problems,
        @Nullable String message,
        String user,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        ImportProgress.@Nullable Snapshot progress,
        boolean undoable,
        ImportUndo.@Nullable State undo) {

    /// Where an import stands.
    public enum State {
        QUEUED,
        RUNNING,
        FINISHED,
        FAILED,
        CANCELLED;

        public boolean isOver() {
            return this == FINISHED || this == FAILED || this == CANCELLED;
        }
    }

    /// One kind of warning.
    ///
    /// @param line the first it happened on, 0 where it concerns the whole file
    /// @param value the first it happened to
    public record Note(String field, String rule, long count, long line, String value) {}
}
