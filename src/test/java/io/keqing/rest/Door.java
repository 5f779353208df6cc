package io.keqing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Part;
import io.micronaut.web.router.UriRouteInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call of the API as the running portal has it, and how it is called rightly.
///
/// @param name method and path as people write them: `GET /kpis`
/// @param template the same path with what its variables may be: `/{type:customers|interactions|feedback}/search`
/// @param body a right one; null where it takes none
record Door(
        String name,
        String method,
        String template,
        TakenParameters taken,
        List<String> numbers,
        @Nullable String body,
        String given,
        boolean form) {
    private static final String API = "/api/v1";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::([^}|]+)[^}]*)?}");
    /// What stands for the variables of a path; all others are called `gate`.
    private static final Map<String, String> VALUES =
            Map.of("id", "g1", "list", "noContact", "field", "tier", "name", "lifecycle");

    /// @param file says what a call needs that nobody can guess
    static Door of(UriRouteInfo<?, ?> route, JsonNode file) {
        String template = route.getUriMatchTemplate().toPathString().substring(API.length());
        String method = route.getHttpMethodName();
        String name = method + " " + VARIABLE.matcher(template).replaceAll("{$1}");
        List<Argument<?>> arguments = List.of(route.getTargetMethod().getArguments());
        boolean form = has(arguments, Part.class);
        JsonNode body = file.path("bodies").path(name);
        if (has(arguments, Body.class) && body.isMissingNode() && !isListed(file.path("bytes"), name)) {
            throw new AssertionError(name + " takes a body: say a right one in doors.json");
        } else if (form && !isListed(file.path("forms"), name)) {
            throw new AssertionError(name + " takes a form: list it in doors.json");
        }
        return new Door(
                name,
                method,
                template,
                TakenParameters.of(route),
                arguments.stream()
                        .filter(argument -> Number.class.isAssignableFrom(argument.getWrapperType()))
                        .map(Argument::getName)
                        .toList(),
                body.isMissingNode() ? null : body.toString(),
                file.path("given").path(name).asText(),
                form);
    }

    private static boolean has(List<Argument<?>> arguments, Class<? extends java.lang.annotation.Annotation> kind) {
        return arguments.stream()
                .anyMatch(argument -> argument.getAnnotationMetadata().hasAnnotation(kind));
    }

    private static boolean isListed(JsonNode names, String name) {
        for (JsonNode each : names) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /// Types of records that it may be called for; one empty text where its path names none.
    List<String> types() {
        return Stream.of("customers", "interactions", "feedback")
                .filter(type -> template.matches(".*\\{type:[^}]*\\b" + type + "\\b.*"))
                .toList();
    }

    /// Its path for records of a type, without parameters.
    ///
    /// @param id what stands for a number
    String path(String type, String id) {
        return VARIABLE.matcher(template).replaceAll(variable -> value(variable, type, id));
    }

    private String value(MatchResult variable, String type, String id) {
        String called = variable.group(1);
        if (called.equals("type")) {
            return type.isEmpty() ? variable.group(2) : type;
        } else if (numbers.contains(called)) {
            return id;
        }
        return variable.group(2) == null ? VALUES.getOrDefault(called, "gate") : variable.group(2);
    }

    boolean takesAQuestion() {
        return taken.names().contains("f.FIELD") || given.contains("{question}") || asksInItsBody();
    }

    boolean asksInItsBody() {
        return body != null && body.contains("{question}");
    }

    /// Whether it may go on without a wrong part, which it tells.
    boolean isSearch() {
        return name.equals("GET /{type}/search");
    }

    /// Its path with the parameters it needs, but for one.
    String with(String parameter, String value) {
        List<String> pairs = new ArrayList<>();
        Stream.of(given.split("&"))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith(parameter + "="))
                .map(pair -> pair.replace("{question}", "customers/search?q="))
                .forEach(pairs::add);
        pairs.add(parameter + "=" + value);
        return path("", "1") + pairs.stream().collect(Collectors.joining("&", "?", ""));
    }
}
