package io.keqing.report;

import io.keqing.job.Webhooks;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who took how much out of the house. A large file is told to the log and to every webhook, with no
/// word of what was searched for.
@Singleton
public final class ExportLog implements TakenAway {
    /// The event that webhooks are told.
    static final String EVENT = "export.large";

    private static final Logger LOG = LoggerFactory.getLogger(ExportLog.class);
    private static final int MOST_LISTED = 1_000;

    private final Database database;
    private final Webhooks webhooks;
    private final long large;

    /// @param large records from which on a file is a large one
    ExportLog(
            Database database,
            Webhooks webhooks,
            @Property(name = "keqing.report.large", defaultValue = "10000") long large) {
        this.database = database;
        this.webhooks = webhooks;
        this.large = large;
    }

    /// @param what a template, or the type of a download
    /// @param rows records in the file
    /// @param report its number, null for a download that was made while somebody waited
    public record Export(
            Instant at,
            String user,
            List<Role> roles,
            String what,
            String format,
            long rows,
            long bytes,
            String sha256,
            @Nullable Long report,
            boolean large) {}

    @Override
    public void add(Viewer viewer, String what, ExportFormat format, Made made, long bytes, @Nullable Long report) {
        boolean isLarge = made.rows() >= large;
        database.inTransaction(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into export_log (user_name, roles, what, "
                            + "format, rows, bytes, sha256, report, large) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, viewer.name());
                insert.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                viewer.roles().stream().map(Role::name).sorted().toArray()));
                insert.setString(3, what);
                insert.setString(4, format.ending());
                insert.setLong(5, made.rows());
                insert.setLong(6, bytes);
                insert.setString(7, made.sha256());
                insert.setObject(8, report);
                insert.setBoolean(9, isLarge);
                insert.executeUpdate();
            }
            if (isLarge) {
                webhooks.tell(
                        connection,
                        EVENT,
                        "{\"user\":\"%s\",\"what\":\"%s\",\"format\":\"%s\",\"rows\":%d}"
                                .formatted(escaped(viewer.name()), what, format.ending(), made.rows()));
            }
            return 1;
        });
        LOG.info("{} took away {} records of {} as {}", viewer.name(), made.rows(), what, format.ending());
        if (isLarge) {
            LOG.warn("{} records left the house, taken by {}", made.rows(), viewer.name());
        }
    }

    private static String escaped(String name) {
        return new String(
                com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(name));
    }

    /// The latest, newest first.
    public List<Export> latest() {
        return database.read(connection -> {
            List<Export> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select at, user_name, roles, what, format, rows, bytes, sha256, report, large from export_log "
                                    + "order by id desc limit " + MOST_LISTED);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Export(
                            row.getTimestamp(1).toInstant(),
                            row.getString(2),
                            Arrays.stream((String[]) row.getArray(3).getArray())
                                    .map(Role::valueOf)
                                    .toList(),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getString(8),
                            row.getObject(9, Long.class),
                            row.getBoolean(10)));
                }
            }
            return found;
        });
    }
}
