package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Many records of one type, given one after another as lines: each sets only the fields it has, null and empty values
/// keep what was there. Nothing is written before [#write]. Use within one thread and close it.
public final class RecordBatch implements AutoCloseable {
    /// So many problems are told; all are counted.
    static final int TOLD = 1_000;

    private final RecordType type;
    private final Viewer viewer;
    private final RecordWriter writer;
    private final RunTimeRegistry registry;
    private final List<Field<?>> mapped;
    private final Staging staging;
    private final SortedSet<String> sources = new TreeSet<>();
    private final RunTimeGuesses guesses = new RunTimeGuesses();
    private final List<Rejection> problems = new ArrayList<>();
    private long read;
    private long rejected;

    RecordBatch(RecordType type, Viewer viewer, RecordWriter writer, RunTimeRegistry registry) {
        this.type = type;
        this.viewer = viewer;
        this.writer = writer;
        this.registry = registry;
        this.mapped = type.fields().stored();
        this.staging =
                writer.stage(StagingPlan.upsert(type, mapped, RecordEditor.cause(viewer), StagingPlan.Empty.KEEP));
    }

    /// What became of a batch.
    ///
    /// @param problems the first thousand: what was rejected, and what was written otherwise than it was said
    public record Report(
            long read, long created, long updated, long unchanged, long rejected, List<Rejection> problems) {}

    /// Takes in one record, its source and id among its values. What breaks a rule is noted and left out.
    ///
    /// @param line where it stands, counted from 1
    public void add(long line, Map<String, ?> given) {
        RecordId id = identity(line, given);
        if (id == null) {
            return;
        }
        GivenRecord record = GivenRecord.read(type, id, given, line, new GivenRecord.Manner(true, viewer));
        if (!record.problems().isEmpty()) {
            reject(record.problems());
            return;
        }
        read++;
        record.warnings().forEach(this::tell);
        RunTimeRegistry.see(guesses, type, record.values()::get);
        sources.add(id.source());
        for (int i = 0; i < mapped.size(); i++) {
            staging.set(i, record.values().get(mapped.get(i)));
        }
        staging.aliases(record.aliases());
        staging.endRow(line, id);
    }

    /// Notes a line that could not even be read.
    public void unreadable(long line, String value, String rule) {
        reject(List.of(new Rejection(line, "", Rejection.shortened(value), rule)));
    }

    private void reject(List<Rejection> why) {
        read++;
        rejected++;
        why.forEach(this::tell);
    }

    private void tell(Rejection problem) {
        if (problems.size() < TOLD) {
            problems.add(problem);
        }
    }

    private @Nullable RecordId identity(long line, Map<String, ?> given) {
        String source = RecordFields.SOURCE.name();
        String id = RecordFields.ID.name();
        for (String name : List.of(source, id)) {
            if (!(given.get(name) instanceof String)) {
                reject(List.of(new Rejection(
                        line, name, Rejection.shortened(String.valueOf(given.get(name))), "must be given as a text")));
                return null;
            }
        }
        try {
            return new RecordId(String.valueOf(given.get(source)), String.valueOf(given.get(id)));
        } catch (IllegalArgumentException e) {
            reject(List.of(new Rejection(
                    line,
                    String.valueOf(e.getMessage()).startsWith(source) ? source : id,
                    "",
                    String.valueOf(e.getMessage()))));
            return null;
        }
    }

    /// Writes everything that was taken in.
    ///
    /// @throws DatabaseException where PostgreSQL is gone: what is written stays, giving the batch again is
    ///     harmless
    public Report write() {
        registry.register(
                type,
                sources.size() == 1 ? new RunTimeOrigin(sources.first(), null) : RunTimeOrigin.NONE,
                guesses.guesses());
        WriteCounts counts = writer.write(staging, new RecordWriter.Progress() {
            @Override
            public boolean committed(WriteCounts soFar) {
                return true;
            }

            @Override
            public void rejected(Rejection rejection) {
                tell(rejection);
            }

            @Override
            public void warned(Rejection warning) {
                tell(warning);
            }
        });
        problems.sort(java.util.Comparator.comparingLong(Rejection::line));
        return new Report(
                read,
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                rejected + counts.rejected(),
                List.copyOf(problems));
    }

    @Override
    public void close() {
        staging.close();
    }
}
