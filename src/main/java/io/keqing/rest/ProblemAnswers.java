package io.keqing.rest;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.codec.CodecException;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every error leaves through here: what controllers throw, what Micronaut itself refuses (no route, wrong method,
/// unreadable argument), and what nobody expected.
final class ProblemAnswers {
    private ProblemAnswers() {}

    /// Micronaut's own refusals.
    @Singleton
    static final class Refusals implements ErrorResponseProcessor<ProblemDocument> {
        @Override
        @SuppressWarnings("unchecked")
        public MutableHttpResponse<ProblemDocument> processResponse(
                ErrorContext context, MutableHttpResponse<?> response) {
            if (context.getRequest().getMethod() == HttpMethod.HEAD) {
                return (MutableHttpResponse<ProblemDocument>) response;
            }
            return ProblemDocument.answer(
                    response, detail(context, response.status().getCode()));
        }

        private static String detail(ErrorContext context, int status) {
            String path = context.getRequest().getPath();
            return switch (status) {
                case 404 -> "There is nothing at " + path;
                case 405 ->
                    "%s does not take %s".formatted(path, context.getRequest().getMethodName());
                case 500 -> Unexpected.DETAIL;
                default ->
                    context.getErrors().stream()
                            .map(Error::getMessage)
                            .map(ProblemAnswers::forTheCaller)
                            .collect(Collectors.joining("; "));
            };
        }
    }

    @Singleton
    static final class Thrown implements ExceptionHandler<Problem, HttpResponse<?>> {
        @Override
        public HttpResponse<?> handle(HttpRequest request, Problem problem) {
            MutableHttpResponse<?> response =
                    ProblemDocument.answer(problem.status(), problem.detail(RequestParts.locale(request)));
            Duration retryAfter = problem.retryAfter();
            if (retryAfter != null) {
                response.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
            }
            return response;
        }
    }

    /// A body that is no JSON, or not the documented shape of it.
    @Singleton
    static final class Unreadable implements ExceptionHandler<CodecException, HttpResponse<?>> {
        @Override
        public HttpResponse<?> handle(HttpRequest request, CodecException exception) {
            Throwable cause = exception;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String reason =
                    String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            return ProblemDocument.answer(
                    400, "The body must be JSON of the documented shape: " + forTheCaller(reason));
        }
    }

    @Singleton
    @Order(-1)
    static final class Invalid implements ExceptionHandler<ConstraintViolationException, HttpResponse<?>> {
        private static final int SHOWN = 100;

        @Override
        public HttpResponse<?> handle(HttpRequest request, ConstraintViolationException exception) {
            return ProblemDocument.answer(
                    400,
                    exception.getConstraintViolations().stream()
                            .map(Invalid::sentence)
                            .sorted()
                            .collect(Collectors.joining("; ")));
        }

        private static String sentence(ConstraintViolation<?> violation) {
            String path = violation.getPropertyPath().toString();
            String value = String.valueOf(violation.getInvalidValue());
            return "%s %s, was '%s'"
                    .formatted(
                            path.substring(path.lastIndexOf('.') + 1),
                            violation.getMessage(),
                            value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value);
        }
    }

    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]");
    private static final Pattern MISSING = Pattern.compile("Null argument specified for \\[(.*?)]");
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:class )?(?:[a-z]\\w*\\.)+([A-Z][\\w$]*)");

    static String forTheCaller(String text) {
        Matcher missing = MISSING.matcher(text);
        if (missing.lookingAt()) {
            return missing.group(1) + " must be given";
        }
        return CLASS_NAME
                .matcher(PLACE.matcher(text).replaceAll("line $1, column $2"))
                .replaceAll("$1");
    }
}
