package io.keqing.alert;

import io.keqing.job.JobOwners;
import io.keqing.job.Mail;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.SavedSearch;
import io.keqing.search.SavedSearch.Counted;
import io.keqing.search.SavedSearchRefusal;
import io.keqing.search.SavedSearches;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is written to of what: of every early warning when it is made, of a saved search once a day where
/// it finds another number than when it was last told. A search is asked with the present rights of
/// whoever wants to know. An e-mail tells numbers and never a person.
@Singleton
public final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final int MOST = 50;
    private static final String COLUMNS = "id, user_name, address, search_id, last_total, last_day";

    private final Database database;
    private final SavedSearches searches;
    private final JobOwners owners;
    private final Mail mail;
    private final Region region;

    Subscriptions(Database database, SavedSearches searches, JobOwners owners, Mail mail, Region region) {
        this.database = database;
        this.searches = searches;
        this.owners = owners;
        this.mail = mail;
        this.region = region;
    }

    /// @param search null = early warnings
    /// @param lastTotal what the search found when it was last told, null before the first time
    public record Subscription(
            long id,
            String user,
            String address,
            @Nullable Long search,
            @Nullable Long lastTotal,
            @Nullable LocalDate lastDay) {}

    /// The viewer's own.
    public List<Subscription> of(Viewer viewer) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from mail_subscription where user_name = ? order by id")) {
                select.setString(1, viewer.name());
                return read(select);
            }
        });
    }

    private static List<Subscription> read(PreparedStatement select) throws SQLException {
        List<Subscription> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Subscription(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, Long.class),
                        row.getObject(5, Long.class),
                        row.getObject(6, LocalDate.class)));
            }
        }
        return found;
    }

    /// @param search null = early warnings
    /// @throws IllegalArgumentException where there is no mail server, the address is none, or it is one too many
    /// @throws SavedSearchRefusal where there is no such search that the viewer may see
    /// @throws io.keqing.search.InvalidQueryException where a part of the search is wrong by now or hidden
    public Subscription add(String address, @Nullable Long search, Viewer viewer) {
        if (!mail.isConfigured()) {
            throw new IllegalArgumentException("there is no mail server: set KEQING_SMTP_HOST and KEQING_SMTP_FROM");
        }
        Mail.check(address);
        if (of(viewer).size() >= MOST) {
            throw new IllegalArgumentException("one person has at most " + MOST + " subscriptions");
        }
        if (search != null) {
            searches.check(search, viewer);
        }
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into mail_subscription (user_name, "
                    + "address, search_id) values (?, ?, ?) on conflict do nothing")) {
                insert.setString(1, viewer.name());
                insert.setString(2, address);
                insert.setObject(3, search);
                return insert.executeUpdate();
            }
        });
        return of(viewer).stream()
                .filter(each -> each.address().equals(address) && java.util.Objects.equals(each.search(), search))
                .findFirst()
                .orElseThrow();
    }

    /// @return whether the viewer had it
    public boolean delete(long id, Viewer viewer) {
        return database.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from mail_subscription where id = ? and user_name = ?")) {
                delete.setLong(1, id);
                delete.setString(2, viewer.name());
                return delete.executeUpdate() > 0;
            }
        });
    }

    /// Writes to whoever wants to know of early warnings, and may.
    void tell(Connection transaction, Warning warning) throws SQLException {
        List<Subscription> all;
        try (PreparedStatement select = transaction.prepareStatement(
                "select " + COLUMNS + " from mail_subscription where search_id is null order by id")) {
            all = read(select);
        }
        String series = Stream.of(warning.product(), warning.channel(), warning.topic())
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(" · "));
        for (Subscription each : all) {
            if (owners.present(each.user()).filter(Warnings::mayKnow).isPresent()) {
                mail.tell(transaction, each.address(), "Keqing 预警 / early warning: " + series, """
                        %1$s

                        %2$d 天内 %3$d 条工单与投诉，按此前八周预期 %4$.1f 条（p = %5$.2g），自 %6$s 起。
                        %3$d cases and complaints in %2$d days; the eight weeks before explain %4$.1f (p = %5$.2g). Since %6$s.
                        """.formatted(
                                series,
                                warning.windowDays(),
                                warning.seen(),
                                warning.expected(),
                                warning.p(),
                                warning.since()));
            }
        }
    }

    @Scheduled(initialDelay = "2m", fixedDelay = "15m")
    void run() {
        try {
            tellSearches();
        } catch (io.keqing.record.DatabaseException | IndexUnavailableException e) {
            LOG.warn("Saved searches wait to be told: {}", e.getMessage());
        }
    }

    /// Tells what saved searches find, each once a day and only where it is another number.
    ///
    /// @return e-mails queued
    public int tellSearches() {
        LocalDate today = region.today();
        List<Subscription> due = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS
                            + " from mail_subscription where search_id is not null and last_day is distinct from ? order by id")) {
                select.setObject(1, today);
                return read(select);
            }
        });
        int queued = 0;
        for (Subscription each : due) {
            queued += owners.present(each.user())
                    .map(person -> tell(each, person, today))
                    .orElse(0);
        }
        return queued;
    }

    private int tell(Subscription each, Viewer person, LocalDate today) {
        Optional<Counted> counted = counted(each, person);
        Long total = counted.map(Counted::total).orElse(null);
        if (counted.isEmpty() || total == null) {
            return 0;
        }
        Long before = each.lastTotal();
        return database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update mail_subscription set last_total = ?, "
                    + "last_day = ? where id = ? and last_day is distinct from ?")) {
                update.setLong(1, total);
                update.setObject(2, today);
                update.setLong(3, each.id());
                update.setObject(4, today);
                if (update.executeUpdate() == 0 || total.equals(before)) {
                    // another portal was first, or there is nothing to tell
                    return 0;
                }
            }
            String name = counted.get().search().name();
            mail.tell(
                    connection,
                    each.address(),
                    "Keqing: " + name,
                    before == null
                            ? "%s：%d 条记录。\n%1$s: %2$d records.\n".formatted(name, total)
                            : "%s：%d 条记录，上次 %d 条。\n%1$s: %2$d records, %3$d when last told.\n"
                                    .formatted(name, total, before));
            return 1;
        });
    }

    private Optional<Counted> counted(Subscription each, Viewer person) {
        Long search = each.search();
        if (search == null) {
            return Optional.empty();
        }
        try {
            SavedSearch saved = searches.one(search, person);
            return searches.counted(List.of(saved), person).stream().findFirst();
        } catch (SavedSearchRefusal e) {
            // it is shared with them no longer: nothing is told, until it is again
            LOG.debug("Subscription {} may not see its search", each.id());
            return Optional.empty();
        }
    }
}
