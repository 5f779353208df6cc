package io.keqing.importing;

import io.keqing.importing.file.CsvText;
import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.InvalidFile;
import io.keqing.importing.file.RowReader;
import io.keqing.job.JobInterrupted;
import io.keqing.job.JobRun;
import io.keqing.job.JobWork;
import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.search.IndexHolds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries imports out, from `queued` to their end, and writes down what came of them. One whose
/// portal died is read again and goes on behind the last chunk that was committed.
@Singleton
final class ImportWork implements JobWork {
    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    static final String KIND = "import";
    static final String SAFE = "importing the same file again is safe: what is there already stays as it is";

    private final Importer importer;
    private final Mappings mappings;
    private final ImportRows rows;
    private final ImportRejectRows rejectRows;
    private final ImportFiles files;
    private final Database database;
    private final IndexHolds holds;
    private final int atOnce;
    private final Map<Long, ImportProgress> running = new ConcurrentHashMap<>();

    ImportWork(
            Importer importer,
            Mappings mappings,
            ImportRows rows,
            ImportRejectRows rejectRows,
            ImportFiles files,
            Database database,
            IndexHolds holds,
            ImportSettings settings) {
        this.importer = importer;
        this.mappings = mappings;
        this.rows = rows;
        this.rejectRows = rejectRows;
        this.files = files;
        this.database = database;
        this.holds = holds;
        this.atOnce = settings.workers();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    /// Who may import was asked when the file was given.
    @Override
    public boolean asOwner() {
        return false;
    }

    /// How far an import is that this portal works on.
    Optional<ImportProgress.Snapshot> progress(long id) {
        return Optional.ofNullable(running.get(id)).map(ImportProgress::snapshot);
    }

    @Override
    public void run(JobRun run) {
        long id = Long.parseLong(run.payload());
        ImportRow row = rows.findById(id).orElseThrow();
        if (rows.begin(id, Instant.now()) > 0) {
            ImportProgress progress = new ImportProgress(row.size(), row.dryRun(), run::proceed);
            running.put(id, progress);
            try {
                run(id, row, progress);
            } finally {
                running.remove(id);
            }
        }
        files.delete(files.of(id));
    }

    private void run(long id, ImportRow row, ImportProgress progress) {
        RejectLog rejects = new RejectLog(id, rejectRows, database);
        try {
            ImportAccount account = ImportAccount.open(id, database);
            Importer.Task task = new Importer.Task(
                    files.of(id), row.fileName(), mappings.read(row.mapping()), cause(id), row.dryRun());
            if (!row.dryRun()) {
                holds.open(cause(id));
            }
            ImportResult result = importer.run(task, progress, rejects, row.dryRun() ? null : account);
            try (RowReader again = importer.open(task)) {
                rejects.complete(again);
            }
            end(id, result, rejects.count());
        } catch (InvalidFile e) {
            rejects.whole(e.line(), e.column(), e.getMessage());
            fail(id, rejects, e.getMessage() + "; nothing was written");
        } catch (InvalidMapping e) {
            rejects.whole(0, "", e.getMessage());
            fail(id, rejects, e.getMessage() + "; nothing was written");
        } catch (IOException e) {
            LOG.warn("Import {} can't read its file: {}", id, e.toString());
            fail(id, rejects, "The file can't be read: " + e.getMessage() + "; " + SAFE);
        } catch (DatabaseException e) {
            if (e.isOutage()) {
                throw e;
            }
            LOG.error("Import {} failed", id, e);
            fail(id, rejects, "The database failed; " + SAFE);
        } catch (JobInterrupted e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("Import {} failed", id, e);
            fail(id, rejects, "The portal failed and its log says why; " + SAFE);
            throw e;
        }
    }

    private static String cause(long id) {
        return "import:" + id;
    }

    private void end(long id, ImportResult result, long problems) {
        holds.end(cause(id));
        Counts counts = result.main();
        List<ImportJob.Note> notes = result.warnings().kinds().stream()
                .map(tally -> new ImportJob.Note(
                        tally.field(), tally.rule(), tally.count(), tally.line(), CsvText.excerpt(tally.value())))
                .toList();
        rows.end(
                id,
                result.cancelled() ? "cancelled" : "finished",
                result.mapping().json(),
                CsvText.row(result.header()),
                counts.read(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.skipped(),
                counts.rejected(),
                result.warnings().total(),
                result.lines(),
                problems,
                ImportJobJson.write(result.types()),
                ImportJobJson.write(notes),
                result.cancelled() ? "Cancelled; what was written until then stays, and " + SAFE : "",
                Instant.now());
    }

    /// The reason is written down even where the rejects can't be.
    private void fail(long id, RejectLog rejects, String message) {
        try {
            holds.end(cause(id));
            rejects.flush();
        } finally {
            rows.fail(id, Instant.now(), message, rejectRows.countByImportId(id));
            files.delete(files.of(id));
        }
    }
}
