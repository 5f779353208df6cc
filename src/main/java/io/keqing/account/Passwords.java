package io.keqing.account;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// argon2id with OWASP's first choice of parameters, kept in PHC string format so that they can be raised later while
/// old hashes still verify. One hash costs 19 MiB and about 90 ms of a core on purpose; only as many run at a time as
/// there are cores, and who would wait longer than [#PATIENCE_SECONDS] is turned away instead of piling up.
@Singleton
final class Passwords {
    static final int MINIMUM_LENGTH = 10;
    /// Longer ones would only serve to keep the hash busy.
    static final int MAXIMUM_LENGTH = 200;

    private static final int PATIENCE_SECONDS = 5;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore running =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

    /// @throws AccountRefusal if the password is too short or too long; the message tells its length only
    static void check(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MINIMUM_LENGTH || length > MAXIMUM_LENGTH) {
            throw new AccountRefusal(
                    AccountRefusal.Kind.RULE,
                    "A password must have %d to %d characters, had %d"
                            .formatted(MINIMUM_LENGTH, MAXIMUM_LENGTH, length));
        }
    }

    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /// Whether the password is the one behind the hash; empty if too many are being checked right now.
    Optional<Boolean> verify(String password, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("A password hash must be argon2id in PHC format, began with '"
                    + phc.substring(0, Math.min(10, phc.length())) + "'");
        }
        if (password.length() > MAXIMUM_LENGTH * 2) {
            return Optional.of(false);
        }
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        if (!acquire()) {
            return Optional.empty();
        }
        try {
            byte[] actual = argon2id(
                    password,
                    salt,
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    expected.length);
            return Optional.of(MessageDigest.isEqual(expected, actual));
        } finally {
            running.release();
        }
    }

    private boolean acquire() {
        try {
            return running.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] argon2id(String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
