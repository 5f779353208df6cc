package io.keqing.importing;

import io.keqing.importing.file.CorrectedRejects;
import io.keqing.importing.file.CsvText;
import io.keqing.job.JobWorkers;
import io.keqing.job.Jobs;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports as jobs: started here, to be looked at and stopped while they run, from whichever portal. One whose
/// portal dies goes on when that portal is back.
@Singleton
public final class ImportJobs {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
    private static final int MOST_LISTED = 1_000;
    private static final int PAGE = 1_000;
    private static final Duration EACH_SWEEP = Duration.ofSeconds(10);
    /// A check is asked after by whoever made it, and by nobody later.
    private static final Duration CHECKS_KEPT = Duration.ofDays(1);

    private final ImportRows rows;
    private final ImportRejectRows rejects;
    private final ImportFiles files;
    private final ImportWork work;
    private final Jobs jobs;
    private final JobWorkers workers;
    private final Database database;
    private final ImportUndo undo;
    private final TaskScheduler timer;
    private final Instant born = Instant.now();
    private volatile @Nullable ScheduledFuture<?> sweeping;

    ImportJobs(
            ImportRows rows,
            ImportRejectRows rejects,
            ImportFiles files,
            ImportWork work,
            Jobs jobs,
            JobWorkers workers,
            Database database,
            ImportUndo undo,
            @Named(TaskExecutors.SCHEDULED) TaskScheduler timer) {
        this.rows = rows;
        this.rejects = rejects;
        this.files = files;
        this.work = work;
        this.jobs = jobs;
        this.workers = workers;
        this.database = database;
        this.undo = undo;
        this.timer = timer;
    }

    /// What an earlier life of this portal left that is no open import's.
    @EventListener
    void clearUp(StartupEvent event) {
        rows.failUnqueued(
                files.portal(),
                born,
                Instant.now(),
                "The portal stopped before it had taken the file over; nothing was written");
        files.clear(born, rows.open(files.portal()));
        sweeping = timer.scheduleWithFixedDelay(EACH_SWEEP, EACH_SWEEP, this::sweep);
    }

    /// Takes a file over and imports it as soon as a worker is free.
    ///
    /// @param file is moved; the caller's no longer
    /// @return the number of the import
    /// @throws SecurityException where the viewer is no ADMIN
    public long start(Path file, String fileName, Mapping mapping, Viewer viewer) {
        return start(file, fileName, mapping, false, viewer);
    }

