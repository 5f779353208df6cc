package io.keqing.rest;

import io.keqing.field.Label;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.servlet.http.ServletHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Refuses a parameter that a call does not know, one that is given twice where it counts once, and a value that
/// is
/// none of its kind. Without this a slip of the hand does something else than what was meant: `?dryrun=true` would
/// import, `?f.channel=phone` would be answered for every channel.
///
/// What a call takes is read from the call itself, see [TakenParameters]; nothing is listed here. It runs behind
/// the sign-in, so that a stranger learns nothing.
@ServerFilter("/api/v1/**")
final class ParameterCheck implements Ordered {
    private final Map<UriRouteInfo<?, ?>, TakenParameters> byRoute = new ConcurrentHashMap<>();

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        RouteAttributes.getRouteInfo(request)
                .filter(UriRouteInfo.class::isInstance)
                .map(route -> (UriRouteInfo<?, ?>) route)
                .filter(route -> !route.getDeclaringType().isAnnotationPresent(Hidden.class))
                .ifPresent(route -> check(request, byRoute.computeIfAbsent(route, TakenParameters::of)));
    }

    private static void check(HttpRequest<?> request, TakenParameters taken) {
        for (String name : request.getParameters().names()) {
            TakenParameters.Taken parameter = taken.named(name).orElseThrow(() -> unknown(name, taken));
            List<String> values = request.getParameters().getAll(name);
            if (values.size() > 1 && !parameter.many()) {
                throw Problem.unprocessable(new Label(
                        "参数 %s 只能给出一次，实际给出 %d 次".formatted(name, values.size()),
                        "%s must be given once, was given %d times".formatted(name, values.size())));
            }
            values.forEach(value -> parameter.kind().check(name, value));
        }
        for (String name : files(request)) {
            if (taken.named(name).isEmpty()) {
                throw unknown(name, taken);
            }
        }
    }

    /// The parts of a form. Those without a file are among the parameters, too.
    private static Set<String> files(HttpRequest<?> request) {
        boolean form = request.getContentType()
                .filter(type -> type.matches(MediaType.MULTIPART_FORM_DATA_TYPE))
                .isPresent();
        if (!form
                || !(request instanceof ServletHttpRequest<?, ?> servlet)
                || !(servlet.getNativeRequest() instanceof HttpServletRequest nativeRequest)) {
            return Set.of();
        }
        try {
            return nativeRequest.getParts().stream().map(Part::getName).collect(Collectors.toSet());
        } catch (IOException | ServletException e) {
            throw new IllegalStateException("the parts of a form must be readable", e);
        }
    }

    private static Problem unknown(String name, TakenParameters taken) {
        String names = String.join(", ", taken.names());
        String near = taken.nearest(name).orElse("");
        return Problem.unprocessable(new Label(
                "没有参数“%s”；%s%s"
                        .formatted(
                                name,
                                names.isEmpty() ? "此调用没有参数" : "此调用的参数：" + names,
                                near.isEmpty() ? "" : "。是否想写 " + near + "？"),
                "there is no parameter \"%s\"; this call takes %s%s"
                        .formatted(
                                name,
                                names.isEmpty() ? "none" : names,
                                near.isEmpty() ? "" : "; did you mean " + near + "?")));
    }
}
