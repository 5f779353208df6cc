package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The SQL that takes staged rows into a record table, made from the catalogue and the plan.
/// `staged_rows` is the file as it came, `staged` the same in the order of writing, `chunk` the rows of
/// one transaction, `merged` what their records will be.
final class UpsertSql {
    private final StagingPlan plan;
    private final RecordType type;
    private final RecordTypes types;

    UpsertSql(StagingPlan plan, RecordTypes types) {
        this.plan = plan;
        this.type = plan.type();
        this.types = types;
    }

    static String createStaging(StagingPlan plan) {
        StringJoiner columns = new StringJoiner(", ", "create temp table staged_rows (", ")");
        columns.add("line bigint, source text collate \"C\", id text collate \"C\", aliases text[]");
        for (Field<?> field : plan.mapped()) {
            columns.add(
                    field.kind() instanceof ValueKind.Reference
                            ? "%1$s_source text collate \"C\", %1$s_id text collate \"C\"".formatted(field.name())
                            : field.column() + " " + Columns.sqlType(field.kind()));
        }
        return columns.toString();
    }

    /// Cuts the rows into chunks by identity, never inside one, and numbers the rows of one record.
    String arrange(int chunkSize) {
        if (plan.combine().isEmpty()) {
            String id = plan.numberRepeats()
                    ? "case when repeat = 1 then id else id || '-' || repeat end as id, 1 as nth"
                    : "id, repeat as nth";
            return "create temp table staged as select line, source, " + id + ", aliases" + mappedColumns(c -> ", " + c)
                    + ", 1 as weight, ((place - 1) / " + chunkSize + ")::integer as chunk from (select *, "
                    + "row_number() over (partition by source, id order by line) as repeat, "
                    + "dense_rank() over (order by source, id) as place from staged_rows) s";
        }
        return "create temp table staged as select min(line) as line, array_agg(line order by line) as lines, source, id, "
                + "merged_list(aliases) as aliases"
                + combinedColumns() + ", 1 as nth, count(*)::integer as weight, "
                + "((row_number() over (order by source, id) - 1) / " + chunkSize
                + ")::integer as chunk from staged_rows group by source, id";
    }

    private String combinedColumns() {
        StagingPlan.Combine rest = plan.combine().getOrDefault("*", StagingPlan.Combine.LAST);
        StringBuilder sql = new StringBuilder();
        for (Field<?> field : plan.mapped()) {
            StagingPlan.Combine how = plan.combine().getOrDefault(field.name(), rest);
            if (field.kind() instanceof ValueKind.Reference) {
                String aggregate = how == StagingPlan.Combine.FIRST ? "first_of" : "last_of";
                for (String part : List.of("_source", "_id")) {
                    sql.append(", %1$s(%2$s order by line) as %2$s".formatted(aggregate, field.name() + part));
                }
                sql.append(", %s as %s_several".formatted(several(field), field.name()));
            } else {
                sql.append(", ").append(combined(field, how)).append(" as ").append(field.column());
            }
        }
        return sql.toString();
    }

    /// SQL of two records that rows of one record name, null where they name one.
    private static String several(Field<?> reference) {
        String named = "%1$s_source || '/' || %1$s_id".formatted(reference.name());
        return "case when min(%1$s) <> max(%1$s) then min(%1$s) || ', ' || max(%1$s) end".formatted(named);
    }

    /// Records of the chunk whose rows name several others, as lines of an order may name two customers: the last
    /// stands.
    ///
    /// @param folded whether the rows of one record went through [FoldSql]; those that were combined are asked
    /// before it
    String severalReferences(Field<?> reference, boolean folded) {
        return folded
                ? "select * from (select max(line), %s as named from chunk group by who) s where named is not null"
                        .formatted(several(reference))
                : "select line, %1$s_several from chunk where %1$s_several is not null".formatted(reference.name());
    }

    private static String combined(Field<?> field, StagingPlan.Combine how) {
        String column = field.column();
        return switch (how) {
            case SUM -> "sum(" + column + ")";
            case MIN -> "min(" + column + ")";
            case MAX -> "max(" + column + ")";
            case FIRST -> lines("first_of", column);
            case LAST ->
                field.kind() instanceof ValueKind.RunTime ? lines("merged_object", column) : lines("last_of", column);
            case ALL ->
                switch (field.kind()) {
                    case ValueKind.Keywords k ->
                        "merged_list(%1$s order by line) filter (where %1$s is not null)".formatted(column);
                    case ValueKind.Text t -> all(column);
                    case ValueKind.Keyword k -> all(column);
                    case ValueKind.RunTime r -> lines("merged_object", column);
                    case ValueKind.Choice c -> lines("last_of", column);
                    case ValueKind.Flag f -> lines("last_of", column);
                    case ValueKind.Day d -> lines("last_of", column);
                    case ValueKind.Moment m -> lines("last_of", column);
                    case ValueKind.Money m -> lines("last_of", column);
                    case ValueKind.Number n -> lines("last_of", column);
                    case ValueKind.Reference r -> lines("last_of", column);
                };
        };
    }

