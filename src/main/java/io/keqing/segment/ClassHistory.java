package io.keqing.segment;

import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which class customers were in, day by day, as Keqing had them then.
@Singleton
public final class ClassHistory {
    private final Database database;

    ClassHistory(Database database) {
        this.database = database;
    }

    /// A time in one class.
    ///
    /// @param until the first day of the next class, null while it lasts
    /// @param rule which rule of that version, from 1
    /// @param facts the facts that spoke for it, as JSON, by the names of [Fact]
    public record Stay(
            String name, LocalDate since, @Nullable LocalDate until, int rule, int version, String facts) {}

    /// The classes a customer has been in, the latest first; days before the first were in the scheme's starting class.
    public List<Stay> of(int customer, Scheme scheme) {
        return database.read(connection -> of(connection, customer, scheme));
    }

    private static List<Stay> of(Connection connection, int customer, Scheme scheme) throws SQLException {
        List<Stay> stays = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select class, since, until, rule, version, "
                + "facts::text from class_history where key = ? and scheme = ? order by since desc")) {
            select.setInt(1, customer);
            select.setString(2, scheme.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Stay stay = new Stay(
                            row.getString(1),
                            row.getObject(2, LocalDate.class),
                            row.getObject(3, LocalDate.class),
                            row.getInt(4),
                            row.getInt(5),
                            row.getString(6));
                    Stay later = stays.isEmpty() ? null : stays.getLast();
                    if (later != null
                            && later.name().equals(stay.name())
                            && later.since().equals(stay.until())) {
                        // left and came back within a day: one stay
                        stays.set(
                                stays.size() - 1,
                                new Stay(
                                        stay.name(),
                                        stay.since(),
                                        later.until(),
                                        later.rule(),
                                        later.version(),
                                        later.facts()));
                    } else {
                        stays.add(stay);
                    }
                }
            }
        }
        return stays;
    }

    /// The first day of which classes are known, null where none ever was.
    public @Nullable LocalDate reachesBack() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select min(since) from class_history");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        });
    }

    /// Customers in each class of a scheme today, in the scheme's order.
    public Map<String, Long> today(Scheme scheme) {
        Map<String, Long> counts = new LinkedHashMap<>();
        scheme.classes().forEach(option -> counts.put(option.value(), 0L));
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select coalesce(f.%s, '%s'), count(*) from customer c left join customer_facts f on f.key = c.key group by 1"
                                    .formatted(scheme.column(), scheme.start()));
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
            }
            return true;
        });
        return counts;
    }

    /// Customers by the class they were in at the end of two days. Who stayed is counted without a join; who moved is
    /// few.
    ///
    /// @return from class, to class, customers; the starting class includes who was not there yet
    List<ClassMigration.Cell> between(Scheme scheme, LocalDate from, LocalDate to) {
        String sql = """
                with stayed as materialized (
                    select class, count(*) as customers from class_history
                     where scheme = ? and since <= ? and (until is null or until > ?) group by class),
                moved as materialized (
                    select coalesce(max(class) filter (where since <= ?), ?) as before,
                           coalesce(max(class) filter (where until is null or until > ?), ?) as after
                      from class_history
                     where scheme = ? and since <= ? and (until is null or until > ?) and (since > ? or until <= ?)
                     group by key)
                select class, class, customers from stayed
                union all
                select before, after, count(*) from moved group by 1, 2
                union all
                select ?, ?, (select count(*) from customer)
                             - (select coalesce(sum(customers), 0) from stayed) - (select count(*) from moved)
                """;
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                String start = scheme.start();
                Object[] values = {
                    scheme.id(), from, to, from, start, to, start, scheme.id(), to, from, from, to, start, start
                };
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                return ClassMigration.cells(select);
            }
        });
    }
}
