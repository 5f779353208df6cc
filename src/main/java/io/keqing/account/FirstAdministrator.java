package io.keqing.account;

import io.keqing.privacy.Role;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An empty portal gets the user `admin`. A generated password is written to the console and not to the log, which
/// would keep it.
@Singleton
final class FirstAdministrator implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String NAME = "admin";
    private static final int RANDOM_BYTES = 12;

    private final Users users;
    private final String chosen;

    FirstAdministrator(Users users, @Value("${keqing.admin.password:}") String chosen) {
        this.users = users;
        this.chosen = chosen;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        if (!users.none()) {
            return;
        }
        String password = chosen.isEmpty() ? generated() : chosen;
        if (password.length() < Passwords.MINIMUM_LENGTH) {
            LOG.warn(
                    "KEQING_ADMIN_PASSWORD should have {} characters or more, has {}",
                    Passwords.MINIMUM_LENGTH,
                    password.length());
        }
        try {
            users.createUnchecked(NAME, password, Set.of(Role.ADMIN));
        } catch (AccountRefusal e) {
            LOG.info("Another portal has just made the first user: {}", e.reason());
            return;
        }
        if (chosen.isEmpty()) {
            System.out.printf(
                    "%n  Sign in as '%s' with the password '%s' (shown this once; KEQING_ADMIN_PASSWORD sets one)%n%n",
                    NAME, password);
        }
    }

    private static String generated() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
