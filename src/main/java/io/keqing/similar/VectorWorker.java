package io.keqing.similar;

import io.keqing.field.Field;
import io.keqing.job.Jobs;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.FollowUp;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.FilledBeside;
import io.keqing.search.IndexQueue;
import io.keqing.search.IndexState;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Address;
import io.keqing.search.TextIndex.Entry;
import io.keqing.similar.TextVectors.Held;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the vectors of texts in step, when nothing else is to be done: not while a job runs, not while the index has
/// something to take, on one thread of the lowest priority, and not at all while somebody has paused it. What it has
/// not come to yet is found by its words.
@Singleton
public final class VectorWorker implements FilledBeside {
    private static final Logger LOG = LoggerFactory.getLogger(VectorWorker.class);

    private final Database database;
    private final RecordStore store;
    private final RecordTypes types;
    private final TextQueue queue;
    private final TextVectors vectors;
    private final TextIndex index;
    private final IndexQueue indexQueue;
    private final IndexState indexState;
    private final Jobs jobs;
    private final boolean enabled;
    private final FollowUp work = new FollowUp("text-vectors", this::next);
    private volatile boolean prepared;
    private volatile boolean behind;
    private volatile boolean refilled;

    VectorWorker(
            Database database,
            RecordStore store,
            RecordTypes types,
            TextQueue queue,
            TextVectors vectors,
            TextIndex index,
            IndexQueue indexQueue,
            IndexState indexState,
            Jobs jobs,
            @Property(name = "keqing.vectors.enabled", defaultValue = "true") boolean enabled) {
        this.database = database;
        this.store = store;
        this.types = types;
        this.queue = queue;
        this.vectors = vectors;
        this.index = index;
        this.indexQueue = indexQueue;
        this.indexState = indexState;
        this.jobs = jobs;
        this.enabled = enabled;
    }

    /// How far the vectors are.
    ///
    /// @param state `off` (by configuration), `paused`, `waiting` (for something more urgent), `working`, `done`
    /// @param pending records to look at
    /// @param records that have a vector
    /// @param texts different texts among them
    public record Progress(String state, long pending, long records, long texts) {}

    @EventListener
    void start(ServerStartupEvent started) {
        if (enabled) {
            work.start();
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        work.stop();
    }

    public boolean enabled() {
        return enabled;
    }

    public Progress progress() {
        long pending = enabled ? queue.waiting() : 0;
        long[] counts = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select (select count(*) from text_entry), (select count(*) from text_vector)");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        });
        String state = !enabled
                ? "off"
                : paused() ? "paused" : pending == 0 ? "done" : somethingIsMoreUrgent() ? "waiting" : "working";
        return new Progress(state, pending, counts[0], counts[1]);
    }

    /// Records that wait for their vector; 0 where there are to be none.
    public long pending() {
        return enabled ? queue.waiting() : 0;
    }

    public boolean paused() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select paused from text_setting");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    /// For all portals on the database, until somebody says otherwise.
    public void pause(boolean paused) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update text_setting set paused = ?")) {
                update.setBoolean(1, paused);
                return update.executeUpdate();
            }
        });
        work.wake();
    }

    private boolean somethingIsMoreUrgent() {
        return indexQueue.backlog(null).documents() > 0 || indexState.rebuild().isPresent() || jobs.anyRunning();
    }

    /// @return whether there was something to do
    boolean next() {
        try {
            if (!indexState.prepared() || paused() || somethingIsMoreUrgent()) {
                return false;
            }
            prepareOnce();
            boolean worked = database.inTransaction(this::nextSlice);
            if (worked) {
                behind = true;
            } else if (behind) {
                index.refresh();
                if (refilled) {
                    vectors.forgetUnused();
                    refilled = false;
                }
                behind = false;
            }
            return worked;
        } catch (IndexUnavailableException e) {
            // the health tells of the outage; the rows stay in the queue
            LOG.debug("Vectors wait for the engine: {}", e.getMessage());
            return false;
        } catch (TextVectors.VectorsStopped e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// An index that lost vectors, or was never filled, is filled again: what is kept of it says how many it must have.
    private void prepareOnce() {
        if (prepared) {
            return;
        }
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        boolean made = index.prepare();
        long held = progress().records();
        if (held > 0 && (made || lacks(held))) {
            LOG.info("The index of vectors is filled again");
            refilled = true;
            queue.everything();
        }
        prepared = true;
    }

    private boolean lacks(long held) {
        index.refresh();
        return index.count() != held;
    }

    private boolean nextSlice(Connection transaction) throws SQLException {
        Optional<TextQueue.Slice> taken = TextQueue.take(transaction);
        if (taken.isEmpty()) {
            return false;
        }
        TextQueue.Slice slice = taken.get();
        RecordType type = types.get(slice.type());
        long version = nextVersion(transaction);
        Map<Integer, Held> before = TextVectors.held(transaction, slice.type(), slice.keys());
        Map<Document, ReadText> changed = new HashMap<>();
        Map<Integer, Held> after = new HashMap<>();
        for (Document document : store.load(transaction, type, slice.keys())) {
            ReadText.of(document).ifPresent(text -> {
                Held now = new Held(text.hash(), sign(document));
                after.put(document.key(), now);
                if (!now.equals(before.get(document.key()))) {
                    changed.put(document, text);
                }
            });
        }
        Map<UUID, float[]> made = vectors.of(changed.values());
        List<Entry> entries = new ArrayList<>();
        changed.forEach((document, text) -> entries.add(new Entry(
                document,
                text.text(),
                text.hash().toString(),
                text.model().space(),
                Objects.requireNonNull(made.get(text.hash())))));
        Set<Integer> gone = new TreeSet<>(before.keySet());
        gone.removeAll(after.keySet());
        index.put(
                version,
                entries,
                gone.stream().map(key -> new Address(slice.type(), key)).toList());
        TextVectors.release(transaction, slice.type(), gone);
        TextVectors.hold(transaction, slice.type(), after);
        TextVectors.forget(transaction, left(before.values(), after.values()));
        TextQueue.done(transaction, slice);
        return true;
    }

    private static Set<UUID> left(Collection<Held> before, Collection<Held> after) {
        Set<UUID> left = new HashSet<>();
        before.forEach(held -> left.add(held.hash()));
        after.forEach(held -> left.remove(held.hash()));
        return left;
    }

    /// Of what the index keeps beside the vector.
    private static long sign(Document document) {
        long sign = 0;
        for (Field<?> field : document.fields().fields()) {
            if (TextIndex.FILTERS.contains(field.name())) {
                Object value = document.value(field);
                sign = 31 * sign + (value == null ? 0 : value.toString().hashCode());
            }
        }
        return sign;
    }

    private static long nextVersion(Connection connection) throws SQLException {
        try (PreparedStatement next = connection.prepareStatement("select nextval('document_version')");
                ResultSet row = next.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void refill() {
        if (enabled) {
            refilled = true;
            queue.everything();
            work.wake();
        }
    }
}
