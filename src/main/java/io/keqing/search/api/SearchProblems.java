package io.keqing.search.api;

import io.keqing.rest.Problem;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SavedSearchRefusal;
import io.keqing.search.TooManySearchesException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Why a search was not answered or not kept, as the caller reads it.
final class SearchProblems {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private SearchProblems() {}

    @Singleton
    static final class Invalid implements ExceptionHandler<InvalidQueryException, HttpResponse<?>> {
        private final ExceptionHandler<Problem, HttpResponse<?>> problems;

        Invalid(ExceptionHandler<Problem, HttpResponse<?>> problems) {
            this.problems = problems;
        }

        @Override
        public HttpResponse<?> handle(HttpRequest request, InvalidQueryException invalid) {
            return problems.handle(request, Problem.unprocessable(invalid.label()));
        }
    }

    @Singleton
    static final class Unavailable implements ExceptionHandler<IndexUnavailableException, HttpResponse<?>> {
        private final ExceptionHandler<Problem, HttpResponse<?>> problems;

        Unavailable(ExceptionHandler<Problem, HttpResponse<?>> problems) {
            this.problems = problems;
        }

        @Override
        public HttpResponse<?> handle(HttpRequest request, IndexUnavailableException outage) {
            return problems.handle(request, Problem.unavailable("The search engine does not answer right now", RETRY));
        }
    }

    @Singleton
    static final class TooMany implements ExceptionHandler<TooManySearchesException, HttpResponse<?>> {
        private final ExceptionHandler<Problem, HttpResponse<?>> problems;

        TooMany(ExceptionHandler<Problem, HttpResponse<?>> problems) {
            this.problems = problems;
        }

        @Override
        public HttpResponse<?> handle(HttpRequest request, TooManySearchesException tooMany) {
            return problems.handle(
                    request, Problem.tooMany(String.valueOf(tooMany.getMessage()), tooMany.retryAfter()));
        }
    }

    @Singleton
    static final class NotKept implements ExceptionHandler<SavedSearchRefusal, HttpResponse<?>> {
        private final ExceptionHandler<Problem, HttpResponse<?>> problems;

        NotKept(ExceptionHandler<Problem, HttpResponse<?>> problems) {
            this.problems = problems;
        }

        @Override
        public HttpResponse<?> handle(HttpRequest request, SavedSearchRefusal refusal) {
            return problems.handle(
                    request,
                    switch (refusal.kind()) {
                        case UNKNOWN -> Problem.notFound(refusal.reason());
                        case FORBIDDEN -> Problem.forbidden(refusal.reason());
                        case CONFLICT -> Problem.conflict(refusal.reason());
                        case RULE -> Problem.unprocessable(refusal.reason());
                    });
        }
    }
}
