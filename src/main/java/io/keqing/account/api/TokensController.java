package io.keqing.account.api;

import io.keqing.account.Tokens;
import io.keqing.account.Tokens.NewToken;
import io.keqing.account.Tokens.Token;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One's own tokens.
@Controller("/api/v1/tokens")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "tokens")
final class TokensController {
    private final Tokens tokens;

    TokensController(Tokens tokens) {
        this.tokens = tokens;
    }

    /// @param expires an instant, or a day, with whose end the token ends
    @Serdeable
    record TokenRequest(String name, @Nullable Set<Role> roles, String expires) {}

    /// @param token the secret, only when it was just made
    @Serdeable
    record TokenAnswer(
            long id,
            String name,
            List<Role> roles,
            Instant expires,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable String token) {
        static TokenAnswer of(Token token, @Nullable String secret) {
            return new TokenAnswer(
                    token.id(),
                    token.name(),
                    token.roles().stream().sorted().toList(),
                    token.expiresAt(),
                    token.createdAt(),
                    token.lastUsedAt(),
                    secret);
        }
    }

    @Get
    List<TokenAnswer> all(@Parameter(hidden = true) Viewer viewer) {
        return tokens.of(viewer).stream()
                .map(token -> TokenAnswer.of(token, null))
                .toList();
    }

    /// A new token, its secret in `token`, shown this once. A call that is itself made with a token can't make one that
    /// outlives it.
    @Post
    @Status(HttpStatus.CREATED)
    TokenAnswer create(
            @Body TokenRequest request, @Parameter(hidden = true) Viewer viewer, Authentication authentication) {
        Instant asked = instant(request.expires());
        Instant expires =
                Callers.tokenExpires(authentication).filter(asked::isAfter).orElse(asked);
        Set<Role> roles = request.roles();
        NewToken made = tokens.create(viewer, request.name(), roles == null ? viewer.roles() : roles, expires);
        return TokenAnswer.of(made.token(), made.secret());
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(long id, @Parameter(hidden = true) Viewer viewer) {
        tokens.delete(viewer, id);
    }

    private static Instant instant(String text) {
        try {
            return text.length() > 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeException e) {
            throw Problem.unprocessable(
                    "expires must be a day such as 2026-12-31 or an ISO-8601 instant, was '%s'".formatted(text));
        }
    }
}
