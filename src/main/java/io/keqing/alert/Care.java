package io.keqing.alert;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Label;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.Region;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Customers who should hear from us, read from the truth, and what somebody did about it. Nothing is sent.
@Singleton
public final class Care {
    public static final int MOST_DAYS = 3_650;
    public static final int MOST = 1_000;
    private static final String LIST = """
            with p as (select ?::date as today, ?::timestamptz as now, ?::text as zone, ?::integer as days,
                              ?::text as currency),
            found as (%s),
            marked as (
                select f.key, f.occasion, f.rank, f.words, c.consent, m.until, m.by_user, m.note,
                       case when m.state = 'done' then 'done'
                            when m.until > p.today then 'snoozed'
                            else 'open' end as state,
                       ? and c.consent is false as withheld
                  from p cross join found f
                  join customer c on c.key = f.key
                  left join care_mark m on m.list = ? and m.customer_key = f.key and m.occasion = f.occasion)
            """;
    private static final String ROWS = LIST + """
            select key, words, consent, until, by_user, note, state from marked
             where not withheld and (? or state = ?) order by rank, key limit ? offset ?
            """;
    private static final String COUNTS = LIST + """
            select count(*) filter (where not withheld and (? or state = ?)), count(*) filter (where withheld)
              from marked
            """;
    private static final String OCCASION = LIST + "select occasion from marked where key = ? and not withheld";

    private final Database database;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;
    private final Region region;

    Care(Database database, RecordStore store, RecordMasking masking, RecordTypes types, Region region) {
        this.database = database;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
        this.region = region;
    }

    /// What somebody did about it.
    public enum State {
        OPEN,
        DONE,
        SNOOZED
    }

    /// @param days of the list's rule
    /// @param state null = whatever was done
    public record Asked(CareList list, int days, @Nullable State state, int size, int offset) {}

    /// @param name as the viewer may see it, null where there is none
    /// @param consent whether they may be contacted for marketing, null where nobody said
    /// @param until the day it comes back, where it is snoozed
    /// @param by who marked it, null where nobody did
    public record Entry(
            RecordId customer,
            @Nullable String name,
            Label because,
            @Nullable Boolean consent,
            State state,
            @Nullable LocalDate until,
            @Nullable String by,
            String note) {}

    /// @param total customers on it in this state
    /// @param withheld customers left out because they do not want to be contacted
    public record Answer(Asked asked, long total, long withheld, List<Entry> entries) {}

    private record Row(
            int key,
            List<String> words,
            @Nullable Boolean consent,
            @Nullable LocalDate until,
            @Nullable String by,
            String note,
            State state) {}

    /// How many stand on it, and the first of them.
    public Answer of(Asked asked, Viewer viewer) {
        long[] counts = database.read(connection -> counts(connection, asked));
        return new Answer(asked, counts[0], counts[1], asked.size() == 0 ? List.of() : entries(asked, viewer));
    }

    /// A page of it, not counted.
    public List<Entry> entries(Asked asked, Viewer viewer) {
        List<Row> rows = database.read(connection -> rows(connection, asked));
        Map<Integer, Document> documents = new HashMap<>();
        store.load(customers, rows.stream().map(Row::key).toList())
                .forEach(document -> documents.put(document.key(), document));
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            Document document = documents.get(row.key());
            if (document != null) {
                Object name = masking.seen(document, viewer).get(CustomerFields.NAME);
                entries.add(new Entry(
                        document.id(),
                        name == null ? null : name.toString(),
                        asked.list().because(row.words()),
                        row.consent(),
                        row.state(),
                        row.until(),
                        row.by(),
                        row.note()));
            }
        }
        return entries;
    }

    /// Marks a customer who stands on a list now, for this occasion.
    ///
    /// @param until the first day it comes back, for a snooze
    /// @return false where the customer is not on the list
    public boolean mark(
            CareList list,
            int days,
            RecordId customer,
            State state,
            @Nullable LocalDate until,
            String note,
            Viewer viewer) {
        OptionalInt key = store.keyOf(customers, customer);
        if (key.isEmpty()) {
            return false;
        }
        return database.inTransaction(connection -> {
            Optional<String> occasion = occasion(connection, list, days, key.getAsInt());
            if (occasion.isEmpty()) {
                return false;
            }
            if (state == State.OPEN) {
                delete(connection, list, key.getAsInt());
            } else {
                insert(connection, list, key.getAsInt(), occasion.get(), state, until, note, viewer);
            }
            return true;
        });
    }

    private static void delete(Connection connection, CareList list, int key) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from care_mark where list = ? and customer_key = ?")) {
            delete.setString(1, list.id());
            delete.setInt(2, key);
            delete.executeUpdate();
        }
    }

    private static void insert(
            Connection connection,
            CareList list,
            int key,
            String occasion,
            State state,
            @Nullable LocalDate until,
            String note,
            Viewer viewer)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into care_mark (list, customer_key, occasion, state, until, by_user, at, note)
                values (?, ?, ?, ?, ?, ?, now(), ?)
                on conflict (list, customer_key) do update
                   set occasion = excluded.occasion, state = excluded.state, until = excluded.until,
                       by_user = excluded.by_user, at = excluded.at, note = excluded.note
                """)) {
            insert.setString(1, list.id());
            insert.setInt(2, key);
            insert.setString(3, occasion);
            insert.setString(4, state == State.DONE ? "done" : "snoozed");
            insert.setObject(5, state == State.DONE ? null : until);
            insert.setString(6, viewer.name());
            insert.setString(7, note);
            insert.executeUpdate();
        }
    }

    private Optional<String> occasion(Connection connection, CareList list, int days, int key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OCCASION.formatted(list.sql()))) {
            int next = bind(select, list, days);
            select.setInt(next, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private long[] counts(Connection connection, Asked asked) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COUNTS.formatted(asked.list().sql()))) {
            bindState(select, bind(select, asked.list(), asked.days()), asked.state());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        }
    }

    private List<Row> rows(Connection connection, Asked asked) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(ROWS.formatted(asked.list().sql()))) {
            int next = bindState(select, bind(select, asked.list(), asked.days()), asked.state());
            select.setInt(next, asked.size());
            select.setInt(next + 1, asked.offset());
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String note = row.getString(6);
                    rows.add(new Row(
                            row.getInt(1),
                            Arrays.asList((String[]) row.getArray(2).getArray()),
                            row.getObject(3, Boolean.class),
                            row.getObject(4, LocalDate.class),
                            row.getString(5),
                            note == null ? "" : note,
                            State.valueOf(row.getString(7).toUpperCase(java.util.Locale.ROOT))));
                }
            }
            return rows;
        }
    }

    /// @return the place of the next parameter
    private int bind(PreparedStatement select, CareList list, int days) throws SQLException {
        select.setObject(1, region.today());
        select.setObject(2, Instant.now().atOffset(ZoneOffset.UTC));
        select.setString(3, region.zone().getId());
        select.setInt(4, days);
        select.setString(5, region.currency());
        select.setBoolean(6, list.marketing());
        select.setString(7, list.id());
        return 8;
    }

    private static int bindState(PreparedStatement select, int place, @Nullable State state) throws SQLException {
        select.setBoolean(place, state == null);
        select.setString(place + 1, state == null ? "" : state.name().toLowerCase(java.util.Locale.ROOT));
        return place + 2;
    }
}
