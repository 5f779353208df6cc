package io.keqing.similar;

import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.Database;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.TextIndex.Address;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How cases ended: whether they were solved, and what was said of them afterwards.
@Singleton
public final class Outcomes {
    private final Database database;
    private final String sql;

    Outcomes(Database database, RecordTypes types) {
        this.database = database;
        RecordType feedback = types.get(FeedbackFields.TYPE);
        Map<Field<?>, String> derived = feedback.derived();
        this.sql = """
            select x.key,
                   x.status in ('resolved', 'closed') and x.resolution is not null,
                   count(r.key) filter (where %1$s = 'promoter' or %2$s = 'satisfied'),
                   count(r.key) filter (where %1$s = 'detractor' or %2$s = 'unsatisfied'),
                   count(r.key) filter (where coalesce(r.nps, r.csat) is not null)
              from interaction x left join %3$s r on r.interaction_key = x.key %4$s
             where x.key = any (?)
             group by x.key
            """.formatted(
                        "(" + derived.get(FeedbackFields.NPS_CLASS) + ")",
                        "(" + derived.get(FeedbackFields.CSAT_CLASS) + ")",
                        feedback.shown(),
                        feedback.joins());
    }

    static final double SOLVED = 0.06;

    /// @param solved has a status that says so and a resolution to read
    /// @param satisfied answers afterwards of promoters or satisfied people
    /// @param unsatisfied of detractors or unsatisfied people
    /// @param answers with a score
    public record Outcome(boolean solved, int satisfied, int unsatisfied, int answers) {
        static final Outcome NONE = new Outcome(false, 0, 0, 0);

        /// `good` where more were satisfied than not, `bad` where fewer; null where nobody said.
        public @Nullable String told() {
            return satisfied > unsatisfied ? "good" : unsatisfied > satisfied ? "bad" : answers > 0 ? "mixed" : null;
        }

        /// By what its place in the list is raised or lowered: 1 + [#SOLVED] where somebody can read how it
        /// was solved, half as much more where people were satisfied, and nothing of it where they were
        /// not.
        double boost() {
            if (!solved || unsatisfied > satisfied) {
                return 1;
            }
            return 1 + SOLVED + (satisfied > unsatisfied ? SOLVED / 2 : 0);
        }
    }

    /// Of the interactions among the records.
    Map<Address, Outcome> of(Collection<Address> records) {
        List<Integer> keys = records.stream()
                .filter(address -> address.type().equals(InteractionFields.TYPE))
                .map(Address::key)
                .toList();
        if (keys.isEmpty()) {
            return Map.of();
        }
        return database.read(connection -> {
            Map<Address, Outcome> outcomes = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setArray(1, connection.createArrayOf("integer", keys.toArray()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        outcomes.put(
                                new Address(InteractionFields.TYPE, row.getInt(1)),
                                new Outcome(row.getBoolean(2), row.getInt(3), row.getInt(4), row.getInt(5)));
                    }
                }
            }
            return outcomes;
        });
    }
}
