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
import org.jspecify.annotations.Nullable;

/// Reads the values of filters as their field's kind does, and refuses what the viewer may not search.
final class FilterTranslator {
    private final Viewer viewer;
    private final Dates dates;
    private final Instant now;
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

    /// @throws InvalidQueryException where a value is not of the field's kind, or the viewer may not search the field
    Map<String, Object> query(Place place, List<Condition> anyOf) {
        allow(place.field(), anyOf);
        List<Map<String, Object>> ways = new ArrayList<>();
        Set<Object> values = new LinkedHashSet<>();
        for (Condition condition : anyOf) {
            switch (read(place.field(), condition)) {
                case Condition.Missing missing -> ways.add(Json.not(Json.exists(place.path())));
                case Condition.Present present -> ways.add(Json.exists(place.path()));
                case Condition.Between between -> ways.add(range(place, between));
                case Condition.Is is -> one(place, is.value(), ways, values);
            }
        }
        if (values.size() == 1) {
            ways.add(Json.term(place.path(), values.iterator().next()));
        } else if (!values.isEmpty()) {
            ways.add(Json.of("terms", Json.of(place.path(), values)));
        }
        return Json.any(ways);
    }

    /// `f.nps=` asks for records without a value, `f.nps=0..6` for a range: what a parameter of the URL says in one
    /// text.
    static Condition read(Field<?> field, Condition condition) {
        if (!(condition instanceof Condition.Is is)) {
            return condition;
        } else if (is.value().isEmpty()) {
            return new Condition.Missing();
        }
        int dots = is.value().indexOf("..");
        if (dots < 0 || !hasRange(field.kind())) {
            return is;
        }
        String from = is.value().substring(0, dots);
        String to = is.value().substring(dots + 2);
        boolean excluded = to.startsWith("<");
        String end = excluded ? to.substring(1) : to;
        return new Condition.Between(from.isEmpty() ? null : from, end.isEmpty() ? null : end, excluded);
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
    private void one(Place place, String value, List<Map<String, Object>> ways, Set<Object> values) {
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
            case ValueKind.Keyword keyword ->
                values.add(field.sensitivity() == Sensitivity.SECRET ? TextMask.normal(value) : value);
            case ValueKind.Keywords keywords ->
                values.add(field.sensitivity() == Sensitivity.SECRET ? TextMask.normal(value) : value);
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

    static String option(Field<?> field, ValueKind.Choice choice, String value) {
        Optional<Option> meant = choice.meantBy(value);
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
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw wrong(
                        field.label().zh() + "必须是 true 或 false，实为“" + value + "”",
                        field + " must be true or false, was \"" + value + "\"");
        };
    }

    static double number(Field<?> field, String value) {
        Double number = Dates.number(value);
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
        String from = between.from();
        String to = between.to();
        Map<String, Object> bounds = Json.of();
        switch (field.kind()) {
            case ValueKind.Number number -> numbers(field, from, to, between.toExcluded(), bounds);
            case ValueKind.Money money -> numbers(field, from, to, between.toExcluded(), bounds);
            case ValueKind.Day day -> days(field, from, to, between.toExcluded(), bounds);
            case ValueKind.Moment moment -> moments(field, from, to, between.toExcluded(), bounds);
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

    private static InvalidQueryException wrong(String zh, String en) {
        return new InvalidQueryException(new Label(zh, en));
    }

    private static void numbers(
            Field<?> field, @Nullable String from, @Nullable String to, boolean excluded, Map<String, Object> bounds) {
        if (from != null) {
            bounds.put("gte", number(field, from));
        }
        if (to != null) {
            bounds.put(excluded ? "lt" : "lte", number(field, to));
        }
    }

    private void days(
            Field<?> field, @Nullable String from, @Nullable String to, boolean excluded, Map<String, Object> bounds) {
        if (from != null) {
            bounds.put("gte", dates.days(field.name(), from, now).from().toString());
        }
        if (to != null) {
            Dates.DaySpan span = dates.days(field.name(), to, now);
            bounds.put("lt", (excluded ? span.from() : span.to()).toString());
        }
    }

    private void moments(
            Field<?> field, @Nullable String from, @Nullable String to, boolean excluded, Map<String, Object> bounds) {
        if (from != null) {
            bounds.put("gte", dates.moments(field.name(), from, now).from().toEpochMilli());
        }
        if (to != null) {
            Dates.Span span = dates.moments(field.name(), to, now);
            bounds.put("lt", (excluded ? span.from() : span.to()).toEpochMilli());
        }
    }
}
