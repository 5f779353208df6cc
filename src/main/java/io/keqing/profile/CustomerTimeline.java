package io.keqing.profile;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One customer's interactions and feedback in one order of time, newest first, those without a time last. Read from
/// the database, so that what was just written is there; a page costs what it holds, however long the story is.
@Singleton
public final class CustomerTimeline {
    public static final int MAX_SIZE = 200;

    private final Database database;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;
    private final List<Strand> strands;

    CustomerTimeline(Database database, RecordStore store, RecordTypes types, RecordMasking masking) {
        this.database = database;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
        this.strands = List.of(
                new Strand(
                        types.get(InteractionFields.TYPE),
                        InteractionFields.CUSTOMER,
                        InteractionFields.AT,
                        InteractionFields.KIND,
                        InteractionFields.CHANNEL),
                new Strand(
                        types.get(FeedbackFields.TYPE),
                        FeedbackFields.CUSTOMER,
                        FeedbackFields.AT,
                        FeedbackFields.KIND,
                        FeedbackFields.CHANNEL));
    }

    /// A type that takes part, and where in it to look.
    private record Strand(RecordType type, Field<?> customer, Field<Instant> at, Field<?> kind, Field<?> channel) {}

    /// What is wanted.
    ///
    /// @param types names of the types wanted; empty = both
    /// @param kinds kinds wanted, in whichever type; empty = all
    /// @param channels channels wanted; empty = all
    /// @param size entries wanted, 1 to 200
    /// @param cursor `next` of the page before, null for the newest
    public record Page(
            Set<String> types,
            Set<String> kinds,
            Set<String> channels,
            int size,
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
            return new Page(Set.of(), Set.of(), Set.of(), size, null);
        }
    }

    /// @param fields what the viewer may see of it
    public record Entry(String type, RecordId id, @Nullable Instant at, Map<Field<?>, Object> fields) {}

    /// @param next cursor of the page that follows, null after the last
    public record Story(List<Entry> entries, @Nullable String next) {}

    private record Place(Strand strand, int key, @Nullable Instant at) {}

    /// @return empty where there is no such customer
    /// @throws IllegalArgumentException for a cursor that is none
    public Optional<Story> of(RecordId customer, Page page, Viewer viewer) {
        OptionalInt key = store.keyOf(customers, customer);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        TimelineCursor from = TimelineCursor.read(page.cursor());
        List<Place> places =
                new ArrayList<>(database.read(connection -> places(connection, key.getAsInt(), page, from)));
        places.sort(Comparator.comparing(Place::at, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(place -> strands.indexOf(place.strand()))
                .thenComparing(Comparator.comparingInt(Place::key).reversed()));
        List<Place> rest = places.subList(Math.min(from.seen(), places.size()), places.size());
        List<Place> shown = rest.subList(0, Math.min(page.size(), rest.size()));
        String next = rest.size() > shown.size()
                ? from.after(shown.stream().map(Place::at).toList()).written()
                : null;
        return Optional.of(new Story(entries(shown, viewer), next));
    }

    private List<Place> places(Connection connection, int customer, Page page, TimelineCursor from)
            throws SQLException {
        int most = from.seen() + page.size() + 1;
        List<Place> places = new ArrayList<>();
        for (Strand strand : strands) {
            if (!page.types().isEmpty() && !page.types().contains(strand.type().name())) {
                continue;
            }
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
        String sql = "select key, " + at + " from " + strand.type().table() + " where "
                + strand.customer().column() + " = ? and " + at + (dated ? " is not null" : " is null")
                + (until == null ? "" : " and " + at + " <= ?")
                + (page.kinds().isEmpty() ? "" : " and " + strand.kind().column() + " = any (?)")
                + (page.channels().isEmpty() ? "" : " and " + strand.channel().column() + " = any (?)")
                + " order by " + at + " desc, key desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int parameter = 1;
            select.setInt(parameter++, customer);
            if (until != null) {
                select.setObject(parameter++, OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
            }
            for (Set<String> wanted : List.of(page.kinds(), page.channels())) {
                if (!wanted.isEmpty()) {
                    select.setArray(parameter++, connection.createArrayOf("text", wanted.toArray()));
                }
            }
            select.setInt(parameter, most);
            List<Place> places = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime time = row.getObject(2, OffsetDateTime.class);
                    places.add(new Place(strand, row.getInt(1), time == null ? null : time.toInstant()));
                }
            }
            return places;
        }
    }

    /// A record that went between the two looks is left out.
    private List<Entry> entries(List<Place> places, Viewer viewer) {
        Map<Strand, Map<Integer, Document>> documents = new HashMap<>();
        for (Strand strand : strands) {
            List<Integer> keys = places.stream()
                    .filter(place -> place.strand().equals(strand))
                    .map(Place::key)
                    .toList();
            Map<Integer, Document> byKey = new HashMap<>();
            store.load(strand.type(), keys).forEach(document -> byKey.put(document.key(), document));
            documents.put(strand, byKey);
        }
        List<Entry> entries = new ArrayList<>();
        for (Place place : places) {
            Document document = documents.getOrDefault(place.strand(), Map.of()).get(place.key());
            if (document != null) {
                entries.add(new Entry(
                        place.strand().type().name(), document.id(), place.at(), masking.seen(document, viewer)));
            }
        }
        return entries;
    }
}
