package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Masking;
import io.keqing.privacy.TextMask;
import io.keqing.privacy.Viewer;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the values of filters as their field's kind does, and refuses what the viewer may not search.
final class FilterTranslator {
    private final Viewer viewer;
    private final Dates dates;
    private final Instant now;
    private final ValueSpellings spellings = new ValueSpellings();
    private final ContactForms contactForms;

    FilterTranslator(Viewer viewer, Dates dates, Instant now, ContactForms contactForms) {
        this.contactForms = contactForms;
        this.viewer = viewer;
        this.dates = dates;
        this.now = now;
    }

    ContactForms contactForms() {
        return contactForms;
    }

    /// Values as they are kept, as the choices of a facet are.
    ///
    /// @throws InvalidQueryException where a value is not of the field's kind, or the viewer may not
    ///     search it
    Map<String, Object> query(Place place, List<Condition> anyOf) {
        return query(place, ordered(place, anyOf), false);
    }

    /// Values as people write them: in any case, width and script, with and without blanks.
    ///
    /// @throws InvalidQueryException as [#query]
    Map<String, Object> spelledFreely(Place place, List<Condition> anyOf) {
        return query(place, ordered(place, anyOf), true);
    }

    private Map<String, Object> query(Place place, List<Condition> anyOf, boolean freely) {
        List<Map<String, Object>> ways = new ArrayList<>();
        Set<Object> values = new LinkedHashSet<>();
        for (Condition condition : anyOf) {
            switch (condition) {
                case Condition.Missing missing -> ways.add(Json.not(Json.exists(place.path())));
                case Condition.Present present -> ways.add(Json.exists(place.path()));
                case Condition.Between between -> ways.add(range(place, between));
                case Condition.Like like -> ways.add(spellings.like(place, like.pattern()));
                case Condition.Is is -> one(place, is.value(), freely, ways, values);
            }
        }
        ways.addAll(KnownIds.ways(place, anyOf));
        if (values.size() == 1) {
            ways.add(Json.term(place.path(), values.iterator().next()));
        } else if (!values.isEmpty()) {
            ways.add(Json.of("terms", Json.of(place.path(), values)));
        }
        return Json.any(ways);
    }

    /// The conditions with every range from its lower end to its upper one, whichever was typed first.
    ///
    /// @throws InvalidQueryException as [#query]
    List<Condition> ordered(Place place, List<Condition> anyOf) {
        allow(place.field(), anyOf);
        return anyOf.stream()
                .map(condition -> read(place.field(), condition))
                .map(condition -> condition instanceof Condition.Between between && isReversed(place.field(), between)
                        ? new Condition.Between(
                                between.to(), between.from(), between.toExcluded(), between.fromExcluded())
                        : condition)
                .toList();
    }

    private boolean isReversed(Field<?> field, Condition.Between between) {
        String from = between.from();
        String to = between.to();
        if (from == null || to == null || !hasRange(field.kind())) {
            return false;
        } else if (field.kind() instanceof ValueKind.Day) {
            return !dates.days(field.name(), from, now)
                    .from()
                    .isBefore(dates.days(field.name(), to, now).to());
        } else if (field.kind() instanceof ValueKind.Moment) {
            return !dates.moments(field.name(), from, now)
                    .from()
                    .isBefore(dates.moments(field.name(), to, now).to());
        }
        return number(field, from) > number(field, to);
    }

    /// `f.nps=` asks for records without a value, `f.nps=0..6` for a range: what a parameter of the URL says in
    /// one text.
    static Condition read(Field<?> field, Condition condition) {
        if (!(condition instanceof Condition.Is is)) {
            return condition;
        } else if (is.value().isEmpty()) {
            return new Condition.Missing();
        }
        return hasRange(field.kind())
                ? Condition.Between.read(is.value())
                        .<Condition>map(range -> range)
                        .orElse(is)
                : is;
    }

    private void allow(Field<?> field, List<Condition> anyOf) {
        if (Masking.searches(field, viewer)) {
            return;
        }
        if (field.sensitivity() != Sensitivity.SECRET) {
            throw wrong(
                    field.label().zh() + "对 " + viewer.roles() + " 不可见，不能作为条件",
                    field + " is hidden from " + viewer.roles() + ": it is no filter for them");
        } else if (!Masking.looksUp(field, viewer)) {
            throw wrong(
                    field.label().zh() + "是保密字段，" + viewer.roles() + " 不能查找",
                    field + " is secret: it is not looked up by " + viewer.roles());
        }
        for (Condition condition : anyOf) {
            if (!(condition instanceof Condition.Is is) || is.value().isEmpty()) {
                throw wrong(
                        field.label().zh() + "是保密字段，只能按完整的值查找",
                        field + " is secret: it is found by its whole value only");
            }
        }
    }

