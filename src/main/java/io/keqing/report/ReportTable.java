package io.keqing.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.job.Job;
import io.keqing.job.Jobs;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.report.Report.Content;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of reports.
@Singleton
final class ReportTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_LISTED = 500;

    private final Database database;
    private final Jobs jobs;

    ReportTable(Database database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /// Hands a report in: its row and its job are there together or not at all.
    long add(ReportRequest request, @Nullable Report again, String portal, String kind, Viewer viewer) {
        return database.inTransaction(connection -> {
            long job = jobs.submit(connection, kind, request.json(), portal, viewer);
            return insert(connection, job, request, again, null, viewer.name());
        });
    }

    /// The row of a job that a schedule handed in, made when the job first runs.
    long ofSchedule(long job, ReportRequest request, String schedule, String owner) {
        return database.inTransaction(connection -> insert(connection, job, request, null, schedule, owner));
    }

    private static long insert(
            Connection connection,
            long job,
            ReportRequest request,
            @Nullable Report again,
            @Nullable String schedule,
            String owner)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into report (job, template, request, owner, schedule, "
                        + "again_of, as_of, caught_up) values (?, ?, ?::jsonb, ?, ?, ?, ?, ?) returning id")) {
            insert.setLong(1, job);
            insert.setString(2, request.template());
            insert.setString(3, request.json());
            insert.setString(4, owner);
            insert.setString(5, schedule);
            insert.setObject(6, again == null ? null : again.id());
            insert.setTimestamp(7, again == null ? null : timestamp(again.asOf()));
            insert.setBoolean(8, again == null || again.caughtUp());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Optional<Report> ofJob(long job) {
        return database.read(connection -> select(connection, "where job = ?", job)).stream()
                .findFirst();
    }

    Optional<Report> find(long id) {
        return database.read(connection -> select(connection, "where id = ?", id)).stream()
                .findFirst();
    }

    /// The latest of a person, newest first; of everybody where no name is given.
    List<Report> latest(@Nullable String owner) {
        return database.read(connection -> owner == null
                ? select(connection, "order by id desc limit ?", MOST_LISTED)
                : select(connection, "where owner = ? order by id desc limit " + MOST_LISTED, owner));
    }

    /// Made by this portal, and older than a number of days.
    List<Report> past(String portal, int days) {
        return database.read(connection -> select(
                connection,
                "where portal = ? and removed_at is null and made_at < now() - make_interval(days => ?) "
                        + "order by id limit 1000",
                portal,
                days));
    }

    /// Notes that a portal has begun: what another had found is not in its folder.
    void begin(long id, String portal, Viewer viewer) {
        update(
                "update report set found = case when portal is null or portal = ? then found else '{}' end, portal = ?, "
                        + "roles = ?, started_at = coalesce(started_at, clock_timestamp()) where id = ?",
                portal,
                portal,
                viewer.roles().stream().map(Role::name).sorted().toArray(String[]::new),
                id);
    }

    void moment(long id, Moment moment) {
        update(
                "update report set as_of = ?, caught_up = ? where id = ?",
                timestamp(moment.at()),
                moment.caughtUp(),
                id);
    }

    Set<Integer> found(long id) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select found from report where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Set.of((Integer[]) row.getArray(1).getArray()) : Set.<Integer>of();
                }
            }
        });
    }

    void found(long id, int part) {
        update("update report set found = array_append(found, ?) where id = ? and not ? = any (found)", part, id, part);
    }

    void made(long id, String fileName, String mediaType, long bytes, Made made, boolean again) {
        update(
                "update report set file_name = ?, media_type = ?, rows = ?, absent = ?, bytes = ?, sha256 = ?, "
                        + "figures_sha256 = ?, figures = ?::jsonb, losses = ?::jsonb, differing = ?, "
                        + "differences = ?::jsonb, made_at = clock_timestamp() where id = ?",
                fileName,
                mediaType,
                made.rows(),
                made.absent(),
                bytes,
                made.sha256(),
                made.figuresSha256(),
                json(made.figures()),
                json(made.losses().counts()),
                again ? made.differing() : null,
                json(made.differences()),
                id);
    }

    List<String> figures(long id) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select figures from report where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? read(row.getString(1), new TypeReference<List<String>>() {}, List.of())
                            : List.<String>of();
                }
            }
        });
    }

    void removed(long id) {
        update("update report set removed_at = coalesce(removed_at, clock_timestamp()) where id = ?", id);
    }

    private void update(String sql, @Nullable Object... values) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                set(connection, update, values);
                return update.executeUpdate();
            }
        });
    }

    private static void set(Connection connection, PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] several) {
                statement.setArray(i + 1, connection.createArrayOf("text", several));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    /// Jobs are looked up before what they made: one that has finished has its file then.
    private List<Report> select(Connection connection, String which, Object... values) throws SQLException {
        Map<Long, Job> states = new HashMap<>(jobs.all(jobsOf(connection, which, values)));
        Map<Long, Function<Job, Report>> found = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select id, job, request, owner, roles, portal, "
                + "schedule, again_of, as_of, caught_up, asked_at, started_at, removed_at, file_name, media_type, rows, "
                + "absent, bytes, sha256, figures_sha256, losses, differing, differences, made_at from report "
                + which)) {
            set(connection, select, values);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong("job"), read(row));
                }
            }
        }
        Set<Long> since = new HashSet<>(found.keySet());
        since.removeAll(states.keySet());
        states.putAll(jobs.all(since));
        List<Report> reports = new ArrayList<>();
        found.forEach((job, report) -> reports.add(report.apply(Objects.requireNonNull(states.get(job)))));
        return reports;
    }

    private static Set<Long> jobsOf(Connection connection, String which, Object... values) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("select job from report " + which)) {
            set(connection, select, values);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    private static Function<Job, Report> read(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        ReportRequest request = ReportRequest.of(row.getString("request"));
        String owner = row.getString("owner");
        Set<Role> roles = Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(Role::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        String portal = row.getString("portal");
        String schedule = row.getString("schedule");
        Long again = row.getObject("again_of", Long.class);
        Instant asOf = instant(row, "as_of");
        boolean caughtUp = row.getBoolean("caught_up");
        Instant asked = row.getTimestamp("asked_at").toInstant();
        Instant started = instant(row, "started_at");
        Content content = content(row);
        Instant removed = instant(row, "removed_at");
        return job -> new Report(
                id, job, request, owner, roles, portal, schedule, again, asOf, caughtUp, asked, started, content,
                removed);
    }

    private static @Nullable Content content(ResultSet row) throws SQLException {
        Instant madeAt = instant(row, "made_at");
        return madeAt == null
                ? null
                : new Content(
                        row.getString("file_name"),
                        row.getString("media_type"),
                        row.getLong("rows"),
                        row.getLong("absent"),
                        row.getLong("bytes"),
                        row.getString("sha256"),
                        row.getString("figures_sha256"),
                        read(row.getString("losses"), new TypeReference<LinkedHashMap<String, Long>>() {}, Map.of()),
                        row.getObject("differing", Long.class),
                        read(row.getString("differences"), new TypeReference<List<Difference>>() {}, List.of()),
                        madeAt);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a report keeps must be JSON", e);
        }
    }

    private static <T> T read(@Nullable String json, TypeReference<? extends T> type, T none) {
        try {
            return json == null ? none : JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a report keeps must be JSON", e);
        }
    }
}
