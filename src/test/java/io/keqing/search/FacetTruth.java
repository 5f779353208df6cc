package io.keqing.search;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What PostgreSQL says about the records of one type: one table with a column for each field, written out by
/// hand from the records themselves, and counted with nothing but `where` and `group by`. Knows nothing of
/// the catalogue, of the index or of how a question is translated.
final class FacetTruth {
    static final String ZONE = "Asia/Shanghai";

    private static final String COPIES = """
            c.province as customer_province, c.tier as customer_tier, c.customer_type as customer_customertype,
            case when c.key is not null then coalesce(cf.lifecycle, 'prospect') end as customer_lifecycle""";

    private static final Map<String, String> TABLES = Map.of(
            "customers",
            """
            select r.key, r.source, r.stub, r.customer_type as customertype, r.gender, r.country, r.province, r.city,
              r.industry, r.occupation, r.language, r.tier, r.points, r.owner, r.acquired, r.joined, r.ended,
              r.tags, r.preferences, r.consent, r.attributes,
              coalesce(r.relation, case
                when r.ended < (now() at time zone 'Asia/Shanghai')::date then 'former'
                when r.ended is not null or exists (select from interaction i where i.customer_key = r.key
                              and i.kind in ('order', 'contract')
                              and (i.at is null or i.at <= now())) then 'customer' else 'prospect' end) as relation,
              (select a.nps from open_feedback a where a.customer_key = r.key and a.nps is not null
                  and (a.at is null or a.at <= now()) order by a.at desc nulls last, a.key desc limit 1) as lastnps,
              coalesce(cf.lifecycle, 'prospect') as lifecycle, coalesce(cf.loyalty, 'open') as loyalty,
              coalesce(cf.value_band, 'none') as valueband, coalesce(cf.need, 'unknown') as need,
              (select count(*) from interaction i where i.customer_key = r.key and i.kind = 'order'
                and (i.at is null or i.at <= now()))::float8 as orders,
              (select max((i.at at time zone 'Asia/Shanghai')::date) from interaction i
                where i.customer_key = r.key and i.kind = 'order' and i.at <= now()) as lastorder,
              (select min((i.at at time zone 'Asia/Shanghai')::date) from interaction i
                where i.customer_key = r.key and i.kind = 'order' and i.at <= now()) as firstorder,
              (select sum(case i.kind when 'order' then i.amount else -abs(i.amount) end)::float8 from interaction i
                where i.customer_key = r.key and i.kind in ('order', 'return')
                  and (i.at is null or i.at <= now())
                  and (i.currency is null or i.currency = 'CNY')) as spent
            from customer r left join customer_facts cf on cf.key = r.key""",
            "interactions",
            """
            select r.key, r.customer_key, r.source, r.kind, r.channel, r.product, r.category, r.topic, r.reason, r.currency, r.staff,
              r.campaign, r.tags, r.status, r.priority, r.at, r.resolved_at as resolvedat, r.due_at as dueat,
              r.amount::float8 as amount, r.quantity, r.attributes,
              extract(epoch from r.first_response_at - r.at)::float8 / 60 as responseminutes,
              extract(epoch from r.resolved_at - r.at)::float8 / 60 as resolutionminutes,
              case when r.due_at is null then null else coalesce(r.resolved_at, now()) > r.due_at end as overdue,\s""" + COPIES
                    + " from interaction r left join customer c on c.key = r.customer_key left join customer_facts cf on cf.key = c.key",
            "feedback",
            """
            select r.key, r.customer_key, r.source, r.survey, r.touchpoint, r.channel, r.kind, r.nps, r.csat, r.ces, r.product,
              r.category, r.at, r.answers, r.attributes,
              case when r.nps is not null or r.csat is not null or r.ces is not null or r.answers is not null
                     or r.comment is not null then 'answered'
                   when r.delivered_at is not null then 'delivered'
                   when r.invited_at is not null then 'invited' end as state,
              case when r.csat < 3 then 'unsatisfied' when r.csat < 4 then 'neutral'
                   when r.csat >= 4 then 'satisfied' end as csatclass,
              case when r.nps in (9, 10) then 'promoter' when r.nps in (7, 8) then 'passive'
                   when r.nps is not null then 'detractor' end as npsclass, i.staff as interaction_staff,\s""" + COPIES
                    + " from feedback r left join customer c on c.key = r.customer_key left join customer_facts cf on cf.key = c.key "
                    + "left join interaction i on i.key = r.interaction_key");

    /// How a column is compared and counted.
    enum Sort {
        WORD,
        WORDS,
        NUMBER,
        NUMBERS,
        DAY,
        DAYS,
        MOMENT,
        FLAG;

        boolean several() {
            return this == WORDS || this == NUMBERS || this == DAYS;
        }
    }

    /// A field as the portal calls it, and its column.
    record Column(String field, Sort sort, String column) {
        /// Days are what a moment is cut into, in the zone of the portal.
        String each() {
            return switch (sort) {
                case MOMENT -> "(" + column + " at time zone '" + ZONE + "')::date";
                case WORD, NUMBER, DAY, FLAG -> column;
                case WORDS, NUMBERS, DAYS -> "v";
            };
        }

        String present() {
            return sort.several() ? "coalesce(cardinality(" + column + "), 0) > 0" : column + " is not null";
        }

        /// @param condition on [#each]
        String where(String condition) {
            return sort.several()
                    ? "exists (select from unnest(" + column + ") v where " + condition + ")"
                    : "(" + column + " is not null and " + condition + ")";
        }
    }

