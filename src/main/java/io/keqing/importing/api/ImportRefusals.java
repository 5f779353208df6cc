package io.keqing.importing.api;

import io.keqing.importing.InvalidMapping;
import io.keqing.importing.file.InvalidFile;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// Mappings and files that can't be followed, as answers.
final class ImportRefusals {
    private ImportRefusals() {}

    @Singleton
    static final class OfMapping implements ExceptionHandler<InvalidMapping, HttpResponse<?>> {
        private final ExceptionHandler<Problem, HttpResponse<?>> answers;

        OfMapping(ExceptionHandler<Problem, HttpResponse<?>> answers) {
            this.answers = answers;
        }

        @Override
        public HttpResponse<?> handle(HttpRequest request, InvalidMapping exception) {
            return answers.handle(request, Problem.badRequest(String.valueOf(exception.getMessage())));
        }
    }

    @Singleton
    static final class OfFile implements ExceptionHandler<InvalidFile, HttpResponse<?>> {
        private final ExceptionHandler<Problem, HttpResponse<?>> answers;

        OfFile(ExceptionHandler<Problem, HttpResponse<?>> answers) {
            this.answers = answers;
        }

        @Override
        public HttpResponse<?> handle(HttpRequest request, InvalidFile exception) {
            return answers.handle(request, Problem.unprocessable(String.valueOf(exception.getMessage())));
        }
    }
}
