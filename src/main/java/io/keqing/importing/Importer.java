package io.keqing.importing;

import io.keqing.importing.file.FileNote;
import io.keqing.importing.file.FilePart;
import io.keqing.importing.file.FileParts;
import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.Row;
import io.keqing.importing.file.RowReader;
import io.keqing.importing.file.RowReaders;
import io.keqing.importing.value.VisibleText;
import io.keqing.record.RecordTypes;
import io.keqing.record.RecordWriter;
import io.keqing.record.Rejection;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeName;
import io.keqing.record.RunTimeOrigin;
import io.keqing.record.RunTimeRegistry;
import io.keqing.record.RunTimeScope;
import io.keqing.record.Staging;
import io.keqing.record.WriteCounts;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a file with a mapping into one staging table per type of record, then lets [RecordWriter] write them,
/// what is referred to first. Nothing is written before the whole file was read: a file that turns out to be
/// unreadable leaves no trace.
@Singleton
final class Importer {
    private static final int PROGRESS_EVERY = 500;

    private final RecordWriter writer;
    private final RecordTypes types;
    private final RunTimeRegistry runTimeRegistry;
    private final ImportSettings settings;
    private final String currency;

    /// @param currency the portal's own, which a sign of several countries means where it may
    Importer(
            RecordWriter writer,
            RecordTypes types,
            RunTimeRegistry runTimeRegistry,
            ImportSettings settings,
            @Property(name = "keqing.currency", defaultValue = "CNY") String currency) {
        this.currency = currency;
        this.writer = writer;
        this.types = types;
        this.runTimeRegistry = runTimeRegistry;
        this.settings = settings;
    }

    /// What is to be done.
    ///
    /// @param fileName as people know it
    /// @param cause written to every row: `import:12`
    /// @param dryRun reads and checks, writes nothing
    record Task(Path file, String fileName, Mapping mapping, String cause, boolean dryRun) {}

    /// @param rejects hears every reject of the reading
    /// @param account of what is committed, null for a dry run
    /// @throws InvalidFile where the file can't be imported as it is; nothing was written
    /// @throws InvalidMapping where the mapping can't be followed; nothing was written
    /// @throws io.keqing.record.DatabaseException where PostgreSQL fails: chunks before it stay
    ImportResult run(Task task, ImportProgress progress, Consumer<Reject> rejects, @Nullable ImportAccount account)
            throws IOException {
        Warnings warnings = new Warnings();
        FileBinding binding;
        HabitsGuess.Found habits;
        try (RowReader rows = open(task)) {
            binding = FileBinding.of(task.mapping(), rows, types);
            for (String name : rows.header()) {
                if (name.length() > TypeBinding.LONGEST_NAME) {
                    warnings.add("", "the long name of a column was cut", 0, name);
                }
            }
            habits = HabitsGuess.of(binding, rows);
        }
        habits.remarks().kinds().forEach(warnings::add);
        binding = binding.withCurrencies(habits.withCurrency());
        try (RowReader rows = open(task);
                Targets targets = new Targets()) {
            ZoneId zone = task.mapping().zone() == null
                    ? settings.zone()
                    : task.mapping().zone();
            for (TypeBinding part : binding.parts()) {
                Habits own = new Habits(
                        habits.dateOrder(),
                        habits.saidOrder(),
                        part.mapping().zone() == null ? zone : part.mapping().zone(),
                        currency,
                        habits.columns());
                RowFiller filler = new RowFiller(part, own, warnings);
                targets.add(filler, account == null ? null : writer.stage(part.plan(task.cause())));
            }
            long lines = read(rows, targets, progress, rejects, warnings);
            if (task.mapping().format().sheet() == null && rows.sheets().size() > 1) {
                String sheet = rows.format().sheet();
                FilePart read = new FilePart(sheet == null ? "" : sheet, rows.header(), 0, true);
                note(
                        FileParts.notes(
                                FileParts.of(task.file(), task.fileName(), settings, read, rows.sheets()), read),
                        warnings);
            }
            if (account != null && !progress.isCancelled()) {
                account.names(warnings, own -> {
                    targets.all.forEach(target -> register(target.filler(), task.cause(), own));
                    return own;
                });
                write(binding, targets, progress, warnings, account);
            }
            Map<String, Counts> byType = new LinkedHashMap<>();
            for (Target target : targets.all) {
                byType.merge(
                        target.filler().binding().type().name(), target.filler().counts(), Counts::plus);
            }
            return new ImportResult(
                    binding.main().mapping(),
                    rows.format(),
                    rows.header(),
                    targets.all.getFirst().filler().counts(),
                    byType,
                    lines,
                    warnings,
                    progress.isCancelled());
        }
    }

    RowReader open(Task task) throws IOException {
        return RowReaders.open(task.file(), task.fileName(), task.mapping().format(), settings);
    }

    private static void note(List<FileNote> notes, Warnings warnings) {
        notes.forEach(note -> warnings.add("", note.rule(), note.line(), note.value(), note.count()));
    }

    private static long read(
            RowReader rows, Targets targets, ImportProgress progress, Consumer<Reject> rejects, Warnings warnings)
            throws IOException {
        long count = 0;
        long line = 0;
        for (Row row = rows.next(); row != null && !progress.isCancelled(); row = rows.next()) {
            count++;
            line = row.line();
            if (row.cleaned() > 0) {
                warnings.add("", "characters that are no text were cleaned", line, "", row.cleaned());
            }
            if (row.fault() == null && row.cells().size() < rows.header().size()) {
                warnings.add("", "rows with fewer columns than the header", line, row.cell(0));
            }
            for (String cell : row.cells()) {
                if (VisibleText.isWrapped(cell)) {
                    warnings.add("", "what keeps spreadsheets from changing a text was taken off", line, cell);
                }
            }
            for (Target target : targets.all) {
                target.filler().take(row, target.staging(), rejects);
            }
            if (count % PROGRESS_EVERY == 0) {
                progress.read(count, rows.bytesRead());
            }
        }
        progress.read(count, rows.bytesRead());
        note(rows.notes(), warnings);
        if (OtherTables.areThere(rows)) {
            note(List.of(OtherTables.note(rows)), warnings);
        }
        return line;
    }

