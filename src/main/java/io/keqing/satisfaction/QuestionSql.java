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
/// and what it tells of one question is of one moment. Texts are read as numbers once for each distinct value, which is
/// what makes it quick. Sums are of exact decimals, so no order of rows changes a mean.
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
                select a.key as name, a.value, r.%1$s as customer
                from feedback r cross join lateral jsonb_each(r.%2$s) a
                where r.%2$s is not null and a.key = any(?::text[]) and jsonb_typeof(a.value) <> 'null' %3$s
            ), distinct_value as (
                select name, value, count(*) as count, count(*) filter (where customer is null) as nameless
                from given group by name, value
            ), asked as (
                select q.name, q.lowest, q.highest, q.place,
                    q.lowest is not null or q.numbers and not coalesce(bool_or(jsonb_typeof(d.value) = 'array'), false)
                        as scored
                from question q left join distinct_value d on d.name = q.name
                group by q.name, q.lowest, q.highest, q.numbers, q.place
            ), score as (
                select q.name, q.scored, q.lowest, q.highest, d.value, d.count, d.nameless,
                    case when q.scored and %4$s ~ '%6$s' then trim_scale((%4$s)::numeric) end as number
                from asked q join distinct_value d on d.name = q.name
            ), weighed as (
                select s.*, not scored or number is not null and (lowest is null or number between lowest and highest)
                    as counts
                from score s
            ), person as (
                select g.name, count(distinct g.customer) as count
                from given g join weighed w on w.name = g.name and w.value = g.value
                where w.counts group by g.name
            ), total as (
                select name,
                    coalesce(sum(count) filter (where counts), 0) as n,
                    coalesce(sum(nameless) filter (where counts), 0) as nameless,
                    coalesce(sum(count) filter (where not counts), 0) as outside,
                    sum(number * count) filter (where counts) as sum,
                    sum(number * number * count) filter (where counts) as squares,
                    coalesce(sum(count) filter (where counts and number >= highest - 1), 0) as top2,
                    coalesce(sum(count) filter (where counts and number <= lowest + 1), 0) as bottom2
                from weighed group by name
            ), part as (
                select w.name, w.number, null as text, w.count from weighed w where w.scored and w.counts
                union all
                select w.name, case when %5$s ~ '%6$s' then trim_scale((%5$s)::numeric) end, btrim(p.text), w.count
                from weighed w cross join lateral jsonb_array_elements_text(
                    case jsonb_typeof(w.value) when 'array' then w.value else jsonb_build_array(w.value) end) p (text)
                where not w.scored
            ), told as (
                select name, number, text, sum(count) as count,
                    row_number() over (partition by name order by sum(count) desc, number, text collate "C") as place
                from part group by name, number, text
            ), others as (
                select name, sum(count) as count from told where place > %7$d group by name
            )
            select q.name, q.scored, coalesce(t.n, 0) as n, coalesce(t.nameless, 0) + coalesce(p.count, 0) as people,
                coalesce(t.outside, 0) as outside, t.sum / nullif(t.n, 0) as mean,
                sqrt((t.n * t.squares - t.sum * t.sum) / nullif(t.n * (t.n - 1), 0)) as deviation,
                t.top2 / nullif(t.n, 0) as top2, t.bottom2 / nullif(t.n, 0) as bottom2,
                coalesce(o.count, 0) as others, v.number, v.text, v.count
            from asked q left join total t on t.name = q.name left join person p on p.name = q.name
                left join others o on o.name = q.name left join told v on v.name = q.name and v.place <= %7$d
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
                PLAIN.formatted("d.value #>> '{}'"),
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
