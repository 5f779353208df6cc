package io.keqing.importing;

import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.importing.file.Row;
import io.keqing.importing.file.RowReader;
import io.keqing.importing.value.AnswerWords;
import io.keqing.importing.value.DateOrder;
import io.keqing.importing.value.EpochUnit;
import io.keqing.importing.value.HeaderUnit;
import io.keqing.importing.value.NumberMarks;
import io.keqing.importing.value.NumberVotes;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out how a file writes its values, column by column. Every row has a vote: the cell that decides, or
/// contradicts, may be the last. The file is read once more for that.
final class HabitsGuess {
    private final List<Seen> all = new ArrayList<>();
    private @Nullable DateOrder said;

    /// One thing that is read from each row.
    ///
    /// @param reading by what its habits are asked for
    /// @param name of the field
    private record Seen(
            Object reading,
            CellText text,
            String name,
            List<String> columns,
            @Nullable Field<?> field,
            @Nullable Origin origin,
            Writing writing,
            ColumnVotes votes) {}

    private HabitsGuess(FileBinding binding) {
        for (TypeBinding part : binding.parts()) {
            said = part.mapping().dateOrder() == null ? said : part.mapping().dateOrder();
            Map<String, Origin> origins = part.mapping().fields();
            ColumnVotes.Use ofId = part.idIsContent() ? ColumnVotes.Use.NONE : ColumnVotes.Use.ID;
            add(part, part.id(), part.id(), Mapping.ID, origins.get(Mapping.ID), null, ofId);
            for (TypeBinding.Given given : part.given()) {
                Field<?> field = given.field();
                Origin origin = origins.get(field.name());
                ColumnVotes.Use use = ColumnVotes.use(field.kind(), field.has(Use.CONTACT));
                if (given.text() instanceof CellText.Computed computed) {
                    add(part, given, given.text(), field.name(), null, field, ColumnVotes.Use.NONE);
                    computed.operands()
                            .forEach(operand -> add(
                                    part,
                                    operand,
                                    new CellText.One(operand.column()),
                                    field.name(),
                                    new Origin.Column(operand.name()),
                                    null,
                                    field.kind() instanceof ValueKind.Money ? ColumnVotes.Use.MONEY : use));
                } else {
                    add(part, given, given.text(), field.name(), origin, field, use);
                }
            }
            for (TypeBinding.NamedColumn alias : part.aliases()) {
                Origin origin = new Origin.Column(alias.name());
                add(part, alias, new CellText.One(alias.column()), "aliases", origin, null, ColumnVotes.Use.ID);
            }
        }
    }

    private void add(
            TypeBinding part,
            Object reading,
            CellText text,
            String name,
            @Nullable Origin origin,
            @Nullable Field<?> field,
            ColumnVotes.Use use) {
        List<String> columns = origin == null ? List.of() : origin.columns();
        all.add(new Seen(
                reading, text, name, columns, field, origin, part.mapping().writing(), new ColumnVotes(use)));
    }

    /// What was found.
    ///
    /// @param columns by what reads them
    /// @param withCurrency parts of the binding by what reads their amounts: a currency stands beside those
    /// @param remarks what was decided, and what could as well be otherwise
    record Found(
            DateOrder dateOrder,
            boolean saidOrder,
            Map<Object, ColumnHabits> columns,
            Set<Object> withCurrency,
            Warnings remarks) {}

