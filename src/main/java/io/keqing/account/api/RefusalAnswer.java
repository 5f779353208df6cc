package io.keqing.account.api;

import io.keqing.account.AccountRefusal;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

@Singleton
final class RefusalAnswer implements ExceptionHandler<AccountRefusal, HttpResponse<?>> {
    private final ExceptionHandler<Problem, HttpResponse<?>> problems;

    RefusalAnswer(ExceptionHandler<Problem, HttpResponse<?>> problems) {
        this.problems = problems;
    }

    @Override
    public HttpResponse<?> handle(HttpRequest request, AccountRefusal refusal) {
        return problems.handle(
                request,
                switch (refusal.kind()) {
                    case UNKNOWN -> Problem.notFound(refusal.reason());
                    case CONFLICT -> Problem.conflict(refusal.reason());
                    case RULE -> Problem.unprocessable(refusal.reason());
                });
    }
}
