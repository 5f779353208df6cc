package io.keqing.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves who somebody is.
@Singleton
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int REMEMBERED_AT_MOST = 10_000;
    private static final String MAC = "HmacSHA256";

    private final Users users;
    private final Passwords passwords;
    private final SignInLimit limit;
    /// What is verified at a sign-in by somebody who doesn't exist, so that it takes as long as any other.
    private final String nobodysHash;

    private final SecretKeySpec key;
    /// Keyed hash of name and password → the stored hash it was verified against. A program that sends its password
    /// with every call would else cost 90 ms each. Rows are compared on every call, so a new password (also one set
    /// through another portal) is noticed at once.
    private final Cache<String, String> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_AT_MOST)
            .expireAfterWrite(REMEMBERED)
            .build();

    /// How a sign-in ended.
    public sealed interface Outcome {
        record Accepted(User user, SessionUser session) implements Outcome {}

        /// Name or password is wrong; which of them is not told.
        record Refused() implements Outcome {}

        /// Too many wrong passwords for this name, or too many sign-ins at once.
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    SignIn(Users users, Passwords passwords, SignInLimit limit) {
        this.users = users;
        this.passwords = passwords;
        this.limit = limit;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, MAC);
        this.nobodysHash = passwords.hash(HexFormat.of().formatHex(secret));
    }

    public Outcome withPassword(String name, String password) {
        Optional<UserRow> row = users.row(name);
        String credential = keyedHash(name, password);
        String known = verified.getIfPresent(credential);
        if (known != null && row.isPresent() && known.equals(row.get().passwordHash())) {
            return accepted(row.get());
        }
        Duration wait = limit.wait(name);
        if (wait.isPositive()) {
            return new Outcome.TooMany(wait);
        }
        Optional<Boolean> right =
                passwords.verify(password, row.map(UserRow::passwordHash).orElse(nobodysHash));
        if (right.isEmpty()) {
            return new Outcome.TooMany(Duration.ofSeconds(1));
        }
        if (row.isEmpty() || !right.get()) {
            limit.failed(name);
            // a name nobody has may be a password typed into the wrong field
            LOG.warn("Sign-in refused for {}", row.map(UserRow::name).orElse("a name nobody has"));
            return new Outcome.Refused();
        }
        limit.succeeded(name);
        verified.put(credential, row.get().passwordHash());
        return accepted(row.get());
    }

    /// The user of a browser's session, with the roles of this moment; empty if the user or the password is gone.
    public Optional<User> withSession(SessionUser session) {
        return users.row(session.name())
                .filter(row -> proof(row).equals(session.proof()))
                .map(UserRow::user);
    }

    private static Outcome.Accepted accepted(UserRow row) {
        return new Outcome.Accepted(row.user(), new SessionUser(row.name(), proof(row)));
    }

    private static String proof(UserRow row) {
        return Base64.getEncoder().encodeToString(sha256(row.passwordHash()));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK must have SHA-256", e);
        }
    }

    private String keyedHash(String name, String password) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK must have " + MAC, e);
        }
    }
}
