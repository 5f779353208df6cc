package io.keqing.satisfaction;

import io.keqing.feedback.CesConvention;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.feedback.Surveys;
import io.keqing.record.Database;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.InvalidQueryException;
import io.keqing.statistics.Interval;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// Two waves answered by the same people: each person is compared with themselves, which finds smaller
/// changes than two independent waves do. A person's score of a wave is the mean of their answers (for the
/// NPS 1, 0 or −1 each, for the CSAT 1 or 0), and the change is the mean of the differences, with Student's
/// t.
@Singleton
public final class Waves {
    private final Database database;
    private final RecordType feedback;
    private final Surveys surveys;

    Waves(Database database, RecordTypes types, Surveys surveys) {
        this.database = database;
        this.feedback = types.get(FeedbackFields.TYPE);
        this.surveys = surveys;
    }

    /// @param people who answered both
    /// @param change second less first; null where too few people answered both
    /// @param interval 95 %
    /// @param p two-sided, of "nobody changed"
    public record Paired(
            long people,
            @Nullable Double change,
            @Nullable Interval interval,
            @Nullable Double p) {}

    /// @param first name of a survey, as is `second`
    /// @throws InvalidQueryException where a survey is unknown or confidential, or both make their CES
    ///     otherwise
    public Paired of(Measure.Kind kind, String first, String second) {
        Survey one = open(first);
        Survey other = open(second);
        if (kind == Measure.Kind.CES && one.ces() != other.ces()) {
            throw new InvalidQueryException("surveys with different conventions of CES are not compared, were %s and %s"
                    .formatted(one.ces(), other.ces()));
        }
        return database.read(connection -> paired(connection, kind, one, other));
    }

    private Survey open(String name) {
        Survey survey = surveys.find(name)
                .orElseThrow(() -> new InvalidQueryException("a wave must be a survey, was \"" + name + "\""));
        if (survey.confidential()) {
            throw new InvalidQueryException("\"" + name + "\" is confidential: its people are not compared one by one");
        }
        return survey;
    }

    private Paired paired(Connection connection, Measure.Kind kind, Survey one, Survey other) throws SQLException {
        String sql =
                "with person as (select r.customer_key as c, r.survey as s, avg(" + score(kind, one) + ") as v from "
                        + feedback.shown() + " r " + feedback.joins()
                        + " where r.survey in (?, ?) and r.customer_key is not null group by 1, 2) "
                        + "select count(*), avg(b.v - a.v), stddev_samp(b.v - a.v) from person a join person b on b.c = a.c "
                        + "where a.s = ? and b.s = ? and a.v is not null and b.v is not null";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 1;
            if (kind == Measure.Kind.CES) {
                for (Survey survey : List.of(one, other)) {
                    SurveyQuestion asked = survey.question(QuestionRole.CES).orElse(null);
                    select.setString(at++, survey.name());
                    select.setString(at++, asked == null ? null : asked.name());
                    select.setArray(
                            at++,
                            connection.createArrayOf(
                                    "text",
                                    asked == null
                                            ? new Object[0]
                                            : asked.missing().toArray()));
                }
            }
            for (int i = 0; i < 2; i++) {
                select.setString(at++, one.name());
                select.setString(at++, other.name());
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return paired(row.getLong(1), row.getDouble(2), row.getDouble(3));
            }
        }
    }

    private String score(Measure.Kind kind, Survey survey) {
        return switch (kind) {
            case NPS ->
                "case (" + feedback.derived().get(FeedbackFields.NPS_CLASS)
                        + ") when 'promoter' then 1.0 when 'passive' then 0.0 when 'detractor' then -1.0 end";
            case CSAT ->
                "case (" + feedback.derived().get(FeedbackFields.CSAT_CLASS)
                        + ") when 'satisfied' then 1.0 when 'neutral' then 0.0 when 'unsatisfied' then 0.0 end";
            case CES -> effort(survey.ces());
        };
    }

    private static String effort(CesConvention convention) {
        String counted = switch (convention) {
            case MEAN -> "e.v";
            case SHARE -> "case when e.v >= 5 then 1.0 else 0.0 end";
            case NET -> "case when e.v >= 6 then 1.0 when e.v <= 3 then -1.0 else 0.0 end";
        };
        return "(select " + counted
                + " from (select coalesce(case r.survey when ? then answer_number(r.answers ->> ?, ?) "
                + "when ? then answer_number(r.answers ->> ?, ?) end, r.ces)) e (v) where e.v between 1 and 7)";
    }

    /// @param deviation of the differences, with n − 1
    static Paired paired(long people, double change, double deviation) {
        if (people < Question.FEWEST) {
            return new Paired(people, null, null, null);
        }
        double error = deviation / Math.sqrt(people);
        if (error == 0) {
            return new Paired(people, change, new Interval(change, change), change == 0 ? 1.0 : 0.0);
        }
        TDistribution t = TDistribution.of(people - 1);
        double reach = t.inverseSurvivalProbability(0.025) * error;
        return new Paired(
                people,
                change,
                new Interval(change - reach, change + reach),
                Math.min(1, 2 * t.survivalProbability(Math.abs(change) / error)));
    }
}
