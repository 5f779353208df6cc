package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.record.RecordFields;
import io.keqing.record.RunTimeField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement that counts the answers to questions: it passes over the rows once, however many questions there are,
/// and what it tells of one question is of one moment. Sums are of exact decimals, so no order of rows changes a mean.
///
/// A row of its result is one value of one question, in the order they are told, with what is known of the whole
/// question beside it; a question that nobody answered has one row without a value.
final class QuestionSql {
    /// Digits of full width are numbers too; what looks like one and is longer is a code.
    private static final String NUMBER = "^[+-]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?$";

    private static final String PLAIN = "translate(btrim(%s), '０１２３４５６７８９．－＋', '0123456789.-+')";

    private static final String SQL = """
            with question as (
                select * from unnest(?::text[], ?::numeric[], ?::numeric[], ?::boolean[])
                    with ordinality as q (name, lowest, highest, numbers, place)
            ), given as (
                select a.key as name, r.key as record, r.%1$s as customer, a.value
                from feedback r cross join lateral jsonb_each(r.%2$s) a
                where r.%2$s is not null and a.key = any(?::text[]) and jsonb_typeof(a.value) <> 'null' %3$s
            ), asked as (
                select q.name, q.lowest, q.highest, q.place,
                    q.lowest is not null or q.numbers and not coalesce(bool_or(jsonb_typeof(g.value) = 'array'), false)
                        as scored
                from question q left join given g on g.name = q.name
                group by q.name, q.lowest, q.highest, q.numbers, q.place
            ), part as (
                select q.name, q.scored, g.record, g.customer,
                    case when not q.scored then btrim(p.text) end as text,
                    case when %4$s ~ '%5$s' then trim_scale((%4$s)::numeric) end as number
                from asked q join given g on g.name = q.name cross join lateral jsonb_array_elements_text(
                    case when not q.scored and jsonb_typeof(g.value) = 'array' then g.value
                        else jsonb_build_array(g.value) end) p (text)
            ), weighed as (
                select p.*,
                    not p.scored or p.number is not null and (q.lowest is null or p.number between q.lowest and q.highest)
                        as counts,
                    p.number >= q.highest - 1 as top2,
                    p.number <= q.lowest + 1 as bottom2
                from part p join question q on q.name = p.name
            ), total as (
                select name,
                    count(distinct record) filter (where counts) as n,
                    count(distinct customer) filter (where counts)
                        + count(distinct record) filter (where counts and customer is null) as people,
                    count(*) filter (where not counts) as outside,
                    avg(number) filter (where counts and scored) as mean,
                    stddev_samp(number) filter (where counts and scored) as deviation,
                    count(*) filter (where counts and top2) as top2,
                    count(*) filter (where counts and bottom2) as bottom2
                from weighed group by name
            ), told as (
                select name, number, text, count(*) as count,
                    row_number() over (partition by name order by count(*) desc, number, text collate "C") as place
                from weighed where counts group by name, number, text
            ), others as (
                select name, sum(count) as count from told where place > %6$d group by name
            )
            select q.name, q.scored, coalesce(t.n, 0) as n, coalesce(t.people, 0) as people,
                coalesce(t.outside, 0) as outside, t.mean, t.deviation,
                t.top2::numeric / nullif(t.n, 0) as top2, t.bottom2::numeric / nullif(t.n, 0) as bottom2,
                coalesce(o.count, 0) as others, v.number, v.text, v.count
            from asked q left join total t on t.name = q.name left join others o on o.name = q.name
                left join told v on v.name = q.name and v.place <= %6$d
            order by q.place, v.number nulls last, v.count desc, v.text collate "C"
            """;

    private QuestionSql() {}

    static PreparedStatement select(
            Connection connection, Collection<RunTimeField> asked, @Nullable String survey, @Nullable String source)
            throws SQLException {
        List<String> chosen = new ArrayList<>();
        String where = "";
        if (survey != null && survey.isEmpty()) {
            where += " and r." + FeedbackFields.SURVEY.column() + " is null";
        } else if (survey != null) {
            where += " and r." + FeedbackFields.SURVEY.column() + " = ?";
            chosen.add(survey);
        }
        if (source != null) {
            where += " and r." + RecordFields.SOURCE.column() + " = ?";
            chosen.add(source);
        }
        PreparedStatement select = connection.prepareStatement(SQL.formatted(
                FeedbackFields.CUSTOMER.column(),
                FeedbackFields.ANSWERS.column(),
                where,
                PLAIN.formatted("p.text"),
                NUMBER,
                Question.MOST_VALUES));
        Object[] names = asked.stream().map(RunTimeField::name).toArray();
        select.setArray(1, connection.createArrayOf("text", names));
        select.setArray(2, connection.createArrayOf("numeric", ends(asked, false)));
        select.setArray(3, connection.createArrayOf("numeric", ends(asked, true)));
        select.setArray(
                4,
                connection.createArrayOf(
                        "boolean",
                        asked.stream()
                                .map(field -> field.kind() == RunTimeField.Kind.NUMBER)
                                .toArray()));
        select.setArray(5, connection.createArrayOf("text", names));
        for (int i = 0; i < chosen.size(); i++) {
            select.setString(6 + i, chosen.get(i));
        }
        return select;
    }

    private static @Nullable Object[] ends(Collection<RunTimeField> asked, boolean highest) {
        return asked.stream()
                .map(RunTimeField::scale)
                .map(scale -> scale == null ? null : highest ? scale.highest() : scale.lowest())
                .toArray();
    }
}
