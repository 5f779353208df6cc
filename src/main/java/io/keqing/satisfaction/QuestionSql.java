package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.record.RecordFields;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement that counts the answers to questions: it passes over the rows once, however many questions
/// there are, and what it tells of one question is of one moment. Texts are read as numbers once for each
/// distinct value, which is what makes it quick. Sums are of exact decimals, so no order of rows changes a
/// mean.
///
/// A row of its result is one value of one question, in the order they are told, with what is known of the
/// whole question beside it; a question that nobody answered has one row without a value.
final class QuestionSql {
    /// Digits of full width are numbers too; what looks like one and is longer is a code.
    private static final String NUMBER = "^[+-]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?$";

    private static final String PLAIN = "translate(btrim(%s), '０１２３４５６７８９．－＋', '0123456789.-+')";

    private static final String SQL = """
            with question as (
                select * from unnest(?::numeric[], ?::numeric[], ?::boolean[])
                    with ordinality as q (lowest, highest, numbers, place)
            ), asked_in as (
                select * from unnest(?::text[], ?::text[], ?::bigint[]) as i (survey, name, place)
            ), given as (
                select i.place, a.value, r.%1$s as customer
                from open_feedback r cross join lateral jsonb_each(r.%2$s) a
                    join asked_in i on i.name = a.key and i.survey = coalesce(r.%8$s, '')
                    left join survey_question m on m.survey = r.%8$s and m.name = a.key
                where r.%2$s is not null and jsonb_typeof(a.value) <> 'null'
                    and not coalesce(btrim(a.value #>> '{}') = any (m.missing), false) %3$s
            ), distinct_value as (
                select place, value, count(*) as count, count(*) filter (where customer is null) as nameless
                from given group by place, value
            ), asked as (
                select q.lowest, q.highest, q.place,
                    q.lowest is not null or q.numbers and not coalesce(bool_or(jsonb_typeof(d.value) = 'array'), false)
                        as scored
                from question q left join distinct_value d on d.place = q.place
                group by q.lowest, q.highest, q.numbers, q.place
            ), score as (
                select q.place, q.scored, q.lowest, q.highest, d.value, d.count, d.nameless,
                    case when q.scored and %4$s ~ '%6$s' then trim_scale((%4$s)::numeric) end as number
                from asked q join distinct_value d on d.place = q.place
            ), weighed as (
                select s.*, not scored or number is not null and (lowest is null or number between lowest and highest)
                    as counts
                from score s
            ), person as (
                select g.place, count(distinct g.customer) as count
                from given g join weighed w on w.place = g.place and w.value = g.value
                where w.counts group by g.place
            ), total as (
                select place,
                    coalesce(sum(count) filter (where counts), 0) as n,
                    coalesce(sum(nameless) filter (where counts), 0) as nameless,
                    coalesce(sum(count) filter (where not counts), 0) as outside,
                    sum(number * count) filter (where counts) as sum,
                    sum(number * number * count) filter (where counts) as squares,
                    coalesce(sum(count) filter (where counts and number >= highest - 1), 0) as top2,
                    coalesce(sum(count) filter (where counts and number <= lowest + 1), 0) as bottom2
                from weighed group by place
            ), part as (
                select w.place, w.number, null as text, w.count from weighed w where w.scored and w.counts
                union all
                select w.place, case when %5$s ~ '%6$s' then trim_scale((%5$s)::numeric) end, btrim(p.text), w.count
                from weighed w cross join lateral jsonb_array_elements_text(
                    case jsonb_typeof(w.value) when 'array' then w.value else jsonb_build_array(w.value) end) p (text)
                where not w.scored
            ), told as (
                select place, number, text, sum(count) as count,
                    row_number() over (partition by place order by sum(count) desc, number, text collate "C") as nth
                from part group by place, number, text
            ), others as (
                select place, sum(count) as count from told where nth > %7$d group by place
            )
            select q.place, q.scored, coalesce(t.n, 0) as n, coalesce(t.nameless, 0) + coalesce(p.count, 0) as people,
                coalesce(t.outside, 0) as outside, t.sum / nullif(t.n, 0) as mean,
                sqrt((t.n * t.squares - t.sum * t.sum) / nullif(t.n * (t.n - 1), 0)) as deviation,
                t.top2 / nullif(t.n, 0) as top2, t.bottom2 / nullif(t.n, 0) as bottom2,
                coalesce(o.count, 0) as others, v.number, v.text, v.count
            from asked q left join total t on t.place = q.place left join person p on p.place = q.place
                left join others o on o.place = q.place left join told v on v.place = q.place and v.nth <= %7$d
            order by q.place, v.number nulls last, v.count desc, v.text collate "C"
            """;

    private QuestionSql() {}

    /// @param asked what the rows of the answer count, by their place in it, from 1
    static PreparedStatement select(Connection connection, List<AskedQuestion> asked, Questions.Among among)
            throws SQLException {
        List<String> chosen = new ArrayList<>();
        String where = "";
        String survey = among.survey();
        if (survey != null && survey.isEmpty()) {
            where += " and r." + FeedbackFields.SURVEY.column() + " is null";
        } else if (survey != null) {
            where += " and r." + FeedbackFields.SURVEY.column() + " = ?";
            chosen.add(survey);
        }
        if (among.source() != null) {
            where += " and r." + RecordFields.SOURCE.column() + " = ?";
            chosen.add(among.source());
        }
        PreparedStatement select = connection.prepareStatement(SQL.formatted(
                FeedbackFields.CUSTOMER.column(),
                FeedbackFields.ANSWERS.column(),
                where,
                PLAIN.formatted("d.value #>> '{}'"),
                PLAIN.formatted("p.text"),
                NUMBER,
                Question.MOST_VALUES,
                FeedbackFields.SURVEY.column()));
        select.setArray(1, connection.createArrayOf("numeric", ends(asked, false)));
        select.setArray(2, connection.createArrayOf("numeric", ends(asked, true)));
        select.setArray(
                3,
                connection.createArrayOf(
                        "boolean", asked.stream().map(AskedQuestion::numbers).toArray()));
        List<String> surveys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            for (String in : asked.get(i).surveys()) {
                surveys.add(in);
                names.add(asked.get(i).name());
                places.add(i + 1L);
            }
        }
        select.setArray(4, connection.createArrayOf("text", surveys.toArray()));
        select.setArray(5, connection.createArrayOf("text", names.toArray()));
        select.setArray(6, connection.createArrayOf("bigint", places.toArray()));
        for (int i = 0; i < chosen.size(); i++) {
            select.setString(7 + i, chosen.get(i));
        }
        return select;
    }

    private static @Nullable Object[] ends(List<AskedQuestion> asked, boolean highest) {
        return asked.stream()
                .map(AskedQuestion::scale)
                .map(scale -> scale == null ? null : highest ? scale.highest() : scale.lowest())
                .toArray();
    }
}
