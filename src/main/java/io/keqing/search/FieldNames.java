package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/// Which field a name means: its own name, the label people see in either language, or the end of a Chinese label.
/// `会员等级`, `等级`, `Tier` and `tier` are one field. As a [Vocabulary] it takes every value as it is, for
/// questions that are only taken apart or put together.
@Singleton
public final class FieldNames implements Vocabulary {
    /// Letters left out, added, changed or swapped, as the engine counts them.
    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance();

    /// Names further away than this are no slip of the hand.
    private static final int MOST_SLIPS = 2;

    private final List<FieldSet> types;
    private final Function<String, List<RunTimeField>> runTime;

    @Inject
    FieldNames(RecordTypes types, RunTimeFields runTimeFields) {
        this(
                types.all().stream().map(RecordType::fields).toList(),
                type -> runTimeFields.lately(type).fields());
    }

    /// @param runTime the fields born at run time, of a type
    public FieldNames(Collection<FieldSet> types, Function<String, List<RunTimeField>> runTime) {
        this.types = List.copyOf(types);
        this.runTime = runTime;
    }

    @Override
    public Optional<String> type(String name) {
        String flat = flat(name);
        return types.stream()
                .filter(type -> flat.equals(flat(type.type()))
                        || flat.equals(flat(type.label().zh()))
                        || flat.equals(flat(type.label().en())))
                .map(FieldSet::type)
                .findFirst();
    }

    @Override
    public Meaning meaning(String type, Clause leaf) {
        boolean unknown = leaf instanceof Clause.On(Filter filter)
                && fields(type, filter.field()).isEmpty();
        return unknown ? new Meaning.Unknown(new Label("没有这个字段", "there is no such field")) : new Meaning.Known(leaf);
    }

    @Override
    public Optional<Shape> shape(String type, String name) {
        return fields(type, name).stream().findFirst().map(field -> shape(field.kind()));
    }

    private static Shape shape(ValueKind<?> kind) {
        return switch (kind) {
            case ValueKind.Text text -> Shape.WORD;
            case ValueKind.Keyword keyword -> Shape.WORD;
            case ValueKind.Keywords keywords -> Shape.WORD;
            case ValueKind.Choice choice -> Shape.WORD;
            case ValueKind.Flag flag -> Shape.WORD;
            case ValueKind.Reference reference -> Shape.WORD;
            case ValueKind.RunTime born -> Shape.WORD;
            case ValueKind.Number number -> Shape.NUMBER;
            case ValueKind.Money money -> Shape.NUMBER;
            case ValueKind.Day day -> Shape.TIME;
            case ValueKind.Moment moment -> Shape.TIME;
        };
    }

    /// The fields of a type that a name may mean, each with a name of its own: several where only more of the
    /// label would tell them apart, none where the type has no such field.
    public List<Field<?>> fields(String typeName, String name) {
        FieldSet type = fieldSet(typeName);
        if (type == null) {
            return List.of();
        }
        List<Field<?>> all = all(type);
        String flat = flat(name);
        List<Predicate<Field<?>>> ways = List.of(
                field -> field.name().equals(name),
                field -> flat(field.name()).equals(flat),
                field -> flat(field.label().zh()).equals(flat)
                        || flat(field.label().en()).equals(flat),
                field -> isRunTime(type, field) && flat(ownName(field)).equals(flat),
                field -> flat.length() > 1 && flat(field.label().zh()).endsWith(flat));
        for (Predicate<Field<?>> way : ways) {
            List<Field<?>> meant =
                    all.stream().filter(way).collect(ArrayList::new, FieldNames::addByName, List::addAll);
            if (!meant.isEmpty()) {
                return meant;
            }
        }
        return List.of();
    }

    /// Surveys may each have a field of one name: those are one name in a question.
    private static void addByName(List<Field<?>> fields, Field<?> field) {
        if (fields.stream().noneMatch(there -> there.name().equals(field.name()))) {
            fields.add(field);
        }
    }

    /// The field whose name differs from `name` by a slip of the hand, if there is one.
    public Optional<String> nearest(String typeName, String name) {
        FieldSet type = fieldSet(typeName);
        if (type == null || name.length() <= MOST_SLIPS) {
            return Optional.empty();
        }
        String flat = flat(name);
        return all(type).stream()
                .map(Field::name)
                .filter(known -> SLIPS.apply(flat, flat(known)) <= Math.min(MOST_SLIPS, flat.length() / 3))
                .findFirst();
    }

    private @Nullable FieldSet fieldSet(String type) {
        return types.stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    private List<Field<?>> all(FieldSet type) {
        List<Field<?>> all = new ArrayList<>();
        Stream.concat(type.fields().stream(), RecordFields.ALL.stream())
                .filter(field -> !(field.kind() instanceof ValueKind.RunTime))
                .forEach(all::add);
        runTime.apply(type.type()).stream().map(RunTimeField::asField).forEach(all::add);
        return all;
    }

    private static boolean isRunTime(FieldSet type, Field<?> field) {
        return type.fields().stream()
                .anyMatch(holder -> holder.kind() instanceof ValueKind.RunTime
                        && field.name().startsWith(holder.name() + "."));
    }

    /// `颜色` of `attributes.颜色`.
    private static String ownName(Field<?> field) {
        return field.name().substring(field.name().indexOf('.') + 1);
    }

    private static String flat(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Z}]+", "");
    }
}