    private static String lines(String aggregate, String column) {
        String sql = aggregate + "(" + column + " order by line)";
        return aggregate.equals("merged_object") ? sql + " filter (where " + column + " is not null)" : sql;
    }

    private static String all(String column) {
        return "string_agg(distinct %1$s, ', ' order by %1$s)".formatted(column);
    }

    /// The rows of one round of one chunk with the key of their record, where it has one.
    String takeChunk() {
        String alias = type.known().aliases();
        return "create temp table chunk on commit drop as select s.*, "
                + (alias.isEmpty() ? "r.key as key, null::integer" : "coalesce(r.key, a.key) as key, a.home")
                + " as home from staged s left join "
                + type.table() + " r on r.source = s.source and r.id = s.id"
                + (alias.isEmpty() ? "" : " left join " + alias + " a on a.source = s.source and a.id = s.id")
                + " where s.chunk = ?";
    }

    /// Statistics over what is joined by. Of the other columns, long texts among them, the planner need know
    /// nothing,
    /// and to look at them would take longer than to write them.
    String analyzeChunk() {
        StringBuilder columns = new StringBuilder("analyze chunk (key, line, source, id, aliases");
        for (Field<?> reference : mappedReferences()) {
            columns.append(", %1$s_source, %1$s_id".formatted(reference.name()));
        }
        return columns + ")";
    }

    String analyzeMerged() {
        StringBuilder columns = new StringBuilder("analyze merged (key, line, source, id, aliases");
        type.references().forEach(reference -> columns.append(", ").append(reference.column()));
        return columns + ")";
    }

    /// Rejects rows of erased people, by the record's own id, its aliases and its references.
    List<String> rejectErased() {
        List<String> statements = new ArrayList<>();
        String erased = "delete from chunk c using tombstone t where t.mark = tombstone_mark(%s, %s)";
        statements.add(rejected(erased.formatted("c.source", "c.id"), "id", "''"));
        statements.add(rejected(
                "delete from chunk c where exists (select 1 from unnest(c.aliases) a, tombstone t where t.mark = "
                        + "tombstone_mark(c.source, a))",
                "aliases",
                "''"));
        for (Field<?> reference : mappedReferences()) {
            String name = "c." + reference.name();
            statements.add(rejected(erased.formatted(name + "_source", name + "_id"), reference.name(), "''"));
        }
        return statements;
    }

    String rejectMissing() {
        return rejected("delete from chunk c where c.key is null", "id", "gone.id");
    }

    /// One line of the answer per row of the file, also where several of them had become one.
    private String rejected(String delete, String field, String value) {
        boolean combined = !plan.combine().isEmpty();
        return "with gone as (" + delete + " returning c.*) select " + (combined ? "l.line" : "gone.line") + ", '"
                + field + "', " + value + " from gone"
                + (combined ? " cross join lateral unnest(gone.lines) as l(line)" : "");
    }

    /// Makes the records that are referred to and not there, known by their id only.
    @Nullable
    String insertStubs(Field<?> reference) {
        RecordType to = types.get(((ValueKind.Reference) reference.kind()).to());
        if (!to.known().stubs()) {
            return null;
        }
        return ("insert into %1$s (source, id, stub, cause, check_sum) select distinct c.%2$s_source, c.%2$s_id, true, ?, 0 "
                        + "from chunk c where c.%2$s_id is not null and not exists (select 1 from %1$s k where "
                        + "k.source = c.%2$s_source and k.id = c.%2$s_id) and not exists (select 1 from %3$s a where "
                        + "a.source = c.%2$s_source and a.id = c.%2$s_id) order by 1, 2 returning key")
                .formatted(to.table(), reference.name(), to.known().aliases());
    }

