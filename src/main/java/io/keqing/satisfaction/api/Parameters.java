package io.keqing.satisfaction.api;

import io.keqing.rest.RequestParts;
import io.keqing.satisfaction.Measure;
import io.keqing.search.Filter;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Period;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a question about satisfaction: those of its own are taken out by name, what is
/// left is the search for the answers it is about.
final class Parameters {
    private final Map<String, List<String>> left;

    Parameters(HttpRequest<?> request) {
        this.left = RequestParts.parameters(request);
    }

    /// @throws InvalidQueryException where it is given more than once
    @Nullable
    String one(String name) {
        List<String> values = left.remove(name);
        if (values != null && values.size() > 1) {
            throw new InvalidQueryException(name + " must be given once, was given " + values.size() + " times");
        }
        return values == null || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    /// @throws InvalidQueryException where it is not given, or more than once
    String needed(String name) {
        String value = one(name);
        if (value == null) {
            throw new InvalidQueryException(name + " must be given once, was not given");
        }
        return value;
    }

    /// Values with commas between.
    List<String> list(String name) {
        List<String> values = left.remove(name);
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(each -> Arrays.stream(each.split(",", -1)))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
    }

    @Nullable
    Period period(String name) {
        return choice(Period.class, name);
    }

    Measure.Kind measure(Measure.Kind otherwise) {
        Measure.Kind kind = choice(Measure.Kind.class, "measure");
        return kind == null ? otherwise : kind;
    }

    private <E extends Enum<E>> @Nullable E choice(Class<E> kind, String name) {
        String value = one(name);
        if (value == null) {
            return null;
        }
        E[] choices = kind.getEnumConstants();
        return Arrays.stream(choices)
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException("%s must be one of %s, was \"%s\""
                        .formatted(
                                name,
                                Arrays.stream(choices)
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")),
                                value)));
    }

    /// The filters whose names begin with `prefix`, such as those of a group of its own.
    ///
    /// @throws InvalidQueryException where one is none
    List<Filter> filters(String prefix, SearchUrl url) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        left.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                named.put("f." + name.substring(prefix.length()), values);
            }
        });
        left.keySet().removeIf(name -> name.startsWith(prefix));
        return url.read("feedback", named).filters();
    }

    /// What is left, once all others have been taken out.
    SearchQuery answers(SearchUrl url) {
        return url.read("feedback", left);
    }
}
