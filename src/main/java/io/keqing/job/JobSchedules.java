package io.keqing.job;

import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.micronaut.scheduling.cron.CronExpression;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/// Jobs that come round again, by name. Whichever portal looks first hands the job in; a time that
/// passed while no portal ran is made up for once, however many times were missed.
@Singleton
public final class JobSchedules {
    private final Database database;
    private final Jobs jobs;

    JobSchedules(Database database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /// A job that comes round again.
    ///
    /// @param payload JSON, for the work alone
    /// @param cron five fields: minute, hour, day of the month, month, day of the week
    /// @param zone in which they are meant: 8 o'clock stays 8 o'clock when clocks are put forward
    /// @param next when it is handed in next
    public record Schedule(
            String name, String kind, String owner, String payload, String cron, ZoneId zone, Instant next) {}

    /// Sets or changes a schedule. Its work is done as `owner`, with the roles they have then.
    ///
    /// @throws IllegalArgumentException where `cron` can't be read or never comes
    public Schedule put(String name, String kind, String payload, String cron, ZoneId zone, Viewer owner) {
        Schedule schedule =
                new Schedule(name, kind, owner.name(), payload, cron, zone, next(cron, zone, Instant.now()));
        database.inTransaction(connection -> {
            try (PreparedStatement put =
                    connection.prepareStatement("insert into job_schedule (name, kind, owner, payload, "
                            + "cron, zone, next_at) values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (name) do update set "
                            + "kind = excluded.kind, owner = excluded.owner, payload = excluded.payload, cron = excluded.cron, "
                            + "zone = excluded.zone, next_at = excluded.next_at")) {
                put.setString(1, name);
                put.setString(2, kind);
                put.setString(3, owner.name());
                put.setString(4, payload);
                put.setString(5, cron);
                put.setString(6, zone.getId());
                put.setTimestamp(7, Timestamp.from(schedule.next));
                return put.executeUpdate();
            }
        });
        return schedule;
    }

    /// @return whether there was such a schedule; jobs it has handed in stay
    public boolean remove(String name) {
        return database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from job_schedule where name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /// All schedules, by name.
    public List<Schedule> list() {
        return database.read(connection -> select(connection, "order by name"));
    }

    /// Hands in what is due.
    ///
    /// @return how many jobs
    int submitDue() {
        return database.inTransaction(connection -> {
            List<Schedule> due = select(
                    connection, "where next_at <= clock_timestamp() order by next_at limit 100 for update skip locked");
            for (Schedule schedule : due) {
                jobs.submit(
                        connection,
                        schedule.kind,
                        schedule.payload,
                        null,
                        new Viewer(schedule.owner, java.util.Set.of()));
                try (PreparedStatement update =
                        connection.prepareStatement("update job_schedule set next_at = ? where name = ?")) {
                    update.setTimestamp(1, Timestamp.from(next(schedule.cron, schedule.zone, Instant.now())));
                    update.setString(2, schedule.name);
                    update.executeUpdate();
                }
            }
            return due.size();
        });
    }

    private static List<Schedule> select(Connection connection, String which) throws SQLException {
        List<Schedule> schedules = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select name, kind, owner, payload, cron, zone, next_at from job_schedule " + which);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                schedules.add(new Schedule(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        ZoneId.of(row.getString(6)),
                        row.getTimestamp(7).toInstant()));
            }
        }
        return schedules;
    }

    /// The first time after `after`.
    private static Instant next(String cron, ZoneId zone, Instant after) {
        try {
            return CronExpression.create(cron)
                    .nextTimeAfter(ZonedDateTime.ofInstant(after, zone))
                    .toInstant();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a schedule must come round, was \"" + cron + "\"", e);
        }
    }
}