    /// A single value; those that are plain terms are gathered into `values`.
    private void one(Place place, String value, boolean freely, List<Map<String, Object>> ways, Set<Object> values) {
        Field<?> field = place.field();
        if (field.has(Use.CONTACT)) {
            ContactForms.Question question = contactForms.ofQuestion(value);
            ways.add(Json.of("terms", Json.of(Place.formsPath(field), question.whole())));
            if (!value.isEmpty() && !Character.isDigit(value.charAt(0)) && Masking.shows(field, viewer)) {
                ContactForms.ending(value)
                        .ifPresent(ending -> ways.add(Json.of("prefix", Json.of(Place.formsPath(field), ending))));
            }
            return;
        }
        switch (field.kind()) {
            case ValueKind.Text text -> ways.add(Json.of("match_phrase", Json.of(place.path(), value)));
            case ValueKind.Keyword keyword -> word(place, value, freely, ways, values);
            case ValueKind.Keywords keywords -> word(place, value, freely, ways, values);
            case ValueKind.Choice choice -> values.add(option(field, choice, value));
            case ValueKind.Flag flag -> values.add(flag(field, value));
            case ValueKind.Day day -> ways.add(range(place, new Condition.Between(value, value, false)));
            case ValueKind.Moment moment -> ways.add(range(place, new Condition.Between(value, value, false)));
            case ValueKind.Money money -> values.add(number(field, value));
            case ValueKind.Number number -> values.add(number(field, value));
            case ValueKind.Reference reference -> values.add(value);
            case ValueKind.RunTime runTime ->
                throw wrong(
                        field.label().zh() + "后面要写名称，例如 " + field + ".NAME",
                        field + " needs a name, such as " + field + ".NAME");
        }
    }

    private void word(Place place, String value, boolean freely, List<Map<String, Object>> ways, Set<Object> values) {
        if (place.field().sensitivity() == Sensitivity.SECRET) {
            values.add(TextMask.normal(value));
        } else if (freely) {
            ways.add(spellings.of(place, value));
        } else {
            values.add(value);
        }
    }

    static String option(Field<?> field, ValueKind.Choice choice, String value) {
        Optional<Option> meant = choice.meantBy(value).or(() -> ValueSpellings.option(choice, value));
        return meant.orElseThrow(() -> wrong(
                        field.label().zh() + "必须是"
                                + choice.options().stream()
                                        .map(option -> option.label().zh())
                                        .collect(Collectors.joining("、"))
                                + "之一，实为“" + value + "”",
                        field + " must be one of "
                                + choice.options().stream().map(Option::value).toList() + ", was \"" + value + "\""))
                .value();
    }

    private static boolean flag(Field<?> field, String value) {
        return switch (Folding.all(value.strip()).text()) {
            case "true", "yes", "y", "1", "是", "真" -> true;
            case "false", "no", "n", "0", "否", "假" -> false;
            default ->
                throw wrong(
                        field.label().zh() + "必须是 true/是 或 false/否，实为“" + value + "”",
                        field + " must be true or false, was \"" + value + "\"");
        };
    }

    static double number(Field<?> field, String value) {
        Double number = NumberText.read(value);
        if (number == null) {
            throw wrong(
                    field.label().zh() + "必须是数字，实为“" + value + "”", field + " must be a number, was \"" + value + "\"");
        }
        return number;
    }

    static boolean hasRange(ValueKind<?> kind) {
        return kind instanceof ValueKind.Number
                || kind instanceof ValueKind.Money
                || kind instanceof ValueKind.Day
                || kind instanceof ValueKind.Moment;
    }

    private Map<String, Object> range(Place place, Condition.Between between) {
        Field<?> field = place.field();
        Map<String, Object> bounds = Json.of();
        switch (field.kind()) {
            case ValueKind.Number number -> numbers(field, between, bounds);
            case ValueKind.Money money -> numbers(field, between, bounds);
            case ValueKind.Day day -> days(field, between, bounds);
            case ValueKind.Moment moment -> moments(field, between, bounds);
            case ValueKind.Text text -> throw noRange(field);
            case ValueKind.Keyword keyword -> throw noRange(field);
            case ValueKind.Keywords keywords -> throw noRange(field);
            case ValueKind.Choice choice -> throw noRange(field);
            case ValueKind.Flag flag -> throw noRange(field);
            case ValueKind.Reference reference -> throw noRange(field);
            case ValueKind.RunTime runTime -> throw noRange(field);
        }
        return bounds.isEmpty() ? Json.exists(place.path()) : Json.of("range", Json.of(place.path(), bounds));
    }

    private static InvalidQueryException noRange(Field<?> field) {
        return wrong(
                field.label().zh() + "没有大小之分，只接受单个的值，不接受范围",
                field + " has no order: it takes single values, was asked for a range");
    }

    static InvalidQueryException wrong(String zh, String en) {
        return new InvalidQueryException(new Label(zh, en));
    }

    private static void numbers(Field<?> field, Condition.Between between, Map<String, Object> bounds) {
        String from = between.from();
        String to = between.to();
        if (from != null) {
            bounds.put(between.fromExcluded() ? "gt" : "gte", number(field, from));
        }
        if (to != null) {
            bounds.put(between.toExcluded() ? "lt" : "lte", number(field, to));
        }
    }

    private void days(Field<?> field, Condition.Between between, Map<String, Object> bounds) {
        String from = between.from();
        String to = between.to();
        if (from != null) {
            Dates.DaySpan span = dates.days(field.name(), from, now);
            bounds.put("gte", (between.fromExcluded() ? span.to() : span.from()).toString());
        }
        if (to != null) {
            Dates.DaySpan span = dates.days(field.name(), to, now);
            bounds.put("lt", (between.toExcluded() ? span.from() : span.to()).toString());
        }
    }

    private void moments(Field<?> field, Condition.Between between, Map<String, Object> bounds) {
        String from = between.from();
        String to = between.to();
        if (from != null) {
            Dates.Span span = dates.moments(field.name(), from, now);
            bounds.put("gte", (between.fromExcluded() ? span.to() : span.from()).toEpochMilli());
        }
        if (to != null) {
            Dates.Span span = dates.moments(field.name(), to, now);
            bounds.put("lt", (between.toExcluded() ? span.from() : span.to()).toEpochMilli());
        }
    }
}
