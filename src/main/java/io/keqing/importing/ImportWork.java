package io.keqing.importing;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.record.RunTimeField;
import io.keqing.search.IndexQueue;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one import out, from `queued` to its end, and writes down what came of it.
@Singleton
final class ImportWork {
    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    private static final int KEYS = 10_000;
    static final String SAFE = "importing the same file again is safe: what is there already stays as it is";

    private final Importer importer;
    private final ImportRows rows;
    private final ImportRejectRows rejectRows;
    private final Database database;
    private final IndexQueue queue;

    ImportWork(Importer importer, ImportRows rows, ImportRejectRows rejectRows, Database database, IndexQueue queue) {
        this.importer = importer;
        this.rows = rows;
        this.rejectRows = rejectRows;
        this.database = database;
        this.queue = queue;
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
            reindex(result.demoted());
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

    /// Fields that turned out to be texts stand in the index as numbers or days: their records are looked at again.
    private void reindex(List<RunTimeField> demoted) {
        for (RunTimeField field : demoted) {
            int after = 0;
            int[] keys = keys(field, after);
            while (keys.length > 0) {
                queue.add(field.type(), keys);
                after = keys[keys.length - 1];
                keys = keys(field, after);
            }
        }
    }

    private int[] keys(RunTimeField field, int after) {
        String table = importer.tableOf(field.type());
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select key from " + table
                    + " where jsonb_exists(" + field.holder() + ", ?) and key > ? order by key limit " + KEYS)) {
                select.setString(1, field.name());
                select.setInt(2, after);
                List<Integer> keys = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        keys.add(row.getInt(1));
                    }
                }
                return keys.stream().mapToInt(Integer::intValue).toArray();
            }
        });
    }
}