    static Found of(FileBinding binding, RowReader rows) throws IOException {
        HabitsGuess guess = new HabitsGuess(binding);
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (row.fault() == null) {
                guess.look(row);
            }
        }
        return guess.found(CellForm.of(rows));
    }

    private void look(Row row) {
        for (Seen each : all) {
            if (each.votes().isLooking()) {
                each.votes().see(each.text().of(row), row.line());
            }
        }
    }

    private Found found(CellForm form) {
        Warnings remarks = new Warnings();
        Character proven = proven();
        boolean isComma = proven != null ? proven == ',' : form.isEuropean();
        DateOrder order = fileOrder(isComma);
        Map<Object, ColumnHabits> columns = new IdentityHashMap<>();
        Set<Object> withCurrency = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Seen each : all) {
            NumberMarks marks = marks(each, proven, form, remarks);
            HeaderUnit unit = unit(each, remarks);
            EpochUnit epoch = each.votes().epoch();
            if (epoch != null) {
                NumberVotes.Remark epochs =
                        each.votes().epochs("numbers were read as " + epoch.words() + " since 1970");
                remarks.add(each.name(), epochs.rule(), epochs.line(), epochs.value(), epochs.count());
            }
            BigDecimal factor = each.origin() instanceof Origin.Column column && column.factor() != null
                    ? column.factor()
                    : unit.factor();
            if (each.votes().hasSigns() || !unit.sign().isEmpty()) {
                withCurrency.add(each.reading());
            }
            columns.put(
                    each.reading(),
                    new ColumnHabits(
                            marks,
                            factor,
                            unit.sign(),
                            epoch,
                            each.votes().areFloats(),
                            each.votes().commasPart(),
                            words(each),
                            order(each, order, remarks),
                            each.writing().words(each.columns()),
                            each.writing().hasUsualWords()));
        }
        return new Found(order, said != null, columns, withCurrency, remarks);
    }

    /// What the columns that prove their decimal sign say about those that do not.
    private @Nullable Character proven() {
        int commas = 0;
        int points = 0;
        for (Seen each : all) {
            Character sign = each.votes().numbers().proven();
            commas += sign != null && sign == ',' ? 1 : 0;
            points += sign != null && sign == '.' ? 1 : 0;
        }
        return commas == points ? null : commas > points ? Character.valueOf(',') : Character.valueOf('.');
    }

    private static NumberMarks marks(Seen each, @Nullable Character proven, CellForm form, Warnings remarks) {
        NumberMarks marks = each.writing().marks();
        if (marks != null || !each.votes().isNumber()) {
            return marks == null ? NumberMarks.POINT : marks;
        }
        NumberVotes.Verdict verdict = each.votes().numbers().verdict(proven, form.isEuropean(), form.isTyped());
        for (NumberVotes.Remark remark : verdict.remarks()) {
            remarks.add(each.name(), remark.rule(), remark.line(), remark.value(), remark.count());
        }
        return verdict.marks();
    }

    private static HeaderUnit unit(Seen each, Warnings remarks) {
        boolean isAmount = each.votes().isNumber() && each.columns().size() == 1;
        // a score has no unit, whatever stands in brackets behind its question
        boolean isBounded = each.field() != null
                && each.field().kind() instanceof ValueKind.Number kind
                && kind.highest() < Double.MAX_VALUE;
        HeaderUnit unit = isAmount && !isBounded ? HeaderUnit.of(each.columns().getFirst()) : HeaderUnit.NONE;
        boolean isSaid = each.origin() instanceof Origin.Column column && column.factor() != null;
        if (!unit.unit().isEmpty() && !isSaid) {
            remarks.add(
                    each.name(),
                    "the unit of the column multiplies its numbers by "
                            + unit.factor().toPlainString(),
                    0,
                    each.columns().getFirst());
        }
        return unit;
    }

    /// Words alone are read where they are five steps of satisfaction and the field is asked on such a scale.
    private static Map<String, String> words(Seen each) {
        boolean isSatisfaction = each.field() != null && each.field().name().equals("csat");
        return isSatisfaction
                ? each.votes()
                        .scale()
                        .filter(AnswerWords.Meaning::isCertain)
                        .map(AnswerWords.Meaning::numbers)
                        .orElse(Map.of())
                : Map.of();
    }

    private DateOrder fileOrder(boolean isComma) {
        if (said != null) {
            return said;
        }
        int dayFirst = 0;
        int monthFirst = 0;
        for (Seen each : all) {
            DateOrder order = each.votes().order();
            dayFirst += order == DateOrder.DMY ? 1 : 0;
            monthFirst += order == DateOrder.MDY ? 1 : 0;
        }
        if (dayFirst == monthFirst) {
            return isComma ? DateOrder.DMY : DateOrder.MDY;
        }
        return dayFirst > monthFirst ? DateOrder.DMY : DateOrder.MDY;
    }

    /// The order of one column's dates, null where the file's holds.
    private @Nullable DateOrder order(Seen each, DateOrder ofFile, Warnings remarks) {
        if (said != null || !each.votes().isDate()) {
            return null;
        }
        DateOrder own = each.votes().order();
        DateOrder order = own == null ? ofFile : own;
        NumberVotes.Remark open =
                each.votes().openDates("dates leave open which number is the month; read as " + order.json());
        boolean isOpen =
                own == null && all.stream().allMatch(other -> other.votes().order() == null);
        if (open.count() > 0 && isOpen) {
            remarks.add(each.name(), open.rule(), open.line(), open.value(), open.count());
        }
        NumberVotes.Remark odd =
                each.votes().oddDates("some dates show another order than the rest; read as " + order.json());
        if (odd.count() > 0 && open.count() > 0) {
            remarks.add(each.name(), odd.rule(), odd.line(), odd.value(), odd.count());
        }
        return own;
    }
}
