package io.keqing.account.api;

import io.keqing.account.SessionUser;
import io.keqing.account.SignIn;
import io.keqing.account.Tokens;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.rest.Problem;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Says who is calling: by name and password, by personal access token, or, for GET alone, by the session the browser
/// already has. A session for other methods would let any page on the web change records in the user's name.
@Singleton
final class Callers implements AuthenticationFetcher<HttpRequest<?>> {
    /// The attribute that says until when the caller's token is valid; absent for all other callers.
    static final String TOKEN_EXPIRES = "tokenExpires";

    private static final String HEALTH = "/api/v1/health";
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final SignIn signIn;
    private final Tokens tokens;

    Callers(SignIn signIn, Tokens tokens) {
        this.signIn = signIn;
        this.tokens = tokens;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        return Mono.defer(() -> Mono.justOrEmpty(callerOrWatcher(request)));
    }

    /// Who a caller is, the database knows. When it is down, whoever asks how the portal fares is told just that, as
    /// somebody unknown.
    private Optional<Authentication> callerOrWatcher(HttpRequest<?> request) {
        try {
            return caller(request);
        } catch (CannotGetJdbcConnectionException | DataAccessException e) {
            if (request.getPath().equals(HEALTH)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Authentication> caller(HttpRequest<?> request) {
        Optional<String> header = request.getHeaders().getAuthorization();
        if (header.isEmpty()) {
            return bySession(request);
        }
        String value = header.get();
        String scheme = value.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BASIC)) {
            return byPassword(value.substring(BASIC.length()).trim());
        }
        return scheme.startsWith(BEARER)
                ? byToken(value.substring(BEARER.length()).trim())
                : Optional.empty();
    }

    private Optional<Authentication> byPassword(String encoded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64: nobody we know
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        return switch (signIn.withPassword(pair.substring(0, colon), pair.substring(colon + 1))) {
            case SignIn.Outcome.Accepted accepted ->
                Optional.of(authentication(accepted.user().viewer(), Map.of()));
            case SignIn.Outcome.Refused refused -> Optional.empty();
            case SignIn.Outcome.TooMany tooMany ->
                throw Problem.tooMany(
                        "Too many sign-ins that failed, or too many at once: wait %d s"
                                .formatted(Math.max(1, tooMany.retryAfter().toSeconds())),
                        tooMany.retryAfter());
        };
    }

    private Optional<Authentication> byToken(String secret) {
        return tokens.bearer(secret)
                .map(bearer -> authentication(bearer.viewer(), Map.of(TOKEN_EXPIRES, bearer.expiresAt())));
    }

    private Optional<Authentication> bySession(HttpRequest<?> request) {
        if (request.getMethod() != HttpMethod.GET
                || !(request instanceof ServletHttpRequest<?, ?> servlet)
                || !(servlet.getNativeRequest() instanceof HttpServletRequest nativeRequest)) {
            return Optional.empty();
        }
        HttpSession session = nativeRequest.getSession(false);
        return session != null && session.getAttribute(SessionUser.KEY) instanceof SessionUser user
                ? signIn.withSession(user).map(found -> authentication(found.viewer(), Map.of()))
                : Optional.empty();
    }

    private static Authentication authentication(Viewer viewer, Map<String, Object> attributes) {
        return Authentication.build(
                viewer.name(), viewer.roles().stream().map(Role::name).toList(), attributes);
    }

    static Viewer viewer(Authentication authentication) {
        return new Viewer(
                authentication.getName(),
                authentication.getRoles().stream().map(Role::valueOf).collect(java.util.stream.Collectors.toSet()));
    }

    static Optional<Instant> tokenExpires(Authentication authentication) {
        return authentication.getAttributes().get(TOKEN_EXPIRES) instanceof Instant at
                ? Optional.of(at)
                : Optional.empty();
    }
}