    /// @param dryRun reads and checks the file, writes nothing
    public long start(Path file, String fileName, Mapping mapping, boolean dryRun, Viewer viewer) {
        requireAdmin(viewer);
        try {
            long size = Files.size(file);
            ImportRow row = rows.save(ImportRow.queued(fileName, size, mapping, dryRun, viewer.name(), files.portal()));
            long id = Objects.requireNonNull(row.id());
            files.keep(file, id);
            submit(id, viewer);
            workers.wake();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + fileName + " can't be taken over", e);
        }
    }

    /// Checks a file and leaves it to the caller, who may import it later.
    public long dryRun(Path file, String fileName, Mapping mapping, Viewer viewer) {
        requireAdmin(viewer);
        try {
            return start(files.copy(file), fileName, mapping, true, viewer);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + fileName + " can't be copied", e);
        }
    }

    private void submit(long id, Viewer viewer) {
        database.inTransaction(connection -> {
            long job = jobs.submit(connection, ImportWork.KIND, Long.toString(id), workers.portal(), viewer);
            try (var update = connection.prepareStatement("update import set job = ? where id = ?")) {
                update.setLong(1, job);
                update.setLong(2, id);
                return update.executeUpdate();
            }
        });
    }

    /// Saves what is uploaded where [#start] takes it from.
    public Path save(InputStream upload, Viewer viewer) {
        requireAdmin(viewer);
        return files.save(upload);
    }

    /// Deletes what [#save] has saved, where it is not imported after all.
    public void discard(Path saved) {
        files.delete(saved);
    }

    /// The latest imports, newest first.
    public List<ImportJob> list() {
        return rows.latest(MOST_LISTED).stream().map(this::job).toList();
    }

    /// The latest imports that were to write something, newest first.
    public List<ImportJob> written(int most) {
        return rows.latestWritten(most).stream().map(this::job).toList();
    }

    public Optional<ImportJob> find(long id) {
        return rows.findById(id).map(this::job);
    }

    /// Stops an import before its next chunk. What is written stays.
    ///
    /// @return whether it was still to be stopped
    public boolean cancel(long id, Viewer viewer) {
        requireAdmin(viewer);
        // an import is over a moment before its job is
        Long job = rows.findById(id)
                .filter(row -> row.finishedAt() == null)
                .map(ImportRow::job)
                .orElse(null);
        if (job == null || !jobs.cancel(job)) {
            return false;
        }
        workers.wake();
        rows.followJobs(Instant.now());
        return true;
    }

    /// Takes an import back, see [ImportUndo].
    ///
    /// @throws ImportUndo.Refused where that can't be
    public void undo(long id, Viewer viewer) {
        undo.start(id, workers, viewer);
    }

    /// Writes what stays of an import that was taken back, as CSV.
    public void writeKept(long id, Viewer viewer, Writer out) throws IOException {
        undo.writeKept(id, viewer, out);
    }

    /// The first values that were refused, in the order of the file.
    public List<Refused> refused(long id, int most, Viewer viewer) {
        requireAdmin(viewer);
        return rejects.page(id, -1, 0, most).stream()
                .map(row -> new Refused(row.line(), row.field(), row.value(), row.rule()))
                .toList();
    }

    /// A value that was refused.
    ///
    /// @param line where its row starts, 0 where it concerns the whole file
    /// @param column as the file calls it
    public record Refused(long line, String column, String value, String rule) {}

    /// Writes all rejects of an import as CSV: line, column, value, rule, and the row under the file's own
    /// header.
    public void writeRejects(long id, Viewer viewer, Writer out) throws IOException {
        requireAdmin(viewer);
        String header = rows.findById(id).map(ImportRow::header).orElse(null);
        out.write(String.join(",", CorrectedRejects.COLUMNS) + "," + (header == null ? "row" : header) + "\r\n");
        long line = -1;
        long after = 0;
        List<ImportRejectRow> page = rejects.page(id, line, after, PAGE);
        while (!page.isEmpty()) {
            for (ImportRejectRow row : page) {
                String first = row.line() == 0 ? "" : Long.toString(row.line());
                out.write(CsvText.row(List.of(first, row.field(), row.value(), row.rule())));
                out.write(row.row() == null || row.row().isEmpty() ? "\r\n" : "," + row.row() + "\r\n");
            }
            ImportRejectRow last = page.getLast();
            line = last.line();
            after = Objects.requireNonNull(last.id());
            page = rejects.page(id, line, after, PAGE);
        }
    }

    @PreDestroy
    void stop() {
        if (sweeping != null) {
            sweeping.cancel(false);
        }
    }

    /// Imports whose jobs were given up, and accounts of those that are over.
    void sweep() {
        try {
            rows.followJobs(Instant.now());
            rows.clearAccounts();
            rows.dropChecks(Instant.now().minus(CHECKS_KEPT));
        } catch (DataAccessException | ConnectionException e) {
            // a timer gives up what has thrown once
            LOG.warn("Imports are looked after when the database is back: {}", e.getMessage());
        }
    }

    private ImportJob job(ImportRow row) {
        long id = Objects.requireNonNull(row.id());
        ImportProgress.@Nullable Snapshot now = work.progress(id).orElse(null);
        long read = now == null ? row.read() : Math.max(row.read(), now.rowsRead());
        return new ImportJob(
                id,
                row.fileName(),
                row.size(),
                row.type(),
                row.mapping(),
                row.dryRun(),
                ImportJob.State.valueOf(row.state().toUpperCase(Locale.ROOT)),
                new Counts(read, row.created(), row.updated(), row.unchanged(), row.skipped(), row.rejected()),
                ImportJobJson.types(row.types()),
                row.warnings(),
                ImportJobJson.notes(row.notes()),
                row.lines(),
                row.problems(),
                row.message() == null || row.message().isEmpty() ? null : row.message(),
                row.userName(),
                row.queuedAt(),
                row.startedAt(),
                row.finishedAt(),
                now,
                ImportUndo.isUndoable(row),
                undo.state(row).orElse(null));
    }

    private static void requireAdmin(Viewer viewer) {
        if (!viewer.is(Role.ADMIN)) {
            throw new SecurityException("only ADMIN may import, " + viewer.name() + " is " + viewer.roles());
        }
    }
}
