package io.keqing.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keqing.account.AccountRefusal.Kind;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Personal access tokens, with which programs sign in. A token may carry fewer roles than its owner, and never more
/// than the owner has when it is used.
@Singleton
public final class Tokens {
    /// What every token begins with, so that it is recognised where it leaked.
    public static final String PREFIX = "kq_";

    private static final int RANDOM_BYTES = 32;
    private static final int NAME_LENGTH = 100;
    private static final Duration LONGEST = Duration.ofDays(366);
    /// Writing down every use would turn each read into a write.
    private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

    /// How long a token that was seen is not looked up again. What is changed through this portal counts at once;
    /// a token deleted through another one is taken for so long yet.
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int REMEMBERED_AT_MOST = 10_000;

    private final TokenRows rows;
    private final Users users;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong deletions = new AtomicLong();
    /// A script asks many questions in a row: two look-ups for each would cost as much as some answers do.
    private final Cache<Seen, Bearer> seen = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_AT_MOST)
            .expireAfterWrite(REMEMBERED)
            .build();

    /// A token as it was seen after so many changes of users and tokens.
    private record Seen(String hash, long userChanges, long deletions) {}

    Tokens(TokenRows rows, Users users) {
        this.rows = rows;
        this.users = users;
    }

    /// A token without its secret.
    public record Token(
            long id,
            String name,
            Set<Role> roles,
            Instant expiresAt,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /// @param secret what the program sends; kept nowhere, so this is the only time it is seen
    public record NewToken(Token token, String secret) {}

    /// Who uses a token, and until when it is valid.
    public record Bearer(Viewer viewer, Instant expiresAt) {}

    /// @param roles at most the owner's own
    /// @throws AccountRefusal if a rule is broken
    public NewToken create(Viewer owner, String name, Set<Role> roles, Instant expiresAt) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw rule("A token's name must have 1 to %d characters, was '%s'".formatted(NAME_LENGTH, name));
        }
        if (roles.isEmpty() || !owner.roles().containsAll(roles)) {
            throw rule("A token's roles must be some of its owner's %s, were %s"
                    .formatted(sorted(owner.roles()), sorted(roles)));
        }
        Instant now = Instant.now();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
            throw rule("A token must expire within the next %d days, was to expire at %s"
                    .formatted(LONGEST.toDays(), expiresAt));
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        TokenRow row = rows.save(new TokenRow(
                null, SignIn.sha256(secret), owner.name(), name, UserRow.names(roles), expiresAt, now, null));
        return new NewToken(token(row), secret);
    }

    public List<Token> of(Viewer owner) {
        return rows.findByUserNameOrderById(owner.name()).stream()
                .map(Tokens::token)
                .toList();
    }

    /// @throws AccountRefusal if the owner has no such token
    public void delete(Viewer owner, long id) {
        if (rows.deleteByIdAndUserName(id, owner.name()) == 0) {
            throw new AccountRefusal(Kind.UNKNOWN, "You have no token %d".formatted(id));
        }
        deletions.incrementAndGet();
    }

    /// Who sent this token; empty if it is unknown or expired, or none of its roles is left to its owner.
    public Optional<Bearer> bearer(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        byte[] hash = SignIn.sha256(secret);
        Seen key = new Seen(HexFormat.of().formatHex(hash), users.changes(), deletions.get());
        Bearer known = seen.getIfPresent(key);
        if (known != null && known.expiresAt().isAfter(now)) {
            return Optional.of(known);
        }
        Optional<Bearer> bearer = rows.findByHash(hash)
                .filter(row -> row.expiresAt().isAfter(now))
                .flatMap(row -> users.find(row.userName()).flatMap(owner -> bearer(row, owner, now)));
        bearer.ifPresent(found -> seen.put(key, found));
        return bearer;
    }

    private Optional<Bearer> bearer(TokenRow row, User owner, Instant now) {
        Set<Role> roles = EnumSet.copyOf(UserRow.roles(row.roles()));
        roles.retainAll(owner.roles());
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        Instant lastUsed = row.lastUsedAt();
        if (lastUsed == null || lastUsed.plus(LAST_USED_STEP).isBefore(now)) {
            rows.updateLastUsed(Objects.requireNonNull(row.id()), now);
        }
        return Optional.of(new Bearer(new Viewer(owner.name(), roles), row.expiresAt()));
    }

    private static Token token(TokenRow row) {
        return new Token(
                Objects.requireNonNull(row.id()),
                row.name(),
                UserRow.roles(row.roles()),
                row.expiresAt(),
                row.createdAt(),
                row.lastUsedAt());
    }

    private static List<Role> sorted(Set<Role> roles) {
        return roles.stream().sorted().toList();
    }

    private static AccountRefusal rule(String message) {
        return new AccountRefusal(Kind.RULE, message);
    }
}