    /// Makes the names that the file brought known, before anything is written that an index would not
    /// understand.
    private void register(RowFiller filler, String cause, Warnings warnings) {
        TypeBinding binding = filler.binding();
        Map<String, Answer> answers = binding.answersByName();
        Map<RunTimeScope, Map<String, RunTimeFields.Guess>> guesses =
                filler.guesses().guesses();
        guesses.forEach((scope, byName) -> {
            if (scope.holder().equals("answers")) {
                byName.replaceAll((name, guess) -> said(guess, answers.get(name)));
            }
        });
        RunTimeFields.Ensured ensured =
                runTimeRegistry.register(binding.type(), new RunTimeOrigin(binding.source(), cause), guesses);
        for (String name : ensured.beyond()) {
            warnings.add(
                    "",
                    "columns that are kept but not searchable: at most %,d of one source or survey are"
                            .formatted(RunTimeFields.MOST),
                    0,
                    name);
        }
        for (String name : ensured.dropped()) {
            warnings.add("", "columns that are kept but not searchable: somebody dropped their fields", 0, name);
        }
        for (RunTimeName name : ensured.rescaled()) {
            Answer answer = answers.get(name.name());
            warnings.add(
                    place(name),
                    "was on the scale %s and is on %s from now on"
                            .formatted(name.scale(), answer == null ? null : answer.scale()),
                    0,
                    "");
        }
        for (RunTimeName name : ensured.demoted()) {
            String before = name.field().kind().name().toLowerCase(Locale.ROOT);
            warnings.add(place(name), "was a " + before + " and is a text from now on", 0, "");
        }
        for (RunTimeName name : ensured.apart()) {
            warnings.add(
                    place(name),
                    "is another question than in other surveys, found as "
                            + name.field().fullName(),
                    0,
                    "");
        }
    }

    private static RunTimeFields.Guess said(RunTimeFields.Guess guess, @Nullable Answer answer) {
        return answer == null
                ? guess
                : new RunTimeFields.Guess(
                        guess.kind(),
                        guess.sensitivity(),
                        answer.label() == null ? guess.label() : answer.label(),
                        answer.scale());
    }

    private static String place(RunTimeName name) {
        return name.scope().holder() + "." + name.name();
    }

    private void write(
            FileBinding binding, Targets targets, ImportProgress progress, Warnings warnings, ImportAccount account) {
        List<TypeBinding> order = binding.inOrderOfWriting(types);
        long before = 0;
        for (int part = 0; part < order.size(); part++) {
            Target target = targets.of(order.get(part));
            Staging staging = target.staging();
            if (staging == null || progress.isCancelled()) {
                continue;
            }
            progress.writtenBefore(before + account.counts(part).total());
            Warnings own = new Warnings();
            WriteCounts now = writer.write(
                    staging, account.after(part), new Hearing(order.get(part), part, before, account, progress, own));
            account.repeatWarnings(part, warnings);
            own.kinds().forEach(warnings::add);
            WriteCounts written = account.counts(part).plus(now);
            before += written.total();
            target.filler().counts(target.filler().counts().with(written));
        }
    }

    /// Passes on what the writer tells.
    private record Hearing(
            TypeBinding part,
            int number,
            long before,
            ImportAccount account,
            ImportProgress progress,
            Warnings warnings)
            implements RecordWriter.Progress {
        @Override
        public void committing(Connection transaction, RecordWriter.Chunk chunk) throws SQLException {
            account.note(transaction, number, part.isMain(), chunk, this::column);
        }

        @Override
        public boolean committed(WriteCounts soFar) {
            progress.written(before + account.counts(number).total() + soFar.total());
            return !progress.isCancelled();
        }

        @Override
        public void rejected(Rejection rejection) {
            // the account has it, from the transaction of its chunk
        }

        @Override
        public void warned(Rejection warning) {
            warnings.add(warning.field(), warning.rule(), warning.line(), warning.value());
        }

        private String column(String field) {
            Origin origin = part.mapping().fields().get(field);
            return origin == null ? field : String.join(" + ", origin.columns());
        }
    }

    private record Target(RowFiller filler, @Nullable Staging staging) {}

    /// The staging tables of one file; each is a connection of its own.
    private static final class Targets implements AutoCloseable {
        private final List<Target> all = new ArrayList<>();
        private final Map<TypeBinding, Target> byPart = new HashMap<>();

        void add(RowFiller filler, @Nullable Staging staging) {
            Target target = new Target(filler, staging);
            all.add(target);
            byPart.put(filler.binding(), target);
        }

        Target of(TypeBinding part) {
            return Objects.requireNonNull(byPart.get(part));
        }

        @Override
        public void close() {
            Deque<Staging> open = new ArrayDeque<>();
            all.stream().map(Target::staging).filter(Objects::nonNull).forEach(open::add);
            closeAll(open);
        }

        private static void closeAll(Deque<Staging> open) {
            if (!open.isEmpty()) {
                try (Staging next = open.pop()) {
                    closeAll(open);
                }
            }
        }
    }
}
