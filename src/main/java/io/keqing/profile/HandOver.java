package io.keqing.profile;

import io.keqing.customer.DerivedFields.Derived;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.Entries.Strand;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a colleague has to know before the next word with a customer, so that nobody has to tell it twice: open
/// cases, last contacts, what was promised, latest scores. Short enough for one screen.
///
/// Nothing in the records is called a promise. What counts as one here: a due date of something that is neither
/// resolved nor closed (the earliest first, whatever its kind, so a note with a due date counts), and what was
/// told as the solution the last two times. The screen says the same.
@Singleton
public final class HandOver {
    public static final int OPEN_CASES = 5;
    static final int CONTACTS = 3;
    static final int PROMISES = 5;
    static final int RESOLUTIONS = 2;
    static final int SCORES = 3;

    private static final String OPEN = "customer_key = ? and " + ContactFacts.IS_OPEN;
    private static final String OPEN_FIRST = OPEN + " order by " + ContactFacts.MOST_URGENT;
    private static final String PROMISED = "customer_key = ? and due_at is not null and resolved_at is null"
            + " and coalesce(status, '') not in ('resolved', 'closed')";

    private final Database database;
    private final Entries entries;
    private final CustomerProfile profile;
    private final ScoreHistory scores;
    private final Clock clock = Clock.systemUTC();

    HandOver(Database database, Entries entries, CustomerProfile profile, ScoreHistory scores) {
        this.database = database;
        this.entries = entries;
        this.profile = profile;
        this.scores = scores;
    }

    /// @param fields what the viewer may see of the customer
    /// @param openCases the most urgent first, of those the newest; at most [#OPEN_CASES] of `openTotal`
    /// @param contacts the latest times somebody spoke or wrote, so no orders and no campaigns
    /// @param promised what is due next or overdue, at most [#PROMISES] of `promisedTotal`
    /// @param resolutions what was told as the solution the last times
    /// @param answers the latest scores
    /// @param comments the latest comment, none or one
    public record Brief(
            Instant asOf,
            RecordId id,
            Map<Field<?>, Object> fields,
            List<Derived> facts,
            List<Entry> openCases,
            long openTotal,
            List<Entry> contacts,
            List<Entry> promised,
            long promisedTotal,
            List<Entry> resolutions,
            List<ScoreHistory.Answer> answers,
            List<Entry> comments) {}

    /// @return empty where there is no such customer
    public Optional<Brief> of(RecordId customer, Viewer viewer) {
        return profile.of(customer, viewer).flatMap(head -> {
            OptionalInt key = entries.keyOf(head.id());
            return key.isEmpty() ? Optional.empty() : Optional.of(brief(head, key.getAsInt(), viewer));
        });
    }

    private record Found(
            List<Integer> open,
            List<Integer> contacts,
            List<Integer> promised,
            long promisedTotal,
            List<Integer> resolutions,
            List<Integer> comments) {}

    private Brief brief(CustomerProfile.Head head, int key, Viewer viewer) {
        Instant now = clock.instant();
        Strand happened = entries.happened();
        Found found = database.read(connection -> new Found(
                keys(connection, happened, key, OPEN_FIRST, OPEN_CASES),
                contacts(connection, key, now),
                keys(connection, happened, key, PROMISED + " order by due_at, key", PROMISES),
                count(connection, key),
                keys(
                        connection,
                        happened,
                        key,
                        "customer_key = ? and resolution is not null and has_happened(coalesce(resolved_at, at), now())"
                                + " order by coalesce(resolved_at, at) desc nulls last, key desc",
                        RESOLUTIONS),
                keys(
                        connection,
                        entries.said(),
                        key,
                        "customer_key = ? and comment is not null and has_happened(at, now()) order by at desc nulls last, key desc",
                        1)));
        return new Brief(
                now,
                head.id(),
                head.fields(),
                head.facts(),
                entries.of(happened, found.open(), viewer),
                head.openCases(),
                entries.of(happened, found.contacts(), viewer),
                entries.of(happened, found.promised(), viewer),
                found.promisedTotal(),
                entries.of(happened, found.resolutions(), viewer),
                scores.of(head.id())
                        .map(scored -> scored.answers().stream().limit(SCORES).toList())
                        .orElse(List.of()),
                entries.of(entries.said(), found.comments(), viewer));
    }

    /// Open cases, the most urgent first, of those the newest.
    public List<Entry> openCases(RecordId customer, int most, Viewer viewer) {
        OptionalInt key = entries.keyOf(customer);
        if (key.isEmpty()) {
            return List.of();
        }
        List<Integer> open =
                database.read(connection -> keys(connection, entries.happened(), key.getAsInt(), OPEN_FIRST, most));
        return entries.of(entries.happened(), open, viewer);
    }

    private static List<Integer> keys(Connection connection, Strand strand, int customer, String which, int most)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select key from " + strand.table() + " where " + which + " limit " + most)) {
            select.setInt(1, customer);
            return keys(select);
        }
    }

    private List<Integer> contacts(Connection connection, int customer, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select key from interaction"
                + " where customer_key = ? and at <= ?"
                + " and kind in ('enquiry', 'case', 'complaint', 'visit', 'call', 'message', 'note')"
                + " order by at desc, key desc limit " + CONTACTS)) {
            select.setInt(1, customer);
            select.setObject(2, ContactFacts.at(now));
            return keys(select);
        }
    }

    private static List<Integer> keys(PreparedStatement select) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(row.getInt(1));
            }
        }
        return keys;
    }

    private static long count(Connection connection, int customer) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from interaction where " + PROMISED)) {
            select.setInt(1, customer);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
