package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.search.Clause;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the names in a query mean: those of the catalogue and the labels people see, in either language.
/// `会员等级`, `等级`, `Tier` and `tier` are one field. A field that the viewer may not search cannot be asked by any
/// of its names.
final class Names implements Vocabulary {
    private static final String TIME = "at";

    private final Catalogue catalogue;
    private final FilterTranslator filters;
    private final Cohorts cohorts;
    private final List<FieldSet> together;

    /// @param together types that are asked at the same time
    Names(Catalogue catalogue, FilterTranslator filters, Cohorts cohorts, List<FieldSet> together) {
        this.catalogue = catalogue;
        this.filters = filters;
        this.cohorts = cohorts;
        this.together = together;
    }

    static Filter lately(Clause.Lately lately) {
        return new Filter(TIME, List.of(new Condition.Between(lately.since(), "now", false)));
    }

    @Override
    public Optional<String> type(String name) {
        return catalogue.names().type(name);
    }

    @Override
    public Optional<Shape> shape(String type, String name) {
        return catalogue.names().shape(type, name);
    }

    @Override
    public Meaning meaning(String typeName, Clause leaf) {
        FieldSet type = catalogue.type(typeName);
        return switch (leaf) {
            case Clause.On(Filter filter) -> on(type, filter);
            case Clause.Lately lately -> lately(type, lately);
            case Clause.Has has -> has(has);
            case Clause.Of of -> of(of);
            case Clause.InSegment in ->
                cohorts.knows(in.id())
                        ? new Meaning.Known(in)
                        : wrong("没有这个分群：“" + in.id() + "”", "there is no such segment: \"" + in.id() + "\"");
            case Clause.Word word -> new Meaning.Known(word);
            case Clause.Phrase phrase -> new Meaning.Known(phrase);
            case Clause.Prefix prefix -> new Meaning.Known(prefix);
            case Clause.Pattern pattern -> new Meaning.Known(pattern);
            case Clause.Contact contact -> new Meaning.Known(contact);
            case Clause.All all -> new Meaning.Known(all);
            case Clause.Any any -> new Meaning.Known(any);
            case Clause.Not not -> new Meaning.Known(not);
        };
    }

    private Meaning on(FieldSet type, Filter filter) {
        List<Field<?>> meant = catalogue.names().fields(type.type(), filter.field());
        if (meant.isEmpty()) {
            return unknown(type, filter.field());
        } else if (meant.size() > 1) {
            String names = meant.stream().map(Field::name).collect(Collectors.joining(", "));
            return wrong(
                    "“" + filter.field() + "”可以指几个字段：" + names,
                    "\"" + filter.field() + "\" may be any of the fields " + names);
        }
        Place place = catalogue.place(type, meant.getFirst().name());
        try {
            List<Condition> anyOf = filters.ordered(place, filter.anyOf());
            filters.spelledFreely(place, anyOf);
            return new Meaning.Known(new Clause.On(new Filter(place.field().name(), anyOf)));
        } catch (InvalidQueryException e) {
            return new Meaning.Wrong(e.label());
        }
    }

    private Meaning unknown(FieldSet type, String name) {
        boolean elsewhere = together.stream()
                .anyMatch(other -> !other.equals(type)
                        && !catalogue.names().fields(other.type(), name).isEmpty());
        boolean nowhere = !together.isEmpty() && !elsewhere;
        String zh = (nowhere ? "" : type.label().zh()) + "没有字段“" + name + "”";
        String en = (nowhere ? "no records have a" : type + " have no") + " field \"" + name + "\"";
        if (elsewhere) {
            return new Meaning.Elsewhere(new Label(zh, en));
        }
        String near = catalogue
                .names()
                .nearest(type.type(), name)
                .map(known -> known + ":")
                .orElse("");
        return new Meaning.Unknown(new Label(
                zh + "，已按文字查找" + (near.isEmpty() ? "" : "；是否要写 " + near),
                en + ": it was looked for as text" + (near.isEmpty() ? "" : "; did you mean " + near)));
    }

    private Meaning lately(FieldSet type, Clause.Lately lately) {
        if (type.named(TIME).isPresent()) {
            return new Meaning.Known(lately);
        }
        Label detail = new Label(
                type.label().zh() + "本身没有时间；请写明字段，例如 joined:" + lately.since() + "..",
                type + " have no time of their own; name a field, such as joined:" + lately.since() + "..");
        boolean elsewhere =
                together.stream().anyMatch(other -> other.named(TIME).isPresent());
        return elsewhere ? new Meaning.Elsewhere(detail) : new Meaning.Wrong(detail);
    }

    private Meaning has(Clause.Has has) {
        FieldSet subject = catalogue.subject();
        FieldSet other = catalogue.type(has.type());
        boolean belongs =
                !other.equals(subject) && catalogue.keyPath(other, subject).isPresent();
        return belongs
                ? new Meaning.Known(has)
                : wrong(
                        "has: 后面是客户所拥有的记录；客户本身的条件写作 of:" + subject + "(…)",
                        "has: is for records that customers have; conditions on " + subject + " themselves are of:"
                                + subject + "(…)");
    }

    private Meaning of(Clause.Of of) {
        FieldSet subject = catalogue.subject();
        return of.type().equals(subject.type())
                ? new Meaning.Known(of)
                : wrong(
                        "of: 后面只能是 " + subject + "；其他记录的条件写作 has:" + of.type() + "(…)",
                        "of: is for " + subject + " only; conditions on other records are has:" + of.type() + "(…)");
    }

    private static Meaning.Wrong wrong(String zh, String en) {
        return new Meaning.Wrong(new Label(zh, en));
    }
}
