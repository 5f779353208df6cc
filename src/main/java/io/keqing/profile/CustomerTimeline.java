package io.keqing.profile;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.Entries.Place;
import io.keqing.profile.Entries.Strand;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One customer's interactions and feedback in one order of time, newest first, those without a time last. Read
/// from the database, so that what was just written is there; a page costs what it holds, however long the
/// story is.
@Singleton
public final class CustomerTimeline {
    public static final int MAX_SIZE = 200;

    private final Database database;
    private final Entries entries;
    private final Clock clock = Clock.systemUTC();

    CustomerTimeline(Database database, Entries entries) {
        this.database = database;
        this.entries = entries;
    }

    /// What is wanted.
    ///
    /// @param types names of the types wanted; empty = both
    /// @param kinds kinds wanted, in whichever type, the empty one for entries without; empty = all
    /// @param channels channels wanted, likewise; empty = all
    /// @param size entries wanted, 1 to 200
    /// @param until where to begin: entries of this time and before; null = at the newest. A cursor goes before
    /// it
    /// @param cursor `next` of the page before, null for the first
    public record Page(
            Set<String> types,
            Set<String> kinds,
            Set<String> channels,
            int size,
            @Nullable Instant until,
            @Nullable String cursor) {
        public Page {
            if (size < 1 || size > MAX_SIZE) {
                throw new IllegalArgumentException("size must be 1 to " + MAX_SIZE + ", was " + size);
            }
            types = Set.copyOf(types);
            kinds = Set.copyOf(kinds);
            channels = Set.copyOf(channels);
        }

        public static Page newest(int size) {
            return new Page(Set.of(), Set.of(), Set.of(), size, null, null);
        }

        public Page after(@Nullable String next) {
            return new Page(types, kinds, channels, size, until, next);
        }
    }

    /// @param fields what the viewer may see of it
    public record Entry(String type, RecordId id, @Nullable Instant at, Map<Field<?>, Object> fields) {}

    /// @param next cursor of the page that follows, null after the last
    public record Story(List<Entry> entries, @Nullable String next) {}

    /// @return empty where there is no such customer
    /// @throws IllegalArgumentException for a cursor that is none
    public Optional<Story> of(RecordId customer, Page page, Viewer viewer) {
        OptionalInt key = entries.keyOf(customer);
        return key.isEmpty() ? Optional.empty() : Optional.of(of(key.getAsInt(), page, viewer));
    }

    private Story of(int customer, Page page, Viewer viewer) {
        Instant until = page.until();
        TimelineCursor from = page.cursor() == null && until != null
                ? TimelineCursor.until(until)
                : TimelineCursor.read(page.cursor());
        List<Place> places = new ArrayList<>(database.read(connection -> places(connection, customer, page, from)));
        places.sort(Comparator.comparing(Place::at, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(place -> entries.strands().indexOf(place.strand()))
                .thenComparing(Comparator.comparingInt(Place::key).reversed()));
        List<Place> rest = places.subList(Math.min(from.seen(), places.size()), places.size());
        List<Place> shown = rest.subList(0, Math.min(page.size(), rest.size()));
        String next = rest.size() > shown.size()
                ? from.after(shown.stream().map(Place::at).toList()).written()
                : null;
        return new Story(entries.at(shown, viewer), next);
    }

    /// @return empty where there is no such customer
    public Optional<StoryCounts> counts(RecordId customer) {
        OptionalInt key = entries.keyOf(customer);
        return key.isEmpty() ? Optional.empty() : Optional.of(counts(key.getAsInt()));
    }

    StoryCounts counts(int customer) {
        return database.read(connection -> {
            List<StoryCounts.Cell> cells = new ArrayList<>();
            Instant first = null;
            Instant last = null;
            OffsetDateTime now = OffsetDateTime.now(clock);
            for (Strand strand : entries.strands()) {
                try (PreparedStatement select = connection.prepareStatement("""
                        select coalesce(kind, ''), coalesce(channel, ''), count(*), min(%1$s),
                               max(%1$s) filter (where %1$s <= ?)
                          from %2$s where %3$s = ? group by 1, 2 order by 3 desc, 1, 2
                        """.formatted(
                        strand.at().column(), strand.table(), strand.customer().column()))) {
                    select.setObject(1, now);
                    select.setInt(2, customer);
                    try (ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            cells.add(new StoryCounts.Cell(
                                    strand.type().name(), row.getString(1), row.getString(2), row.getLong(3)));
                            first = earlier(first, instant(row, 4));
                            last = later(last, instant(row, 5));
                        }
                    }
                }
            }
            return new StoryCounts(cells, first, last);
        });
    }