    /// What the records of the chunk will be, and whether that is anything new. Of the rows of one
    /// record only the `last` is written; those before it are there to be counted and for their aliases.
    ///
    /// @param folded the rows went through [FoldSql]
    String merge(boolean folded) {
        List<Field<?>> stored = type.fields().stored();
        String columns = stored.stream().map(field -> "m." + field.column()).collect(Collectors.joining(", "));
        String before = stored.stream().map(field -> "r." + field.column()).collect(Collectors.joining(", "));
        StringBuilder homes = new StringBuilder();
        StringBuilder movedHome = new StringBuilder();
        for (Field<?> field : homed()) {
            homes.append(", ").append(mergedHome(field)).append(" as ").append(home(field));
            movedHome.append(" or m.%1$s is distinct from r.%1$s".formatted(home(field)));
        }
        String copied = type.copied().isEmpty()
                ? "false"
                : "r.key is not null and (%s) is distinct from (%s)"
                        .formatted(columnsOf("m.", type.copied()), columnsOf("r.", type.copied()));
        StringBuilder joins = new StringBuilder();
        for (Field<?> reference : mappedReferences()) {
            joins.append(referenceJoin(reference));
        }
        return "create temp table merged on commit drop as select c.line, c.weight, c.source, c.id, c.aliases, c.key, "
                + (folded ? "c.who, c.step, c.step = c.steps as last, " : "true as last, ")
                + columns + homed().stream().map(field -> ", m." + home(field)).collect(Collectors.joining())
                + ", (hashtextextended(row(" + columns + ")::text, 0) & 2147483647)::integer as check_sum, "
                + (type.known().stubs() ? "coalesce(r.stub, false)" : "false") + " as was_stub, r.key is null or ("
                + columns + ") is distinct from (" + before + ")" + movedHome + " as changed, " + copied
                + " as copied_changed "
                + "from chunk c left join " + type.table() + " r on r.key = c.key" + joins
                + " cross join lateral (select "
                + stored.stream()
                        .map(field -> mergedValue(field) + " as " + field.column())
                        .collect(Collectors.joining(", "))
                + homes + ") m";
    }

    /// References that may lead over a record merged away, and then remember it as their home.
    private List<Field<?>> homed() {
        return type.references().stream()
                .filter(field -> !types.get(((ValueKind.Reference) field.kind()).to())
                        .known()
                        .aliases()
                        .isEmpty())
                .toList();
    }

    static String home(Field<?> reference) {
        return reference.column().replaceFirst("_key$", "_home");
    }

    private String mergedHome(Field<?> field) {
        boolean mapped = plan.mapped().contains(field);
        String before = "r." + home(field);
        String given = mapped ? resolved(field) : "null::integer";
        String itsHome = mapped
                ? "case when in_%1$s.key is null then as_%1$s.home end".formatted(field.name())
                : "null::integer";
        Field<?> by = type.inherits().get(field);
        if (by != null && plan.mapped().contains(by)) {
            String inherited = "in_" + by.name() + ".";
            itsHome = "case when %s is null then %s else %s end".formatted(given, inherited + home(field), itsHome);
            given = "coalesce(" + given + ", " + inherited + field.column() + ")";
        } else if (!mapped) {
            return plan.empty() == StagingPlan.Empty.REPLACE ? "null::integer" : before;
        }
        return plan.empty() == StagingPlan.Empty.KEEP
                ? "case when %s is null then %s else %s end".formatted(given, before, itsHome)
                : itsHome;
    }

    private String mergedValue(Field<?> field) {
        boolean mapped = plan.mapped().contains(field);
        String before = "r." + field.column();
        if (field.kind() instanceof ValueKind.Reference) {
            String given = mapped ? resolved(field) : "null::integer";
            Field<?> by = type.inherits().get(field);
            if (by != null && plan.mapped().contains(by)) {
                given = "coalesce(" + given + ", in_" + by.name() + "." + field.column() + ")";
            } else if (!mapped) {
                return plan.empty() == StagingPlan.Empty.REPLACE ? "null::integer" : before;
            }
            return plan.empty() == StagingPlan.Empty.KEEP ? "coalesce(" + given + ", " + before + ")" : given;
        }
        if (!mapped) {
            return plan.empty() == StagingPlan.Empty.REPLACE ? "null::" + Columns.sqlType(field.kind()) : before;
        }
        String given = "c." + field.column();
        if (field.kind() instanceof ValueKind.RunTime) {
            return plan.empty() == StagingPlan.Empty.REPLACE
                    ? "nullif(jsonb_strip_nulls(" + given + "), '{}')"
                    : "nullif(jsonb_strip_nulls(coalesce(%s, '{}') || coalesce(%s, '{}')), '{}')"
                            .formatted(before, given);
        }
        return plan.empty() == StagingPlan.Empty.KEEP ? "coalesce(" + given + ", " + before + ")" : given;
    }

    private String resolved(Field<?> reference) {
        RecordType to = types.get(((ValueKind.Reference) reference.kind()).to());
        return to.known().aliases().isEmpty()
                ? "in_" + reference.name() + ".key"
                : "coalesce(in_%1$s.key, as_%1$s.key)".formatted(reference.name());
    }

