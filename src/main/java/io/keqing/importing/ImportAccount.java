package io.keqing.importing;

import io.keqing.record.Database;
import io.keqing.record.RecordWriter;
import io.keqing.record.Rejection;
import io.keqing.record.WriteCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What of one import is committed, kept in the transactions that commit it: a portal that takes the import up
/// after a crash goes on behind the last chunk and ends with the very counts, rejects and warnings of an import
/// that was never broken off.
final class ImportAccount {
    /// Not a part of the file: what was warned of when the names of the file were made known.
    private static final int NAMES = -1;

    private final long importId;
    private final Database database;
    private final Map<Integer, Part> parts = new HashMap<>();

    /// What an earlier run has committed of one part of the file.
    private record Part(RecordWriter.Position end, WriteCounts counts, List<Warnings.Tally> warnings) {}

    private ImportAccount(long importId, Database database) {
        this.importId = importId;
        this.database = database;
    }

    /// Opens the account of an import, and forgets what was refused in a reading that is now repeated.
    static ImportAccount open(long importId, Database database) {
        ImportAccount account = new ImportAccount(importId, database);
        database.inTransaction(connection -> {
            account.load(connection);
            return account;
        });
        return account;
    }

    private void load(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from import_reject where import_id = ? and part is null")) {
            delete.setLong(1, importId);
            delete.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select part, chunk, mark, created, updated, unchanged, rejected, warnings from import_chunk "
                        + "where import_id = ? order by part, chunk")) {
            select.setLong(1, importId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    WriteCounts counts =
                            new WriteCounts(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7));
                    Part chunk = new Part(
                            new RecordWriter.Position(row.getInt(2), row.getLong(3)),
                            counts,
                            ImportJobJson.tallies(row.getString(8)));
                    parts.merge(row.getInt(1), chunk, ImportAccount::behind);
                }
            }
        }
    }

    private static Part behind(Part before, Part next) {
        List<Warnings.Tally> warnings = new ArrayList<>(before.warnings);
        warnings.addAll(next.warnings);
        return new Part(next.end, before.counts.plus(next.counts), warnings);
    }

    /// Behind which chunk a part goes on, null from its beginning.
    RecordWriter.@Nullable Position after(int part) {
        Part before = parts.get(part);
        return before == null ? null : before.end;
    }

    /// What an earlier run has committed of a part, as long as this one did not begin it anew.
    WriteCounts counts(int part) {
        Part before = parts.get(part);
        return before == null ? WriteCounts.NONE : before.counts;
    }

    /// Repeats what was warned of while an earlier run wrote a part.
    void repeatWarnings(int part, Warnings warnings) {
        Part before = parts.get(part);
        if (before != null) {
            before.warnings.forEach(warnings::add);
        }
    }

    /// Makes names known, once: an earlier run that came so far has told what there was to tell.
    void names(Warnings warnings, UnaryOperator<Warnings> register) {
        Warnings own = register.apply(new Warnings());
        if (parts.containsKey(NAMES)) {
            repeatWarnings(NAMES, warnings);
            return;
        }
        own.kinds().forEach(warnings::add);
        database.inTransaction(connection -> {
            insert(connection, NAMES, false, new RecordWriter.Position(0, 0), WriteCounts.NONE, own);
            return own;
        });
    }

    /// Notes a chunk in its own transaction.
    ///
    /// @param isMain it is of the file's main type, whose counts are those of the import
    /// @param column the file's name for a field
    void note(Connection transaction, int part, boolean isMain, RecordWriter.Chunk chunk, UnaryOperator<String> column)
            throws SQLException {
        if (chunk.end().chunk() == 0) {
            // from the beginning, maybe because the rows are others than an earlier run had
            parts.remove(part);
            forget(transaction, "import_chunk", part);
            forget(transaction, "import_reject", part);
        }
        Warnings warnings = new Warnings();
        chunk.warnings()
                .forEach(warning -> warnings.add(warning.field(), warning.rule(), warning.line(), warning.value()));
        insert(transaction, part, isMain, chunk.end(), chunk.counts(), warnings);
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into import_reject (import_id, part, line, field, value, rule) values (?, ?, ?, ?, ?, ?)")) {
            for (Rejection rejection : chunk.rejections()) {
                insert.setLong(1, importId);
                insert.setInt(2, part);
                insert.setLong(3, rejection.line());
                insert.setString(4, column.apply(rejection.field()));
                insert.setString(5, rejection.rule().equals(RejectLog.ERASED) ? "" : rejection.value());
                insert.setString(6, rejection.rule());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void forget(Connection transaction, String table, int part) throws SQLException {
        try (PreparedStatement delete =
                transaction.prepareStatement("delete from " + table + " where import_id = ? and part = ?")) {
            delete.setLong(1, importId);
            delete.setInt(2, part);
            delete.executeUpdate();
        }
    }

    private void insert(
            Connection transaction,
            int part,
            boolean isMain,
            RecordWriter.Position end,
            WriteCounts counts,
            Warnings warnings)
            throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into import_chunk (import_id, part, chunk, mark, created, updated, unchanged, rejected, warnings, "
                        + "main) values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)")) {
            insert.setLong(1, importId);
            insert.setInt(2, part);
            insert.setInt(3, end.chunk());
            insert.setLong(4, end.mark());
            insert.setLong(5, counts.created());
            insert.setLong(6, counts.updated());
            insert.setLong(7, counts.unchanged());
            insert.setLong(8, counts.rejected());
            insert.setString(9, ImportJobJson.write(warnings.kinds()));
            insert.setBoolean(10, isMain);
            insert.executeUpdate();
        }
    }
}
