package io.keqing.importing;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one import out, from `queued` to its end, and writes down what came of it.
@Singleton
final class ImportWork {
    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    static final String SAFE = "importing the same file again is safe: what is there already stays as it is";

    private final Importer importer;
    private final ImportRows rows;
    private final ImportRejectRows rejectRows;
    private final Database database;

    ImportWork(Importer importer, ImportRows rows, ImportRejectRows rejectRows, Database database) {
        this.importer = importer;
        this.rows = rows;
        this.rejectRows = rejectRows;
        this.database = database;
    }

    void run(long id, Path file, String fileName, Mapping mapping, boolean dryRun, ImportProgress progress) {
        if (rows.begin(id, Instant.now()) == 0) {
            return;
        }
        RejectLog rejects = new RejectLog(id, rejectRows, database);
        Importer.Task task = new Importer.Task(file, fileName, mapping, "import:" + id, dryRun);
        try {
            ImportResult result = importer.run(task, progress, rejects);
            if (rejects.isIncomplete()) {
                try (RowReader again = importer.open(task)) {
                    rejects.complete(again);
                }
            }
            rejects.flush();
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
            LOG.error("Import {} failed", id, e);
            fail(id, rejects, "The database failed; " + SAFE);
        } catch (RuntimeException | Error e) {
            LOG.error("Import {} failed", id, e);
            fail(id, rejects, "The portal failed and its log says why; " + SAFE);
            throw e;
        }
    }

    private void end(long id, ImportResult result, long problems) {
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
            rejects.flush();
        } finally {
            rows.fail(id, Instant.now(), message, rejects.count());
        }
    }
}
