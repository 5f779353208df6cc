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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The head of a customer's page: who it is, and what their story amounts to. Counted in the database at the moment it
/// is asked for.
@Singleton
public final class CustomerProfile {
    private final Database database;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;
    private final RecordType interactions;
    private final RecordType feedback;

    CustomerProfile(Database database, RecordStore store, RecordTypes types, RecordMasking masking) {
        this.database = database;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
        this.interactions = types.get(InteractionFields.TYPE);
        this.feedback = types.get(FeedbackFields.TYPE);
    }

    /// @param fields what the viewer may see of the customer
    /// @param aliases further ids in the same source
    /// @param knownAs every further id, also those of customers of other sources that were merged into this one
    /// @param interactions counts by kind, most frequent first; a kind is empty where there is none
    /// @param openCases interactions that are open, pending or reopened
    /// @param firstContact the earliest time in interactions and feedback
    public record Head(
            RecordId id,
            boolean stub,
            Map<Field<?>, Object> fields,
            List<String> aliases,
            List<RecordId> knownAs,
            List<Count> interactions,
            List<Count> feedback,
            long openCases,
            @Nullable Instant firstContact,
            @Nullable Instant lastContact,
            @Nullable Double lastNps,
            @Nullable Double lastCsat) {}

    public record Count(String kind, long count) {}

    /// @return empty where there is no such customer
    public Optional<Head> of(RecordId customer, Viewer viewer) {
        return store.find(customers, customer)
                .map(document -> database.read(connection -> head(connection, document, viewer)));
    }

    private Head head(Connection connection, Document document, Viewer viewer) throws SQLException {
        Summary happened =
                summary(connection, interactions, InteractionFields.CUSTOMER, InteractionFields.AT, document.key());
        Summary said = summary(connection, feedback, FeedbackFields.CUSTOMER, FeedbackFields.AT, document.key());
        return new Head(
                document.id(),
                document.stub(),
                masking.seen(document, viewer),
                store.aliases(customers, document.key()),
                store.knownAs(customers, document.key()),
                happened.counts(),
                said.counts(),
                openCases(connection, document.key()),
                earlier(happened.first(), said.first()),
                later(happened.last(), said.last()),
                last(connection, FeedbackFields.NPS, document.key()),
                last(connection, FeedbackFields.CSAT, document.key()));
    }

    private record Summary(
            List<Count> counts,
            @Nullable Instant first,
            @Nullable Instant last) {}

    private static Summary summary(
            Connection connection, RecordType type, Field<?> customer, Field<Instant> at, int key) throws SQLException {
        List<Count> counts = new ArrayList<>();
        Instant first = null;
        Instant last = null;
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(kind, ''), count(*), min(%1$s), max(%1$s) from %2$s where %3$s = ? group by 1 order by 2 desc, 1"
                        .formatted(at.column(), type.table(), customer.column()))) {
            select.setInt(1, key);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.add(new Count(row.getString(1), row.getLong(2)));
                    first = earlier(first, instant(row, 3));
                    last = later(last, instant(row, 4));
                }
            }
        }
        return new Summary(List.copyOf(counts), first, last);
    }

    private long openCases(Connection connection, int key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from " + interactions.table()
                + " where " + InteractionFields.CUSTOMER.column() + " = ? and "
                + InteractionFields.STATUS.column() + " in ('open', 'pending', 'reopened')")) {
            select.setInt(1, key);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private @Nullable Double last(Connection connection, Field<?> score, int key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select %1$s from %2$s where %3$s = ? and %1$s is not null order by %4$s desc nulls last, key desc limit 1"
                        .formatted(
                                score.column(),
                                feedback.table(),
                                FeedbackFields.CUSTOMER.column(),
                                FeedbackFields.AT.column()))) {
            select.setInt(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getObject(1, Double.class) : null;
            }
        }
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
