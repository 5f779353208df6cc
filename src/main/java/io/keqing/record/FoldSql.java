package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.util.List;

/// Several rows of one record in one chunk: each becomes what the record would be after it, in one walk over them all.
/// Applying them one after another would cost a transaction's worth of statements for every further row, and a file
/// whose rows nearly all share an id would never end. The price: history keeps the version before the file and the
/// one after it, not those between.
final class FoldSql {
    private final StagingPlan plan;

    FoldSql(StagingPlan plan) {
        this.plan = plan;
    }

    /// Whether any record of the chunk has several rows, by one id or by its id and an alias.
    static String repeats() {
        return "select count(*)::integer from ((select 1 from chunk where nth > 1 limit 1) union all (select 1 from chunk "
                + "where key is not null group by key having count(*) > 1 limit 1)) repeats";
    }

    List<String> fold() {
        StringBuilder columns = new StringBuilder();
        for (Field<?> field : plan.mapped()) {
            if (field.kind() instanceof ValueKind.Reference) {
                columns.append(", ").append(folded(field, field.name() + "_source"));
                columns.append(", ").append(folded(field, field.name() + "_id"));
            } else {
                columns.append(", ").append(folded(field, field.column()));
            }
        }
        return List.of(
                "create temp table folded on commit drop as select line, weight, source, id, aliases, key, who, "
                        + "row_number() over past as step, count(*) over (partition by who) as steps" + columns
                        + " from (select c.*, coalesce(key::text, source || chr(31) || id) as who from chunk c) c "
                        + "window past as (partition by who order by line rows unbounded preceding)",
                "drop table chunk",
                "alter table folded rename to chunk",
                "analyze chunk");
    }

    private String folded(Field<?> field, String column) {
        boolean runTime = field.kind() instanceof ValueKind.RunTime;
        String sql = switch (plan.empty()) {
            case KEEP -> runTime ? merged(column) : "last_of(" + column + ") over past";
            case CLEAR -> runTime ? merged(column) : column;
            case REPLACE -> column;
        };
        return sql.equals(column) ? column : sql + " as " + column;
    }

    private static String merged(String column) {
        return "merged_object(" + column + ") filter (where " + column + " is not null) over past";
    }

    /// Counts every row as if it had been applied alone: the first creates or changes the record, a further one
    /// changes it where the record differs from the one before it. A record that ends as it was is left alone, and
    /// all its rows count as unchanged.
    static String countOutcome() {
        return "select coalesce(sum(weight) filter (where outcome = 'created'), 0), "
                + "coalesce(sum(weight) filter (where outcome = 'updated'), 0), "
                + "coalesce(sum(weight) filter (where outcome = 'unchanged'), 0) from (select weight, case "
                + "when untouched then 'unchanged' when step = 1 and (key is null or was_stub) then 'created' "
                + "when step = 1 and changed then 'updated' when step > 1 and check_sum <> before then 'updated' "
                + "else 'unchanged' end as outcome from (select m.*, lag(check_sum) over steps as before, "
                + "bool_and(not changed and not was_stub) filter (where last) over (partition by who) as untouched "
                + "from merged m window steps as (partition by who order by step)) s) t";
    }
}
