package io.keqing.importing;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Imports as jobs: started here, carried out by a few workers, to be looked at and stopped while they run. An import
/// whose portal dies ends as `failed`; its file may be imported again, since staging and writing follow one order.
@Singleton
public final class ImportJobs {
    private static final Duration SILENT = Duration.ofMinutes(2);
    private static final int MOST_LISTED = 1_000;
    private static final int PAGE = 1_000;
    private static final long STOP_SECONDS = 8;

    private final ImportRows rows;
    private final ImportRejectRows rejects;
    private final ImportFiles files;
    private final ImportWork work;
    private final ExecutorService workers;
    private final Map<Long, ImportProgress> running = new ConcurrentHashMap<>();
    private final Instant born = Instant.now();

    ImportJobs(ImportRows rows, ImportRejectRows rejects, ImportFiles files, ImportWork work, ImportSettings settings) {
        this.rows = rows;
        this.rejects = rejects;
        this.files = files;
        this.work = work;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(settings.workers(), task -> {
            Thread thread = new Thread(task, "import-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /// Imports that an earlier life of this portal left unfinished, and their files.
    @EventListener
    void clearUp(StartupEvent event) {
        sweep();
        files.clear(born);
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
            Path kept = files.of(id);
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
            ImportProgress progress = new ImportProgress(size);
            running.put(id, progress);
            workers.execute(() -> {
                try {
                    work.run(id, kept, fileName, mapping, dryRun, progress);
                } finally {
                    running.remove(id);
                    files.delete(kept);
                }
            });
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + fileName + " can't be taken over", e);
        }
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

    public Optional<ImportJob> find(long id) {
        return rows.findById(id).map(this::job);
    }

    /// How far an import of this portal is; empty for one that is over.
    public Optional<ImportProgress.Snapshot> progress(long id) {
        return Optional.ofNullable(running.get(id)).map(ImportProgress::snapshot);
    }

    /// Stops an import before its next chunk. What is written stays.
    ///
    /// @return whether it was still to be stopped
    public boolean cancel(long id, Viewer viewer) {
        requireAdmin(viewer);
        ImportProgress progress = running.get(id);
        if (progress == null || find(id).map(job -> job.state().isOver()).orElse(true)) {
            return false;
        }
        progress.cancel();
        rows.cancelQueued(id, Instant.now(), "Cancelled before it began; nothing was written");
        return true;
    }

    /// Writes all rejects of an import as CSV: line, column, value, rule, and the row under the file's own header.
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

    /// Tells the table that this portal is alive and how far it is, and gives up what a dead portal left.
    @Scheduled(fixedDelay = "2s", initialDelay = "2s")
    void beat() {
        running.forEach((id, progress) ->
                rows.beat(id, Instant.now(), progress.snapshot().rowsRead()));
    }

    @Scheduled(fixedDelay = "1m", initialDelay = "1m")
    void sweep() {
        Instant now = Instant.now();
        rows.failAbandoned(
                files.portal(),
                born,
                now.minus(SILENT),
                now,
                "The portal stopped while this import was running; " + ImportWork.SAFE);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        running.values().forEach(ImportProgress::cancel);
        workers.shutdown();
        if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            workers.shutdownNow();
        }
    }

    private ImportJob job(ImportRow row) {
        long id = Objects.requireNonNull(row.id());
        ImportProgress.@Nullable Snapshot now = progress(id).orElse(null);
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
                now);
    }

    private static void requireAdmin(Viewer viewer) {
        if (!viewer.is(Role.ADMIN)) {
            throw new SecurityException("only ADMIN may import, " + viewer.name() + " is " + viewer.roles());
        }
    }
}
