package io.keqing.search;

import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeFields;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds every index anew beside the serving one and swaps them in one step: search is never empty.
/// While it walks, the queue feeds both.
@Singleton
public final class IndexRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
    private static final int PAGE = 2_500;
    private static final int LOCK_CLASS = 27505;
    private static final int LOCK = 2001;

    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;
    private final RunTimeFields runTimeFields;
    private final IndexWriter writer;
    private final IndexCheck check;
    private final IndexState state;
    private final List<FilledBeside> besides;
    private final AtomicBoolean running = new AtomicBoolean();

    IndexRebuild(
            Database database,
            RecordStore store,
            RecordTypes types,
            RunTimeFields runTimeFields,
            IndexWriter writer,
            IndexCheck check,
            IndexState state,
            List<FilledBeside> besides) {
        this.besides = besides;
        this.database = database;
        this.store = store;
        this.types = types;
        this.runTimeFields = runTimeFields;
        this.writer = writer;
        this.check = check;
        this.state = state;
    }

    /// Starts a rebuild of all types in the background.
    ///
    /// @return false where one is running already
    public boolean start() {
        if (!running.compareAndSet(false, true)) {
            return false;
        }
        Thread.ofPlatform().name("index-rebuild").daemon().start(() -> {
            try {
                if (!alone(() -> types.all().forEach(this::rebuild))) {
                    LOG.info("Another portal rebuilds the index");
                    return;
                }
                check.repair();
                besides.forEach(FilledBeside::refill);
            } catch (RuntimeException e) {
                LOG.error("The rebuild stopped; the index before goes on serving", e);
                state.down("rebuild stopped: " + e.getMessage());
            } finally {
                state.rebuilding(null);
                running.set(false);
            }
        });
        return true;
    }

    /// Does the work unless another portal on this database is at it: two of them would take each other's new
    /// index away. The lock goes with its connection, so a portal that dies holds up nobody.
    private boolean alone(Runnable work) {
        return database.inTransaction(transaction -> {
            try (PreparedStatement lock = transaction.prepareStatement("select pg_try_advisory_xact_lock(?, ?)")) {
                lock.setInt(1, LOCK_CLASS);
                lock.setInt(2, LOCK);
                try (ResultSet row = lock.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return false;
                    }
                }
            }
            work.run();
            return true;
        });
    }

    public boolean isRunning() {
        return running.get();
    }

    private void rebuild(RecordType type) {
        long total = store.count(type);
        state.rebuilding(new IndexState.Rebuild(type.name(), 0, total));
        runTimeFields.refresh(type.name());
        writer.beginRebuild(type);
        boolean finished = false;
        try {
            int after = 0;
            long done = 0;
            List<Document> page;
            do {
                long version = database.read(Indexer::nextVersion);
                page = store.after(type, after, PAGE);
                if (!page.isEmpty()) {
                    List<Integer> keys = page.stream().map(Document::key).toList();
                    List<IndexWriter.Refused> refused = writer.putRebuilt(type, version, page);
                    database.inTransaction(transaction -> {
                        IndexRefusals.replace(transaction, type, keys, refused);
                        return keys.size();
                    });
                    after = page.getLast().key();
                    done += page.size();
                    state.rebuilding(new IndexState.Rebuild(type.name(), done, Math.max(total, done)));
                }
            } while (!page.isEmpty());
            writer.finishRebuild(type);
            finished = true;
        } finally {
            if (!finished) {
                writer.abandonRebuild(type);
            }
        }
    }
}
