package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// One statement that adds up, block by block, the products of what was answered: one pass over the rows,
/// and a thousand rows come back. Rows with an answer missing, or off its scale, are in groups of their own
/// that are dropped. A clock in a subquery keeps the planner from taking its columns apart, which would
/// read each answer once for every product.
final class DriverSql {
    private DriverSql() {}

    /// A number of a record.
    ///
    /// @param name of the question; null for a column
    /// @param column of the score; null for a question
    record Variable(
            @Nullable String name, @Nullable String column, List<String> missing, double lowest, double highest) {}

    /// @param survey null for all
    /// @param keys of the records; null for all
    static List<double[]> blocks(
            Connection connection, List<Variable> variables, @Nullable String survey, @Nullable RoaringBitmap keys)
            throws SQLException {
        int count = variables.size();
        StringBuilder texts = new StringBuilder();
        StringBuilder numbers = new StringBuilder();
        StringBuilder whole = new StringBuilder();
        StringBuilder sums = new StringBuilder("count(*)::double precision");
        StringBuilder products = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String column = variables.get(i).column();
            texts.append(", ")
                    .append(column == null ? "r.answers ->> ?" : "r." + column)
                    .append(" as t")
                    .append(i);
            numbers.append(", ")
                    .append(column == null ? "answer_number(t%d, ?)".formatted(i) : "t" + i)
                    .append(" as v")
                    .append(i);
            whole.append(i == 0 ? "" : " and ").append("v%d between ? and ?".formatted(i));
            sums.append(", sum(v").append(i).append(')');
            for (int j = 0; j <= i; j++) {
                products.append(", sum(v%d * v%d)".formatted(i, j));
            }
        }
        String sql =
                "select coalesce(%s, false), array[%s%s] from (select b, clock_timestamp() as apart%s from (select "
                                .formatted(whole, sums, products, numbers)
                        + "(hashint4(coalesce(r.customer_key, -r.key)) & 2147483647) %% %d as b, clock_timestamp() as apart"
                                .formatted(DriverBlocks.COUNT)
                        + texts + " from open_feedback r where true"
                        + (survey == null ? "" : " and r." + FeedbackFields.SURVEY.column() + " = ?")
                        + (keys == null ? "" : " and r.key = any (?)") + ") t) v group by 1, b order by b";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 1;
            for (Variable variable : variables) {
                select.setDouble(at++, variable.lowest());
                select.setDouble(at++, variable.highest());
            }
            for (Variable variable : variables) {
                if (variable.column() == null) {
                    select.setArray(
                            at++,
                            connection.createArrayOf("text", variable.missing().toArray()));
                }
            }
            for (Variable variable : variables) {
                if (variable.column() == null) {
                    select.setString(at++, variable.name());
                }
            }
            if (survey != null) {
                select.setString(at++, survey);
            }
            if (keys != null) {
                select.setArray(
                        at,
                        connection.createArrayOf(
                                "integer", Arrays.stream(keys.toArray()).boxed().toArray()));
            }
            List<double[]> blocks = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(1)) {
                        blocks.add(doubles((Double[]) row.getArray(2).getArray()));
                    }
                }
            }
            return blocks;
        }
    }

    private static double[] doubles(Double[] array) {
        double[] doubles = new double[array.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = array[i];
        }
        return doubles;
    }
}