    /// How many entries that the filters leave are newer than where the page begins.
    public long newer(RecordId customer, Page page) {
        Instant until = page.until();
        OptionalInt key = entries.keyOf(customer);
        if (until == null || key.isEmpty()) {
            return 0;
        }
        return database.read(connection -> {
            long newer = 0;
            for (Strand strand : wanted(page)) {
                String sql = "select count(*) from " + strand.table() + " where "
                        + strand.customer().column() + " = ? and " + strand.at().column() + " > ?"
                        + filters(strand, page);
                try (PreparedStatement select = connection.prepareStatement(sql)) {
                    select.setInt(1, key.getAsInt());
                    select.setObject(2, OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
                    setFilters(connection, select, 3, page);
                    try (ResultSet row = select.executeQuery()) {
                        row.next();
                        newer += row.getLong(1);
                    }
                }
            }
            return newer;
        });
    }

    private List<Strand> wanted(Page page) {
        return entries.strands().stream()
                .filter(strand -> page.types().isEmpty()
                        || page.types().contains(strand.type().name()))
                .toList();
    }

    private List<Place> places(Connection connection, int customer, Page page, TimelineCursor from)
            throws SQLException {
        int most = from.seen() + page.size() + 1;
        List<Place> places = new ArrayList<>();
        for (Strand strand : wanted(page)) {
            List<Place> dated =
                    from.undated() ? List.of() : places(connection, strand, customer, page, from.at(), true, most);
            places.addAll(dated);
            if (dated.size() < most) {
                places.addAll(places(connection, strand, customer, page, null, false, most));
            }
        }
        return places;
    }

    /// Walks the index (customer, at): first those with a time, from `until` backwards, or those without.
    private static List<Place> places(
            Connection connection,
            Strand strand,
            int customer,
            Page page,
            @Nullable Instant until,
            boolean dated,
            int most)
            throws SQLException {
        String at = strand.at().column();
        String sql = "select key, " + at + " from " + strand.table() + " where "
                + strand.customer().column() + " = ? and " + at + (dated ? " is not null" : " is null")
                + (until == null ? "" : " and " + at + " <= ?") + filters(strand, page)
                + " order by " + at + " desc, key desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int parameter = 1;
            select.setInt(parameter++, customer);
            if (until != null) {
                select.setObject(parameter++, OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
            }
            select.setInt(setFilters(connection, select, parameter, page), most);
            List<Place> places = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.add(new Place(strand, row.getInt(1), instant(row, 2)));
                }
            }
            return places;
        }
    }

    private static String filters(Strand strand, Page page) {
        return filter(strand.kind().column(), page.kinds())
                + filter(strand.channel().column(), page.channels());
    }

    private static String filter(String column, Set<String> chosen) {
        if (chosen.isEmpty()) {
            return "";
        }
        return " and (" + column + " = any (?)" + (chosen.contains("") ? " or " + column + " is null)" : ")");
    }

    /// @return the number of the parameter that follows
    private static int setFilters(Connection connection, PreparedStatement select, int parameter, Page page)
            throws SQLException {
        int next = parameter;
        for (Set<String> chosen : List.of(page.kinds(), page.channels())) {
            if (!chosen.isEmpty()) {
                select.setArray(next++, connection.createArrayOf("text", chosen.toArray()));
            }
        }
        return next;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
