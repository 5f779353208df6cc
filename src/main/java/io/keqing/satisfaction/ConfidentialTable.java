package io.keqing.satisfaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.field.Field;
import io.keqing.record.Database;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.Region;
import io.keqing.search.Period;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The one table that a confidential survey is told by: its total, and its groups by each declared
/// breakdown and by its period. It is counted in the database in one pass and kept; it is counted again
/// when at least as many answers have come or gone as a group must have to be told, so that two readings
/// never differ by one person's answer.
@Singleton
final class ConfidentialTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PERIOD = "period";

    private final Database database;
    private final RecordType feedback;
    private final Region region;

    ConfidentialTable(Database database, RecordTypes types, Region region) {
        this.database = database;
        this.feedback = types.get(FeedbackFields.TYPE);
        this.region = region;
    }

    /// A group of the table by all three measures.
    ///
    /// @param by the breakdown, `period`, or null for the total
    /// @param value of it, "" for none; a period by its first day
    record Row(
            @Nullable String by, String value, Counted nps, Counted csat, Counted ces, long answered, long delivered) {
        List<Counted> measures() {
            return List.of(nps, csat, ces);
        }
    }

    /// @param good promoters, satisfied, or of CES 5 to 7
    /// @param bad detractors, unsatisfied, or of CES 1 to 3
    /// @param best of CES 6 and 7
    record Counted(long n, long people, long good, long bad, long best, double sum, double squares) {}

    /// The table as it may be told now.
    List<Row> of(Survey survey) {
        return database.inTransaction(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(27505, ?)")) {
                lock.setInt(1, survey.name().hashCode());
                lock.execute();
            }
            long answers = answers(connection, survey.name());
            List<Row> kept = kept(connection, survey, answers);
            if (kept != null) {
                return kept;
            }
            List<Row> counted = count(connection, survey);
            keep(connection, survey, answers, counted);
            return counted;
        });
    }

    private static long answers(Connection connection, String survey) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from feedback where survey = ?")) {
            select.setString(1, survey);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static @Nullable List<Row> kept(Connection connection, Survey survey, long answers) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select answers, rows from survey_table " + "where survey = ? and made_for = ?")) {
            select.setString(1, survey.name());
            select.setString(2, rules(survey));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || Math.abs(row.getLong(1) - answers) >= Suppression.FEWEST) {
                    return null;
                }
                return Arrays.asList(JSON.readValue(row.getString(2), Row[].class));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table that was kept must be readable", e);
        }
    }

    private static void keep(Connection connection, Survey survey, long answers, List<Row> rows) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("insert into survey_table (survey, answers, made_for, "
                + "rows) values (?, ?, ?, ?::jsonb) on conflict (survey) do update set answers = excluded.answers, "
                + "made_for = excluded.made_for, rows = excluded.rows, made_at = clock_timestamp()")) {
            put.setString(1, survey.name());
            put.setLong(2, answers);
            put.setString(3, rules(survey));
            put.setString(4, JSON.writeValueAsString(rows));
            put.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table must be writable", e);
        }
    }

    /// All of the definition that decides how the table is counted, and nothing else of it.
    private static String rules(Survey survey) {
        return survey.breakdowns() + " " + survey.period() + " " + survey.csat() + " "
                + survey.questions().stream()
                        .filter(question -> question.role() != null
                                || question.name().equals(survey.csat().question()))
                        .map(question -> question.name() + question.role() + question.missing())
                        .toList();
    }

    private List<Row> count(Connection connection, Survey survey) throws SQLException {
        List<String> breakdowns = survey.breakdowns();
        StringBuilder columns = new StringBuilder();
        StringBuilder sets = new StringBuilder("()");
        StringBuilder names = new StringBuilder();
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < breakdowns.size(); i++) {
            columns.append(", coalesce((")
                    .append(expression(breakdowns.get(i), parameters))
                    .append(")::text, '') as d")
                    .append(i);
            sets.append(", (d").append(i).append(')');
            names.append(", d").append(i);
        }
        String unit = survey.period().name().toLowerCase(Locale.ROOT);
        // the database's weeks begin on Monday: moved there and back
        int moved = survey.period() == Period.WEEK ? 1 - region.weekStart().getValue() : 0;
        columns.append(", coalesce((date_trunc('")
                .append(unit)
                .append("', r.at at time zone ? + ")
                .append(moved)
                .append(" * interval '1 day')::date - ")
                .append(moved)
                .append(")::text, '') as p");
        parameters.add(region.zone().getId());
        SurveyQuestion effort = survey.question(QuestionRole.CES).orElse(null);
        String ces = effort == null ? "r.ces" : "answer_number(r.answers ->> ?, ?::text[])";
        List<Object> first = new ArrayList<>();
        if (effort != null) {
            first.add(effort.name());
            first.add(connection.createArrayOf("text", effort.missing().toArray()));
        }
        String sql = "select grouping(p" + names + ") as g, p" + names + measures()
                + " from (select r.customer_key as c, (" + feedback.derived().get(FeedbackFields.NPS_CLASS)
                + ") as nps, (" + feedback.derived().get(FeedbackFields.CSAT_CLASS)
                + ") as csat, (select case when a.v "
                + "between 1 and 7 then a.v end from (select " + ces + ") a (v)) as ces, ("
                + feedback.derived().get(FeedbackFields.STATE) + ") as state" + columns + " from " + feedback.table()
                + " r " + feedback.joins() + " where r.survey = ?) x group by grouping sets (" + sets + ", (p))";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 1;
            for (Object parameter : first) {
                select.setObject(at++, parameter);
            }
            for (String parameter : parameters) {
                select.setString(at++, parameter);
            }
            select.setString(at, survey.name());
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row, breakdowns));
                }
            }
            return rows;
        }
    }

    private static String measures() {
        return measure("nps", "nps = 'promoter'", "nps = 'detractor'", "false", "0")
                + measure("csat", "csat = 'satisfied'", "csat = 'unsatisfied'", "false", "0")
                + measure("ces", "ces >= 5", "ces <= 3", "ces >= 6", "ces")
                + ", count(*) filter (where state = 'answered') as answered, count(*) filter (where state = 'delivered')"
                + " as delivered";
    }

    private static String measure(String name, String good, String bad, String best, String number) {
        return (", count(%1$s) as %1$s_n, count(distinct c) filter (where %1$s is not null) + count(*) filter "
                        + "(where %1$s is not null and c is null) as %1$s_people, count(*) filter (where %2$s) as %1$s_good,"
                        + " count(*) filter (where %3$s) as %1$s_bad, count(*) filter (where %4$s) as %1$s_best, "
                        + "coalesce(sum(%5$s), 0) as %1$s_sum, coalesce(sum(%5$s * %5$s), 0) as %1$s_squares")
                .formatted(name, good, bad, best, number);
    }

    private String expression(String breakdown, List<String> parameters) {
        int dot = breakdown.indexOf('.');
        Field<?> field = feedback.fields()
                .named(breakdown)
                .or(() -> RecordFields.named(breakdown))
                .orElse(null);
        if (field == null && dot > 0) {
            parameters.add(breakdown.substring(dot + 1));
            return "r." + breakdown.substring(0, dot) + " ->> ?";
        } else if (field == null) {
            throw new IllegalStateException("a breakdown must be a field, was " + breakdown);
        }
        return field.derived() ? String.valueOf(feedback.derived().get(field)) : "r." + field.column();
    }

    /// The bits of `g` say which columns a row is not divided by, the first the highest.
    private static Row row(ResultSet row, List<String> breakdowns) throws SQLException {
        int divided = ~row.getInt("g") & (1 << breakdowns.size() + 1) - 1;
        String by = null;
        String value = "";
        if (divided == 1 << breakdowns.size()) {
            by = PERIOD;
            value = row.getString("p");
        } else if (divided != 0) {
            int place = breakdowns.size() - 1 - Integer.numberOfTrailingZeros(divided);
            by = breakdowns.get(place);
            value = row.getString("d" + place);
        }
        return new Row(
                by,
                value,
                counted(row, "nps"),
                counted(row, "csat"),
                counted(row, "ces"),
                row.getLong("answered"),
                row.getLong("delivered"));
    }

    private static Counted counted(ResultSet row, String measure) throws SQLException {
        return new Counted(
                row.getLong(measure + "_n"),
                row.getLong(measure + "_people"),
                row.getLong(measure + "_good"),
                row.getLong(measure + "_bad"),
                row.getLong(measure + "_best"),
                row.getDouble(measure + "_sum"),
                row.getDouble(measure + "_squares"));
    }

    /// What a row is divided by where it is divided over time.
    static String period() {
        return PERIOD;
    }
}
