package io.keqing.rest;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;

/// 401 for who is not known, 403 for who is but may not.
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class NotAllowed implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    @Override
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
        String call = request.getMethodName() + " " + request.getPath();
        if (exception.isForbidden()) {
            return ProblemDocument.answer(403, "Your roles do not allow " + call);
        }
        // a browser would open its own sign-in window at "Basic"; it says who it is with every request
        boolean browser = request.getHeaders().contains("Sec-Fetch-Mode");
        return ProblemDocument.answer(
                        401, "%s needs HTTP Basic or a personal access token that is valid".formatted(call))
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        browser ? "Bearer realm=\"Keqing\"" : "Basic realm=\"Keqing\", charset=\"UTF-8\"");
    }
}
