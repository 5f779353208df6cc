package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.QueryText;
import io.keqing.search.SearchQuery;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A question as a person would say it, in the labels of the screens.
final class QueryWords {
    private static final Label ALL = new Label("全部记录", "all records");
    private static final Label NO_FILTER = new Label("无", "none");
    private static final Label OR = new Label(" 或 ", " or ");
    private static final Label MISSING = new Label("（缺失）", "(missing)");
    private static final Label PRESENT = new Label("（有值）", "(any value)");
    private static final Label FROM = new Label("%s 起", "from %s");
    private static final Label ABOVE = new Label("晚于/大于 %s", "above %s");
    private static final Label UP_TO = new Label("至 %s", "up to %s");
    private static final Label BELOW = new Label("早于/小于 %s", "below %s");
    private static final Label BETWEEN = new Label("%s 至 %s", "%s to %s");
    private static final Label BETWEEN_BELOW = new Label("%s 至 %s（不含）", "%s to below %s");
    private static final Label BEST = new Label("最匹配的在前", "best match first");
    private static final Label NEWEST = new Label("最新的在前", "newest first");
    private static final Label UP = new Label("%s（升序）", "%s, ascending");
    private static final Label DOWN = new Label("%s（降序）", "%s, descending");

    private final FieldSet fields;
    private final Locale locale;

    QueryWords(FieldSet fields, Locale locale) {
        this.fields = fields;
        this.locale = locale;
    }

    String words(SearchQuery query) {
        return query.words().isBlank() ? ALL.in(locale) : query.words();
    }

    /// One line for each filter, all of which hold.
    String filters(SearchQuery query) {
        return query.filters().isEmpty()
                ? NO_FILTER.in(locale)
                : query.filters().stream().map(this::filter).collect(Collectors.joining("\n"));
    }

    /// @param text what was typed: conditions only select, words find one record better than another
    String order(SearchQuery query, QueryText text) {
        if (query.order().isEmpty()) {
            return (text.clause().hasWords() ? BEST : NEWEST).in(locale);
        }
        return query.order().stream()
                .map(order -> (order.descending() ? DOWN : UP).in(locale).formatted(label(order.field())))
                .collect(Collectors.joining("; "));
    }

    private String filter(Filter filter) {
        return label(filter.field())
                + (locale.getLanguage().equals("zh") ? "：" : ": ")
                + filter.anyOf().stream()
                        .map(condition -> condition(filter.field(), condition))
                        .collect(Collectors.joining(OR.in(locale)));
    }

    private String label(String name) {
        return fields.named(name).map(field -> field.label().in(locale)).orElse(name);
    }

    private String condition(String field, Condition condition) {
        return switch (condition) {
            case Condition.Is is -> value(field, is.value());
            case Condition.Like like -> like.pattern();
            case Condition.Between between -> between(field, between);
            case Condition.Missing missing -> MISSING.in(locale);
            case Condition.Present present -> PRESENT.in(locale);
        };
    }

    private String between(String field, Condition.Between between) {
        String from = between.from();
        String to = between.to();
        if (to == null) {
            Label open = between.fromExcluded() ? ABOVE : FROM;
            return from == null ? PRESENT.in(locale) : open.in(locale).formatted(value(field, from));
        }
        if (from == null) {
            return (between.toExcluded() ? BELOW : UP_TO).in(locale).formatted(value(field, to));
        }
        String start = (between.fromExcluded() ? ABOVE.in(locale) : "%s").formatted(value(field, from));
        return (between.toExcluded() ? BETWEEN_BELOW : BETWEEN).in(locale).formatted(start, value(field, to));
    }

    private String value(String name, String value) {
        List<Option> options = fields.named(name).map(Field::kind).orElse(null) instanceof ValueKind.Choice choice
                ? choice.options()
                : List.of();
        return options.stream()
                .filter(option -> option.value().equals(value))
                .map(option -> option.label().in(locale))
                .findFirst()
                .orElse(value);
    }
}