    private String referenceJoin(Field<?> reference) {
        RecordType to = types.get(((ValueKind.Reference) reference.kind()).to());
        String on = " left join %2$s %3$s_%1$s on %3$s_%1$s.source = c.%1$s_source and %3$s_%1$s.id = c.%1$s_id";
        return on.formatted(reference.name(), to.table(), "in")
                + (to.known().aliases().isEmpty()
                        ? ""
                        : on.formatted(reference.name(), to.known().aliases(), "as"));
    }

    /// What the row kept with a merge becomes by one line that came under the id of the record merged away; takes
    /// the cause and the line.
    String keptRow() {
        List<Field<?>> values = type.fields().stored().stream()
                .filter(field -> !(field.kind() instanceof ValueKind.Reference))
                .toList();
        return "update record_merge kept set row = now.row from (select m.id, m.row || to_jsonb(v) || "
                + "jsonb_build_object('stub', false, 'cause', ?::text) as row from chunk c join record_merge m on m.type = '"
                + type.name() + "' and m.away_key = c.home and m.undone_at is null cross join lateral "
                + "jsonb_populate_record(null::" + type.table() + ", m.row) r cross join lateral (select "
                + values.stream()
                        .map(field -> mergedValue(field) + " as " + field.column())
                        .collect(Collectors.joining(", "))
                + ") v where c.line = ?) now where kept.id = now.id";
    }

    /// Lines whose reference points to nothing that is there: kept as text, and told.
    String danglingReferences(Field<?> reference) {
        return "select c.line, c.%1$s_source || '/' || c.%1$s_id from chunk c join merged m on m.line = c.line where "
                        .formatted(reference.name())
                + "c.%s_id is not null and m.%s is null".formatted(reference.name(), reference.column());
    }

    String keepHistory() {
        return "insert into history (type, key, version, valid_from, valid_to, cause, ended_by, row) select '"
                + type.name()
                + "', r.key, r.version, r.changed_at, now(), r.cause, ?, to_jsonb(r) from " + type.table()
                + " r join merged m on m.key = r.key where m.last and m.changed and not m.was_stub";
    }

    String update() {
        String set = Stream.concat(
                        type.fields().stored().stream().map(Field::column),
                        homed().stream().map(UpsertSql::home))
                .map(column -> column + " = m." + column)
                .collect(Collectors.joining(", "));
        return "update " + type.table() + " r set " + set + ", version = r.version + 1, changed_at = now(), cause = ?, "
                + "check_sum = m.check_sum" + (type.known().stubs() ? ", stub = false" : "")
                + " from merged m where m.key = r.key and m.last and (m.changed or m.was_stub) returning r.key, m.copied_changed";
    }

    String insert() {
        String columns = columnsOf("", type.fields().stored())
                + homed().stream().map(field -> ", " + home(field)).collect(Collectors.joining());
        return "insert into " + type.table() + " (source, id, " + columns + ", cause, check_sum) select source, id, "
                + columns + ", ?, check_sum from merged where key is null and last order by source, id returning key";
    }

    String countOutcome() {
        return "select coalesce(sum(weight) filter (where key is null or was_stub), 0), "
                + "coalesce(sum(weight) filter (where key is not null and changed and not was_stub), 0), "
                + "coalesce(sum(weight) filter (where not changed and not was_stub), 0) from merged";
    }

    /// The records that the changed ones point to, or pointed to before.
    String referred(Field<?> reference) {
        String column = reference.column();
        return "select m.%1$s from merged m where m.last and m.changed and m.%1$s is not null union select r.%1$s from %2$s r join merged m "
                        .formatted(column, type.table())
                + "on m.key = r.key where m.last and m.changed and r." + column + " is not null";
    }

    List<Field<?>> mappedReferences() {
        List<Field<?>> references = new ArrayList<>(plan.mapped());
        references.removeIf(field -> !(field.kind() instanceof ValueKind.Reference));
        return references;
    }

    private String mappedColumns(Function<String, String> each) {
        StringBuilder sql = new StringBuilder();
        for (Field<?> field : plan.mapped()) {
            if (field.kind() instanceof ValueKind.Reference) {
                sql.append(each.apply(field.name() + "_source")).append(each.apply(field.name() + "_id"));
            } else {
                sql.append(each.apply(field.column()));
            }
        }
        return sql.toString();
    }

    private static String columnsOf(String prefix, List<Field<?>> fields) {
        return fields.stream().map(field -> prefix + field.column()).collect(Collectors.joining(", "));
    }
}
