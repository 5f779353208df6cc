package io.keqing.feedback;

import io.keqing.field.Label;
import io.keqing.record.Scale;
import io.keqing.search.Period;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows of defined surveys and their questions.
final class SurveyTable {
    private SurveyTable() {}

    static List<String> names(Connection connection) throws SQLException {
        return texts(connection, "select name from survey order by name");
    }

    static Set<String> confidential(Connection connection) throws SQLException {
        return new TreeSet<>(texts(connection, "select name from survey where confidential"));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    static Optional<Survey> find(Connection connection, String name) throws SQLException {
        List<SurveyQuestion> questions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select name, label_zh, label_en, lowest, highest, "
                + "missing, role from survey_question where survey = ? order by place")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String role = row.getString("role");
                    questions.add(SurveyQuestion.said(
                            row.getString("name"),
                            label(row),
                            scale(row, "lowest", "highest"),
                            List.of((String[]) row.getArray("missing").getArray()),
                            role == null ? null : QuestionRole.valueOf(role)));
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement("select * from survey where name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(survey(row, questions)) : Optional.empty();
            }
        }
    }

    private static Survey survey(ResultSet row, List<SurveyQuestion> questions) throws SQLException {
        Scale scale = scale(row, "csat_lowest", "csat_highest");
        return new Survey(
                row.getString("name"),
                label(row),
                true,
                row.getBoolean("confidential"),
                questions,
                scale == null
                        ? CsatRule.DEFAULT
                        : new CsatRule(row.getString("csat_question"), row.getDouble("csat_top"), scale),
                CesConvention.valueOf(row.getString("ces_convention")),
                List.of((String[]) row.getArray("breakdowns").getArray()),
                Period.valueOf(row.getString("period")));
    }

    private static Label label(ResultSet row) throws SQLException {
        return new Label(row.getString("label_zh"), row.getString("label_en"));
    }

    private static @Nullable Scale scale(ResultSet row, String lowest, String highest) throws SQLException {
        double from = row.getDouble(lowest);
        return row.wasNull() ? null : new Scale(from, row.getDouble(highest));
    }

    /// @return whether single answers count otherwise than before
    static boolean put(Connection connection, Survey survey, String by) throws SQLException {
        Integer before = checkSum(connection, survey.name());
        int checkSum = checkSum(survey);
        try (PreparedStatement put = connection.prepareStatement("""
                insert into survey (name, label_zh, label_en, confidential, breakdowns, period, ces_convention,
                    csat_question, csat_top, csat_lowest, csat_highest, nps_question, ces_question, check_sum, changed_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (name) do update set label_zh = excluded.label_zh, label_en = excluded.label_en,
                    confidential = excluded.confidential, breakdowns = excluded.breakdowns, period = excluded.period,
                    ces_convention = excluded.ces_convention, csat_question = excluded.csat_question,
                    csat_top = excluded.csat_top, csat_lowest = excluded.csat_lowest,
                    csat_highest = excluded.csat_highest, nps_question = excluded.nps_question,
                    ces_question = excluded.ces_question, check_sum = excluded.check_sum, changed_at = now(),
                    changed_by = excluded.changed_by""")) {
            put.setString(1, survey.name());
            put.setString(2, survey.label().zh());
            put.setString(3, survey.label().en());
            put.setBoolean(4, survey.confidential());
            put.setArray(5, connection.createArrayOf("text", survey.breakdowns().toArray()));
            put.setString(6, survey.period().name());
            put.setString(7, survey.ces().name());
            put.setString(8, survey.csat().question());
            put.setDouble(9, survey.csat().top());
            put.setDouble(10, survey.csat().scale().lowest());
            put.setDouble(11, survey.csat().scale().highest());
            put.setString(12, asked(survey, QuestionRole.NPS));
            put.setString(13, asked(survey, QuestionRole.CES));
            put.setInt(14, checkSum);
            put.setString(15, by);
            put.executeUpdate();
        }
        questions(connection, survey);
        return before == null || before != checkSum;
    }

    private static void questions(Connection connection, Survey survey) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from survey_question where survey = ?")) {
            delete.setString(1, survey.name());
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into survey_question (survey, name, place, "
                + "label_zh, label_en, lowest, highest, missing, role) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < survey.questions().size(); i++) {
                SurveyQuestion question = survey.questions().get(i);
                Scale scale = question.scale();
                QuestionRole role = question.role();
                insert.setString(1, survey.name());
                insert.setString(2, question.name());
                insert.setInt(3, i);
                insert.setString(4, question.label().zh());
                insert.setString(5, question.label().en());
                insert.setObject(6, scale == null ? null : scale.lowest(), Types.DOUBLE);
                insert.setObject(7, scale == null ? null : scale.highest(), Types.DOUBLE);
                insert.setArray(
                        8, connection.createArrayOf("text", question.missing().toArray()));
                insert.setString(9, role == null ? null : role.name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static @Nullable String asked(Survey survey, QuestionRole role) {
        return survey.question(role).map(SurveyQuestion::name).orElse(null);
    }

    private static @Nullable Integer checkSum(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select check_sum from survey where name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : null;
            }
        }
    }

    private static int checkSum(Survey survey) {
        return Objects.hash(
                        survey.csat(),
                        asked(survey, QuestionRole.NPS),
                        survey.questions().stream()
                                .map(question -> question.name() + question.missing())
                                .toList())
                & Integer.MAX_VALUE;
    }
}
