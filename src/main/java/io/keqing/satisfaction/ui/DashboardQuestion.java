package io.keqing.satisfaction.ui;

import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Label;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.SatisfactionQuery;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the dashboard shows, as its address says it: a measure, what to divide by, and the answers, which
/// are a search.
///
/// @param by a facet, or null
/// @param to the group that others are compared with, where that is what is compared
record DashboardQuestion(
        Measure.Kind measure,
        @Nullable String by,
        Period interval,
        Compare compare,
        @Nullable String to,
        SearchQuery answers) {
    private static final String MEASURE = "measure";
    private static final String BY = "by";
    private static final String INTERVAL = "interval";
    private static final String COMPARE = "compare";
    private static final String TO = "to";
    private static final String FIRST_BY = FeedbackFields.CHANNEL.name();

    /// @throws InvalidQueryException where the address says what cannot be asked
    static DashboardQuestion read(Map<String, List<String>> parameters, SearchUrl url) {
        Map<String, List<String>> left = new LinkedHashMap<>(parameters);
        Measure.Kind measure = choice(MEASURE, Measure.Kind.values(), left.remove(MEASURE), Measure.Kind.NPS);
        List<String> by = left.remove(BY);
        Period interval = choice(INTERVAL, Period.values(), left.remove(INTERVAL), Period.MONTH);
        Compare compare = choice(COMPARE, Compare.values(), left.remove(COMPARE), Compare.REST);
        List<String> to = left.remove(TO);
        return new DashboardQuestion(
                measure,
                by == null ? FIRST_BY : by.getFirst().isEmpty() ? null : by.getFirst(),
                interval,
                compare == Compare.GROUP && to == null ? Compare.REST : compare,
                compare == Compare.GROUP && to != null ? to.getFirst() : null,
                url.read(FeedbackFields.TYPE, left).page(0, null));
    }

    /// @throws InvalidQueryException where the text is none of the choices
    private static <E extends Enum<E>> E choice(String name, E[] choices, @Nullable List<String> texts, E otherwise) {
        if (texts == null) {
            return otherwise;
        }
        String text = texts.getFirst();
        return Stream.of(choices)
                .filter(choice -> small(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> {
                    String known =
                            Stream.of(choices).map(DashboardQuestion::small).collect(Collectors.joining(", "));
                    return new InvalidQueryException(new Label(
                            "%s 必须是 %s 之一，实为“%s”".formatted(name, known, text),
                            "%s must be one of %s, was \"%s\"".formatted(name, known, text)));
                });
    }

    private static String small(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    Map<String, List<String>> parameters(SearchUrl url) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(MEASURE, List.of(small(measure)));
        parameters.put(BY, List.of(by == null ? "" : by));
        parameters.put(INTERVAL, List.of(small(interval)));
        if (compare != Compare.REST) {
            parameters.put(COMPARE, List.of(small(compare)));
        }
        if (to != null) {
            parameters.put(TO, List.of(to));
        }
        Map<String, List<String>> search = new LinkedHashMap<>(url.parameters(answers));
        search.remove("size");
        parameters.putAll(search);
        return parameters;
    }

    SatisfactionQuery scores() {
        return new SatisfactionQuery(measure, answers, by, interval, compare, to);
    }

    /// The one survey that the answers are narrowed to.
    Optional<String> survey() {
        return answers.filters().stream()
                .filter(filter -> filter.field().equals(FeedbackFields.SURVEY.name()))
                .filter(filter -> filter.anyOf().size() == 1)
                .flatMap(filter -> filter.anyOf().getFirst() instanceof Condition.Is(String name)
                        ? Optional.of(name).stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }

    DashboardQuestion with(Measure.Kind other) {
        return new DashboardQuestion(other, by, interval, compare, to, answers);
    }

    DashboardQuestion by(@Nullable String other) {
        return new DashboardQuestion(
                measure, other, interval, compare == Compare.GROUP ? Compare.REST : compare, null, answers);
    }

    DashboardQuestion every(Period other) {
        return new DashboardQuestion(measure, by, other, compare, to, answers);
    }

    DashboardQuestion comparing(Compare other) {
        return new DashboardQuestion(measure, by, interval, other, null, answers);
    }

    /// Every group against one of them.
    DashboardQuestion comparingWith(String group) {
        return new DashboardQuestion(measure, by, interval, Compare.GROUP, group, answers);
    }

    DashboardQuestion about(SearchQuery other) {
        return new DashboardQuestion(measure, by, interval, compare, to, other.page(0, null));
    }

    /// The answers behind a mark: those of the dashboard that fulfil a further condition. On a field that
    /// is narrowed already the condition takes its place, for it is one of those values.
    SearchQuery narrowed(String field, String value, SearchUrl url) {
        List<Filter> filters = new ArrayList<>(answers.filters());
        filters.removeIf(filter -> filter.field().equals(field));
        filters.add(url.filter(answers.type(), field, value));
        return new SearchQuery(answers.type(), answers.words(), filters, answers.order(), 50, null, null);
    }

    /// All answers that the dashboard is about.
    SearchQuery all() {
        return new SearchQuery(answers.type(), answers.words(), answers.filters(), answers.order(), 50, null, null);
    }
}