    private final Connection connection;
    private final String table;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    FacetTruth(Connection connection, String type) throws SQLException {
        this.connection = connection;
        this.table = "truth_" + type;
        run("create temporary table " + table + " as " + TABLES.get(type));
        run("create unique index on " + table + " (key)");
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("select * from " + table + " limit 0")) {
            for (int i = 1; i <= columns.getMetaData().getColumnCount(); i++) {
                String column = columns.getMetaData().getColumnName(i);
                switch (columns.getMetaData().getColumnTypeName(i)) {
                    case "text" -> add(column, Sort.WORD);
                    case "_text" -> add(column, Sort.WORDS);
                    case "float8" -> add(column, Sort.NUMBER);
                    case "date" -> add(column, Sort.DAY);
                    case "timestamptz" -> add(column, Sort.MOMENT);
                    case "bool" -> add(column, Sort.FLAG);
                    default -> {
                        // the key and the values born at run time, which follow
                    }
                }
            }
        }
        for (String[] born : rows("select holder, name, kind, id from run_time_field where facet and type = '" + type
                + "' order by id")) {
            String text =
                    "(select array_agg(%s) from jsonb_array_elements_text(case jsonb_typeof(%s -> '%s') when 'array' "
                            + "then %s -> '%s' when 'string' then jsonb_build_array(%s -> '%s') else '[]'::jsonb end) t)";
            String element = switch (born[2]) {
                case "NUMBER" -> "t::float8";
                case "DAY" -> "left(t, 10)::date";
                default -> "t";
            };
            String name = born[1].replace("'", "''");
            String column = "born" + born[3];
            run("alter table " + table + " add " + column + " "
                    + switch (born[2]) {
                        case "NUMBER" -> "float8[]";
                        case "DAY" -> "date[]";
                        default -> "text[]";
                    });
            run("update " + table + " set " + column + " = "
                    + text.formatted(element, born[0], name, born[0], name, born[0], name));
            Sort sort = switch (born[2]) {
                case "NUMBER" -> Sort.NUMBERS;
                case "DAY" -> Sort.DAYS;
                default -> Sort.WORDS;
            };
            columns.put(born[0] + "." + born[1], new Column(born[0] + "." + born[1], sort, column));
        }
        run("analyze " + table);
    }

    private void add(String column, Sort sort) {
        String field = NAMES.getOrDefault(column, column);
        columns.put(field, new Column(field, sort, column));
    }

    /// PostgreSQL keeps no capitals.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("customertype", "customerType"),
            Map.entry("lastorder", "lastOrder"),
            Map.entry("lastnps", "lastNps"),
            Map.entry("valueband", "valueBand"),
            Map.entry("customer_lifecycle", "customer.lifecycle"),
            Map.entry("firstorder", "firstOrder"),
            Map.entry("resolvedat", "resolvedAt"),
            Map.entry("dueat", "dueAt"),
            Map.entry("responseminutes", "responseMinutes"),
            Map.entry("resolutionminutes", "resolutionMinutes"),
            Map.entry("csatclass", "csatClass"),
            Map.entry("npsclass", "npsClass"),
            Map.entry("interaction_staff", "interaction.staff"),
            Map.entry("customer_province", "customer.province"),
            Map.entry("customer_tier", "customer.tier"),
            Map.entry("customer_customertype", "customer.customerType"));

    List<Column> columns() {
        return List.copyOf(columns.values());
    }

    Column column(String field) {
        Column column = columns.get(field);
        if (column == null) {
            throw new AssertionError("there is no truth about " + field);
        }
        return column;
    }

    /// Of records of this type: those of customers that a condition holds for, or the customers of such records.
    String keys(String wanted, String where) {
        return "(select " + wanted + " from " + table + " where " + wanted + " is not null and " + where + ")";
    }

    /// Up to so many values that occur, as text, none of them preferred.
    List<String> values(Column column, int most) throws SQLException {
        List<String> values = new ArrayList<>();
        rows("select v from (select distinct v::text as v from (" + each(column, "true")
                        + ") e where v is not null) d order by md5(v) limit " + most)
                .forEach(row -> values.add(row[0]));
        return values;
    }

    private String each(Column column, String where) {
        return column.sort().several()
                ? "select key, v from " + table + ", unnest(" + column.column() + ") v where " + where
                : "select key, " + column.each() + " as v from " + table + " where " + where;
    }

    long count(String where) throws SQLException {
        return Long.parseLong(
                rows("select count(*) from " + table + " where " + where).getFirst()[0]);
    }

    /// The number of records under each condition, among those of `where`.
    long[] counts(String where, List<String> conditions) throws SQLException {
        if (conditions.isEmpty()) {
            return new long[0];
        }
        StringBuilder sql = new StringBuilder("select ");
        for (String condition : conditions) {
            sql.append(sql.length() > 7 ? ", " : "")
                    .append("count(*) filter (where ")
                    .append(condition)
                    .append(')');
        }
        String[] row = rows(sql + " from " + table + " where " + where).getFirst();
        long[] counts = new long[row.length];
        for (int i = 0; i < row.length; i++) {
            counts[i] = Long.parseLong(row[i]);
        }
        return counts;
    }

    /// The number of records with each value.
    Map<String, Long> groups(Column column, String where) throws SQLException {
        Map<String, Long> groups = new LinkedHashMap<>();
        for (String[] row : rows("select v::text, count(distinct key) from (" + each(column, where)
                + ") e where v is not null group by v")) {
            groups.put(row[0], Long.parseLong(row[1]));
        }
        return groups;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String[]> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<String[]> rows = new ArrayList<>();
            while (result.next()) {
                String[] row = new String[width];
                for (int i = 0; i < width; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
