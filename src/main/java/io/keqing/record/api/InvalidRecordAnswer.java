package io.keqing.record.api;

import io.keqing.record.InvalidRecordException;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

@Singleton
final class InvalidRecordAnswer implements ExceptionHandler<InvalidRecordException, HttpResponse<?>> {
    private final ExceptionHandler<Problem, HttpResponse<?>> problems;

    InvalidRecordAnswer(ExceptionHandler<Problem, HttpResponse<?>> problems) {
        this.problems = problems;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, InvalidRecordException invalid) {
        return problems.handle(request, Problem.unprocessable(String.valueOf(invalid.getMessage())));
    }
}
