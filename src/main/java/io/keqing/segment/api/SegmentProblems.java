package io.keqing.segment.api;

import io.keqing.rest.Problem;
import io.keqing.segment.SegmentRefusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// Why a segment was not kept, changed or told, as the caller reads it.
@Singleton
final class SegmentProblems implements ExceptionHandler<SegmentRefusal, HttpResponse<?>> {
    private final ExceptionHandler<Problem, HttpResponse<?>> problems;

    SegmentProblems(ExceptionHandler<Problem, HttpResponse<?>> problems) {
        this.problems = problems;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, SegmentRefusal refusal) {
        return problems.handle(
                request,
                switch (refusal.kind()) {
                    case UNKNOWN -> Problem.notFound(refusal.reason());
                    case FORBIDDEN -> Problem.forbidden(refusal.reason());
                    case CONFLICT -> Problem.conflict(refusal.reason());
                    case RULE -> Problem.unprocessable(refusal.label());
                });
    }
}
