package io.keqing.profile;

import io.keqing.field.RecordId;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What somebody scored, one answer after the other. One person's scores are no sample of anything:
/// they are shown as they are, without mean and interval. Answers dated ahead are still to come.
@Singleton
public final class ScoreHistory {
    public static final int MOST = 200;

    private static final String SQL = """
            select source, id, at, coalesce(survey, ''), nps, csat, ces, count(*) over (),
                   count(*) filter (where at is null) over ()
              from open_feedback
             where customer_key = ? and coalesce(nps, csat, ces) is not null and has_happened(at, now())
             order by at desc nulls last, key desc
             limit %d
            """.formatted(MOST);

    private final Database database;
    private final Entries entries;

    ScoreHistory(Database database, Entries entries) {
        this.database = database;
        this.entries = entries;
    }

    /// @param at null where the answer has no time
    /// @param survey empty = of none
    public record Answer(
            RecordId id,
            @Nullable Instant at,
            String survey,
            @Nullable Double nps,
            @Nullable Double csat,
            @Nullable Double ces) {}

    /// @param answers the latest, newest first, at most [#MOST]
    /// @param total answers with a score altogether
    /// @param undated those of them without a time
    public record Scored(List<Answer> answers, long total, long undated) {}

    /// @return empty where there is no such customer
    public Optional<Scored> of(RecordId customer) {
        OptionalInt key = entries.keyOf(customer);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(database.read(connection -> scored(connection, key.getAsInt())));
    }

    private static Scored scored(Connection connection, int customer) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        long total = 0;
        long undated = 0;
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setInt(1, customer);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    answers.add(new Answer(
                            new RecordId(row.getString(1), row.getString(2)),
                            ContactFacts.instant(row, 3),
                            row.getString(4),
                            row.getObject(5, Double.class),
                            row.getObject(6, Double.class),
                            row.getObject(7, Double.class)));
                    total = row.getLong(8);
                    undated = row.getLong(9);
                }
            }
        }
        return new Scored(List.copyOf(answers), total, undated);
    }
}
