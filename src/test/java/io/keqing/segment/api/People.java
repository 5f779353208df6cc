package io.keqing.segment.api;

import io.keqing.record.Database;
import io.keqing.segment.api.ClassTruth.Done;
import io.keqing.segment.api.ClassTruth.Person;
import io.keqing.segment.api.ClassTruth.Said;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Customers with all their rows, as PostgreSQL has them, by their id.
final class People {
    private People() {}

    static Map<String, Person> in(Database database) {
        return database.read(connection -> {
            Map<Integer, Person> byKey = new HashMap<>();
            Map<String, Person> people = new HashMap<>();
            try (PreparedStatement select =
                            connection.prepareStatement("select key, id, relation, ended, joined from customer");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Person person = new Person(
                            row.getString(3),
                            row.getObject(4, LocalDate.class),
                            row.getObject(5, LocalDate.class),
                            new ArrayList<>(),
                            new ArrayList<>());
                    byKey.put(row.getInt(1), person);
                    people.put(row.getString(2), person);
                }
            }
            try (PreparedStatement select = connection.prepareStatement("select customer_key, kind, channel, "
                            + "amount::float8, status, at from interaction where customer_key is not null");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Objects.requireNonNull(byKey.get(row.getInt(1)))
                            .done()
                            .add(new Done(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getObject(4, Double.class),
                                    row.getString(5),
                                    instant(row, 6)));
                }
            }
            try (PreparedStatement select = connection.prepareStatement(
                            "select customer_key, key, nps, csat, at from feedback where customer_key is not null");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Objects.requireNonNull(byKey.get(row.getInt(1)))
                            .said()
                            .add(new Said(
                                    row.getInt(2),
                                    row.getObject(3, Double.class),
                                    row.getObject(4, Double.class),
                                    instant(row, 5)));
                }
            }
            return people;
        });
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Map<String, String> lifecycles(Database database) {
        return database.read(connection -> {
            Map<String, String> classes = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select c.id, coalesce(f.lifecycle, 'prospect') from customer c left join customer_facts f on f.key = c.key");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    classes.put(row.getString(1), row.getString(2));
                }
            }
            return classes;
        });
    }
}
