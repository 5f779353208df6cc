package io.keqing.report.api;

import io.keqing.report.ReportRefusal;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Why somebody gets no report, as the caller reads it.
@Singleton
final class ReportRefusals implements ExceptionHandler<ReportRefusal, HttpResponse<?>> {
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final ExceptionHandler<Problem, HttpResponse<?>> problems;

    ReportRefusals(ExceptionHandler<Problem, HttpResponse<?>> problems) {
        this.problems = problems;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, ReportRefusal refusal) {
        return problems.handle(
                request,
                switch (refusal.kind()) {
                    case RULE -> Problem.unprocessable(refusal.reason());
                    case NOT_ALLOWED -> Problem.forbidden(refusal.reason());
                    case UNKNOWN -> Problem.notFound(refusal.reason());
                    case STATE -> Problem.conflict(refusal.reason());
                    case BUSY -> Problem.tooMany(refusal.reason(), RETRY);
                });
    }
}
