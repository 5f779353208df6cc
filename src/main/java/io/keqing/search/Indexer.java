package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.keqing.record.Document;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeFields;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index in step: takes keys off the queue, draws a version, THEN reads the records as they
/// are and puts them. Whoever read later has the higher version and wins, over any number of workers and
/// portals. An entry leaves the queue with the transaction that saw the engine acknowledge it.
///
/// What was put can be found after a refresh. The worker that empties the queue refreshes before its entry leaves, so
/// that nothing pending means everything found; while there is always more, once in [#REFRESH_NANOS], because every
/// refresh makes a small segment that the engine has to merge later.
@Singleton
@Requires(property = "keqing.indexer.enabled", notEquals = "false")
final class Indexer {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    private static final int WORKERS = 2;
    private static final long IDLE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;
    static final long REFRESH_NANOS = 5_000_000_000L;

    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;
    private final RunTimeFields runTimeFields;
    private final IndexQueue queue;
    private final IndexWriter writer;
    private final IndexState state;
    private final IndexRebuild rebuild;
    private final List<Thread> workers = new ArrayList<>();
    private final AtomicLong refreshed = new AtomicLong(System.nanoTime());
    private volatile boolean stopping;

    Indexer(
            Database database,
            RecordStore store,
            RecordTypes types,
            RunTimeFields runTimeFields,
            IndexQueue queue,
            IndexWriter writer,
            IndexState state,
            IndexRebuild rebuild) {
        this.database = database;
        this.store = store;
        this.types = types;
        this.runTimeFields = runTimeFields;
        this.queue = queue;
        this.writer = writer;
        this.state = state;
        this.rebuild = rebuild;
    }

    @EventListener
    void start(ServerStartupEvent started) {
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofPlatform().name("indexer-" + i).daemon().start(this::work));
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        workers.forEach(Thread::interrupt);
        for (Thread worker : workers) {
            worker.join(5_000);
        }
    }

    private void work() {
        long pause = 500;
        while (!stopping) {
            try {
                prepareOnce();
                boolean worked = database.inTransaction(this::indexNext);
                state.up();
                pause = 500;
                if (!worked) {
                    queue.await(IDLE_MILLIS);
                }
            } catch (IndexUnavailableException | DatabaseException e) {
                if (!stopping && state.down(e.getMessage())) {
                    LOG.warn("The index waits: {}", e.getMessage());
                }
                pause = sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("An index entry failed and is tried again", e);
                state.down(String.valueOf(e.getMessage()));
                pause = sleep(pause);
            }
        }
    }

    private long sleep(long pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }

    private void prepareOnce() {
        synchronized (state) {
            if (!state.prepared()) {
                boolean outdated = writer.prepare(types.all());
                state.markPrepared();
                if (outdated) {
                    LOG.info(
                            "The index was made by another version of its mapping: it is rebuilt, and serves meanwhile");
                    rebuild.start();
                }
            }
        }
    }

    private boolean indexNext(Connection transaction) throws SQLException {
        List<IndexQueue.Entry> entries = queue.take(transaction);
        if (entries.isEmpty()) {
            return false;
        }
        if (entries.getFirst().dependants()) {
            indexDependants(transaction, entries.getFirst());
        } else {
            for (RecordType type : types.all()) {
                Set<Integer> keys = entries.stream()
                        .filter(entry -> entry.type().equals(type.name()))
                        .flatMapToInt(entry -> Arrays.stream(entry.keys()))
                        .boxed()
                        .collect(Collectors.toSet());
                index(transaction, type, keys);
            }
        }
        long last = refreshed.get();
        boolean due = System.nanoTime() - last > REFRESH_NANOS && refreshed.compareAndSet(last, System.nanoTime());
        if (queue.isEmptyWithout(transaction, entries) || due) {
            types.all().forEach(writer::refresh);
            refreshed.set(System.nanoTime());
        }
        queue.remove(transaction, entries);
        return true;
    }

    private void indexDependants(Connection transaction, IndexQueue.Entry entry) throws SQLException {
        RecordType source = types.get(entry.type());
        List<Integer> keys = Arrays.stream(entry.keys()).boxed().toList();
        for (RecordType type : types.referringTo(source)) {
            for (Field<?> reference : type.references()) {
                if (!((ValueKind.Reference) reference.kind()).to().equals(source.name())) {
                    continue;
                }
                int after = 0;
                List<Integer> page;
                do {
                    page = store.referring(type, reference, keys, after, IndexQueue.MOST_KEYS);
                    index(transaction, type, page);
                    after = page.isEmpty() ? after : page.getLast();
                } while (page.size() == IndexQueue.MOST_KEYS);
            }
        }
    }

    private void index(Connection transaction, RecordType type, java.util.Collection<Integer> keys)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        runTimeFields.refresh(type.name());
        long version = nextVersion(transaction);
        List<Document> found = store.load(transaction, type, keys);
        Set<Integer> gone = new HashSet<>(keys);
        found.forEach(document -> gone.remove(document.key()));
        List<IndexWriter.Refused> refused = writer.put(type, version, found, gone);
        IndexRefusals.replace(transaction, type, keys, refused);
    }

    static long nextVersion(Connection connection) throws SQLException {
        try (PreparedStatement next = connection.prepareStatement("select nextval('document_version')");
                ResultSet row = next.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
