package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// [SearchQuery] ↔ the parameters of an address. What is read here and written again is the same query: links,
/// saved searches and scripts all hold addresses.
@Singleton
public final class SearchUrl {
    private static final String WORDS = "q";
    private static final String FILTER = "f.";
    /// Behind a field's name: `f.tier!=` asks for records that have a tier, as `f.tier=` asks for those
    /// without.
    private static final String NOT = "!";
    private static final String SORT = "sort";
    private static final String SIZE = "size";
    private static final String CURSOR = "cursor";
    private static final String FACETS = "facets";
    private static final String ZONE = "zone";
    private static final int DEFAULT_SIZE = 50;

    private final RecordTypes types;
    private final BornFields born;

    /// Finds a field born at run time.
    @FunctionalInterface
    interface BornFields {
        Optional<RunTimeField> find(String type, String holder, String name);
    }

    @Inject
    SearchUrl(RecordTypes types, RunTimeFields runTimeFields) {
        this(types, runTimeFields::find);
    }

    SearchUrl(RecordTypes types, BornFields born) {
        this.types = types;
        this.born = born;
    }

    /// @param type customers, interactions or feedback
    /// @param parameters decoded; those of a screen that are no part of a query have been taken out
    /// @throws InvalidQueryException for an unknown type, parameter or field, and a size that is no number
    public SearchQuery read(String type, Map<String, List<String>> parameters) {
        RecordType recordType = types.named(type)
                .orElseThrow(() -> new InvalidQueryException("type must be one of "
                        + types.all().stream().map(RecordType::name).collect(Collectors.joining(", "))
                        + ", was \"" + type + "\""));
        Map<String, Set<Filter.Condition>> filters = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (name.startsWith(FILTER)) {
                filter(recordType, name.substring(FILTER.length()), values, filters);
            } else if (!Set.of(WORDS, SORT, SIZE, CURSOR, FACETS, ZONE).contains(name)) {
                throw new InvalidQueryException(
                        "a search takes q, f.FIELD, sort, size, cursor, facets and zone, was given \"" + name + "\"");
            }
        });
        return new SearchQuery(
                type,
                Optional.ofNullable(one(parameters, WORDS)).orElse(""),
                filters.entrySet().stream()
                        .map(filter -> new Filter(filter.getKey(), List.copyOf(filter.getValue())))
                        .toList(),
                names(recordType, parameters.getOrDefault(SORT, List.of())).stream()
                        .map(SearchUrl::order)
                        .toList(),
                size(one(parameters, SIZE)),
                emptyToNull(one(parameters, CURSOR)),
                parameters.containsKey(FACETS) ? names(recordType, parameters.getOrDefault(FACETS, List.of())) : null,
                zone(one(parameters, ZONE)));
    }

    /// @throws InvalidQueryException where there is no such zone
    public static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null || name.isEmpty() ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            InvalidQueryException invalid = new InvalidQueryException(new Label(
                    "zone 必须是时区，例如 Asia/Shanghai 或 +08:00，实为“" + name + "”",
                    "zone must be a time zone such as Asia/Shanghai or +08:00, was \"" + name + "\""));
            invalid.initCause(e);
            throw invalid;
        }
    }

    /// @param address a search's own address without the host, such as `interactions/search?q=&f.kind=order`
    public SearchQuery read(String address) {
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        if (!path.endsWith("/search")) {
            throw new InvalidQueryException(
                    "a query must be an address such as interactions/search?q=, was \"" + path + "\"");
        }
        return read(
                path.substring(path.startsWith("/") ? 1 : 0, path.length() - "/search".length()),
                mark < 0 ? Map.of() : decoded(address.substring(mark + 1)));
    }

    /// The parameters of `query`; what is at its default is left out.
    ///
    /// @throws InvalidQueryException for a condition that only `q` can say
    public Map<String, List<String>> parameters(SearchQuery query) {
        RecordType type = types.get(query.type());
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (!query.words().isEmpty()) {
            parameters.put(WORDS, List.of(query.words()));
        }
        for (Filter filter : query.filters()) {
            String name = FILTER + filter.field();
            if (parameters.containsKey(name) || parameters.containsKey(name + NOT)) {
                throw new InvalidQueryException("an address holds one filter a field, had two on " + filter.field());
            }
            for (Filter.Condition condition : filter.anyOf()) {
                parameters
                        .computeIfAbsent(
                                condition instanceof Filter.Condition.Present ? name + NOT : name,
                                key -> new ArrayList<>())
                        .add(written(type, filter.field(), condition));
            }
        }
        if (!query.order().isEmpty()) {
            parameters.put(
                    SORT,
                    query.order().stream()
                            .map(order -> (order.descending() ? "-" : "") + order.field())
                            .toList());
        }
        if (query.size() != DEFAULT_SIZE) {
            parameters.put(SIZE, List.of(Integer.toString(query.size())));
        }
        String cursor = query.cursor();
        if (cursor != null) {
            parameters.put(CURSOR, List.of(cursor));
        }
        ZoneId zone = query.zone();
        if (zone != null) {
            parameters.put(ZONE, List.of(zone.getId()));
        }
        List<String> facets = query.facets();
        if (facets != null) {
            parameters.put(FACETS, facets.isEmpty() ? List.of("") : facets);
        }
        return parameters;
    }

    /// The address of `query` without the host: what [#read(String)] reads.
    public String address(SearchQuery query) {
        return query.type() + "/search?"
                + parameters(query).entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&"));
    }

    /// The filter that `f.FIELD=value` is: a value, a range, or nothing for records without one.
    public Filter filter(String type, String field, String value) {
        return new Filter(field, List.of(condition(value, hasRanges(types.get(type), field))));
    }

    private void filter(RecordType type, String name, List<String> values, Map<String, Set<Filter.Condition>> filters) {
        boolean present = name.endsWith(NOT) && runTime(type, name).isEmpty();
        String field = present ? name.substring(0, name.length() - NOT.length()) : name;
        boolean ranges = hasRanges(type, field);
        Set<Filter.Condition> anyOf = filters.computeIfAbsent(field, key -> new LinkedHashSet<>());
        for (String value : values) {
            if (present && !value.isEmpty()) {
                throw new InvalidQueryException("f." + name + "= takes no value and asks that there is one, was \""
                        + value + "\"; what has another value is found by q=-" + field + ":…");
            }
            anyOf.add(present ? new Filter.Condition.Present() : condition(value, ranges));
        }
    }

    private static Filter.Condition condition(String value, boolean ranges) {
        if (value.isEmpty()) {
            return new Filter.Condition.Missing();
        }
        return ranges
                ? Filter.Condition.Between.read(value)
                        .<Filter.Condition>map(range -> range)
                        .orElse(is(value))
                : is(value);
    }

    private static Filter.Condition is(String value) {
        return new Filter.Condition.Is(value);
    }

    private String written(RecordType type, String field, Filter.Condition condition) {
        return switch (condition) {
            case Filter.Condition.Is is -> {
                if (is.value().isEmpty() || (is.value().contains("..") && hasRanges(type, field))) {
                    throw new InvalidQueryException(
                            "a filter on " + field + " cannot be written into an address, was \"" + is.value() + "\"");
                }
                yield is.value();
            }
            case Filter.Condition.Between between -> {
                if (!hasRanges(type, field)) {
                    throw new InvalidQueryException(
                            "a range is for numbers, money, days and instants, was on " + field);
                }
                yield (between.fromExcluded() ? ">" : "")
                        + orEmpty(between.from())
                        + (between.toExcluded() ? "..<" : "..")
                        + orEmpty(between.to());
            }
            case Filter.Condition.Like like ->
                throw new InvalidQueryException(
                        "a form such as Abi* is asked in q, not as a filter of an address, was on " + field + " \""
                                + like.pattern() + "\"");
            case Filter.Condition.Missing missing -> "";
            case Filter.Condition.Present present -> "";
        };
    }

    /// @throws InvalidQueryException where the type has no such field
    private boolean hasRanges(RecordType type, String name) {
        Optional<Field<?>> field = type.fields().named(name).or(() -> RecordFields.named(name));
        if (field.isPresent()) {
            return switch (field.get().kind()) {
                case ValueKind.Number k -> true;
                case ValueKind.Money k -> true;
                case ValueKind.Day k -> true;
                case ValueKind.Moment k -> true;
                case ValueKind.Text k -> false;
                case ValueKind.Keyword k -> false;
                case ValueKind.Keywords k -> false;
                case ValueKind.Choice k -> false;
                case ValueKind.Flag k -> false;
                case ValueKind.Reference k -> false;
                case ValueKind.RunTime k -> false;
            };
        }
        return runTime(type, name)
                .map(found -> switch (found.kind()) {
                    case NUMBER, DAY -> true;
                    case TEXT -> false;
                })
                .orElseThrow(() -> unknown(type, name));
    }

    private Optional<RunTimeField> runTime(RecordType type, String name) {
        return type.runTime().stream()
                .filter(holder -> name.startsWith(holder.name() + "."))
                .findFirst()
                .flatMap(holder -> born.find(
                        type.name(), holder.name(), name.substring(holder.name().length() + 1)));
    }

    private static InvalidQueryException unknown(RecordType type, String name) {
        return new InvalidQueryException(type.name() + " have no field \"" + name + "\"; they have source, id, "
                + type.fields().fields().stream().map(Field::name).collect(Collectors.joining(", ")));
    }

    /// A list by commas or repetition. A name of a run-time field may hold a comma itself: then it stands alone.
    private List<String> names(RecordType type, List<String> values) {
        List<String> names = new ArrayList<>();
        for (String value : values) {
            String bare = value.startsWith("-") ? value.substring(1) : value;
            List<String> parts = value.indexOf(',') < 0 || runTime(type, bare).isPresent()
                    ? List.of(value)
                    : List.of(value.split(","));
            parts.stream().map(String::strip).filter(part -> !part.isEmpty()).forEach(names::add);
        }
        return names;
    }

    private static SearchQuery.Order order(String name) {
        return name.startsWith("-")
                ? new SearchQuery.Order(name.substring(1), true)
                : new SearchQuery.Order(name, false);
    }

    private static int size(@Nullable String value) {
        try {
            return value == null ? DEFAULT_SIZE : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new InvalidQueryException("size must be 0 to " + SearchQuery.MAX_SIZE + ", was \"" + value + "\"");
        }
    }

    private static @Nullable String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidQueryException(name + " must be given once, was given " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static @Nullable String emptyToNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Map<String, List<String>> decoded(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                parameters
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException("an address must be percent-encoded rightly: " + e.getMessage());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
