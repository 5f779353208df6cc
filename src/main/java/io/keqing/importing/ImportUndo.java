package io.keqing.importing;

import io.keqing.importing.file.CsvText;
import io.keqing.job.Job;
import io.keqing.job.JobRun;
import io.keqing.job.JobWork;
import io.keqing.job.JobWorkers;
import io.keqing.job.Jobs;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.RecordUndo;
import io.keqing.record.RunTimeUpkeep;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes imports back: what they created goes, what they changed becomes what it was where nobody has changed it
/// since, and the rest is listed. A job like the import itself, on whichever portal.
@Singleton
public final class ImportUndo implements JobWork {
    /// As long as history is kept.
    static final Duration LATEST = Duration.ofDays(30);

    private static final String KIND = "import-undo";
    private static final int PAGE = 1_000;
    private static final String COLUMNS = "type,source,id,field,reason\r\n";

    private final ImportRows rows;
    private final RecordUndo undo;
    private final Jobs jobs;
    private final Database database;
    private final RunTimeUpkeep upkeep;

    ImportUndo(ImportRows rows, RecordUndo undo, Jobs jobs, Database database, RunTimeUpkeep upkeep) {
        this.upkeep = upkeep;
        this.rows = rows;
        this.undo = undo;
        this.jobs = jobs;
        this.database = database;
    }

    /// How far an import is taken back.
    ///
    /// @param removed records that are gone, or known by their id only from now on
    /// @param restored records of which at least one value is what it was
    /// @param kept records and values that stay, each a line of `…/kept`
    public record State(Job.State state, long removed, long restored, long kept) {}

    /// Why an import can't be taken back.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /// Takes an import back. One that is being taken back, or was, is left to that; one whose taking back failed
    /// or was cancelled is taken up again.
    ///
    /// @throws Refused where it is not over, wrote nothing, or is older than [#LATEST]
    /// @throws SecurityException where the viewer is no ADMIN
    void start(long id, JobWorkers workers, Viewer viewer) {
        if (!viewer.is(Role.ADMIN)) {
            throw new SecurityException("only ADMIN may take imports back, " + viewer.name() + " is " + viewer.roles());
        }
        database.inTransaction(connection -> {
            ImportRow row = lock(connection, id);
            requireUndoable(row);
            Long before = row.undoJob();
            Job.State state =
                    before == null ? null : jobs.find(before).map(Job::state).orElse(null);
            if (state == null || state == Job.State.FAILED || state == Job.State.CANCELLED) {
                long job = jobs.submit(connection, KIND, Long.toString(id), null, viewer);
                try (PreparedStatement update =
                        connection.prepareStatement("update import set undo_job = ? where id = ?")) {
                    update.setLong(1, job);
                    update.setLong(2, id);
                    update.executeUpdate();
                }
            }
            return id;
        });
        workers.wake();
    }

    private ImportRow lock(Connection connection, long id) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select from import where id = ? for update")) {
            lock.setLong(1, id);
            lock.execute();
        }
        return rows.findById(id).orElseThrow();
    }

    /// Whether [#start] would take it.
    static boolean isUndoable(ImportRow row) {
        try {
            requireUndoable(row);
            return row.undoJob() == null;
        } catch (Refused e) {
            return false;
        }
    }

    private static void requireUndoable(ImportRow row) {
        Instant finished = row.finishedAt();
        if (finished == null) {
            throw new Refused("Import " + row.id() + " is not over; cancel it first");
        }
        if (row.dryRun()) {
            throw new Refused("Import " + row.id() + " was a dry run and has written nothing");
        }
        if (finished.isBefore(Instant.now().minus(LATEST))) {
            throw new Refused("Import " + row.id() + " ended more than " + LATEST.toDays()
                    + " days ago; what it changed is not known any more");
        }
    }

    /// Empty for an import that nobody has asked to take back.
    Optional<State> state(ImportRow row) {
        Long job = row.undoJob();
        return job == null
                ? Optional.empty()
                : jobs.find(job)
                        .map(found -> new State(
                                found.state(), row.undoRemoved(), row.undoRestored(), rows.countKept(row.requireId())));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /// Who may take back was asked when it was asked for.
    @Override
    public boolean asOwner() {
        return false;
    }

    @Override
    public void run(JobRun run) {
        long id = Long.parseLong(run.payload());
        undo.undo("import:" + id, "undo:" + id, new RecordUndo.Account() {
            private long done;

            @Override
            public void note(Connection transaction, RecordUndo.Step step) throws SQLException {
                count(transaction, id, step);
                keep(transaction, id, step.kept());
            }

            @Override
            public void committed(RecordUndo.Step step) {
                done += step.removed() + step.restored() + step.kept().size();
                run.step(done, 0);
            }
        });
        rows.undone(id, Instant.now());
        freeFields();
    }

    /// Fields that came with imports which are undone, and that no record uses any more, are free for others. While
    /// an import runs they stay: it may have seen their names and not yet written its records. The next undoing
    /// frees them.
    private void freeFields() {
        List<String> causes = database.read(connection -> {
            List<String> undone = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select 'import:' || id as cause from import "
                            + "where undone_at is not null "
                            + "and not exists (select from import where state in ('queued', 'running'))");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    undone.add(row.getString("cause"));
                }
            }
            return undone;
        });
        upkeep.free(causes);
    }

    private static void count(Connection transaction, long id, RecordUndo.Step step) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement("update import set undo_removed = undo_removed + ?, "
                        + "undo_restored = undo_restored + ? where id = ?")) {
            update.setInt(1, step.removed());
            update.setInt(2, step.restored());
            update.setLong(3, id);
            update.executeUpdate();
        }
    }

    private static void keep(Connection transaction, long id, List<RecordUndo.Kept> kept) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into import_kept (import_id, type, source, id, field, reason) values (?, ?, ?, ?, ?, ?) "
                        + "on conflict do nothing")) {
            for (RecordUndo.Kept one : kept) {
                insert.setLong(1, id);
                insert.setString(2, one.type().name());
                insert.setString(3, one.id().source());
                insert.setString(4, one.id().id());
                insert.setString(5, one.field());
                insert.setString(6, one.reason());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// Writes what stays of an import that was taken back, as CSV.
    ///
    /// @throws SecurityException where the viewer is no ADMIN
    void writeKept(long id, Viewer viewer, Writer out) throws IOException {
        if (!viewer.is(Role.ADMIN)) {
            throw new SecurityException("only ADMIN may see it, " + viewer.name() + " is " + viewer.roles());
        }
        out.write(COLUMNS);
        List<String> after = List.of("", "", "", "");
        List<List<String>> page = page(id, after);
        while (!page.isEmpty()) {
            for (List<String> row : page) {
                out.write(CsvText.row(row) + "\r\n");
            }
            after = page.getLast().subList(0, 4);
            page = page(id, after);
        }
    }

    private List<List<String>> page(long id, List<String> after) {
        return database.read(connection -> {
            List<List<String>> page = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select type, source, id, field, reason "
                    + "from import_kept where import_id = ? and (type, source, id, field) > (?, ?, ?, ?) "
                    + "order by type, source, id, field limit " + PAGE)) {
                select.setLong(1, id);
                for (int i = 0; i < after.size(); i++) {
                    select.setString(i + 2, after.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        page.add(List.of(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)));
                    }
                }
            }
            return page;
        });
    }
}
