package io.keqing.report.api;

import io.keqing.report.ExportRefusal;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Why somebody gets no file, as the caller reads it.
@Singleton
final class ExportRefusals implements ExceptionHandler<ExportRefusal, HttpResponse<?>> {
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final ExceptionHandler<Problem, HttpResponse<?>> problems;

    ExportRefusals(ExceptionHandler<Problem, HttpResponse<?>> problems) {
        this.problems = problems;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, ExportRefusal refusal) {
        return problems.handle(
                request,
                switch (refusal.kind()) {
                    case NOT_ALLOWED -> Problem.forbidden(refusal.reason());
                    case BUSY -> Problem.tooMany(refusal.reason(), RETRY);
                });
    }
}
