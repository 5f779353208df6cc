package io.keqing.account;

import io.keqing.account.AccountRefusal.Kind;
import io.keqing.privacy.Role;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The users and their rights. That only administrators change them is for the doors to say.
@Singleton
public final class Users {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    private final UserRows rows;
    private final Passwords passwords;
    private final TransactionOperations<Connection> transactions;
    private final AtomicLong changes = new AtomicLong();

    Users(UserRows rows, Passwords passwords, TransactionOperations<Connection> transactions) {
        this.rows = rows;
        this.passwords = passwords;
        this.transactions = transactions;
    }

    /// Grows with every change of a password or of roles and every user deleted through this portal, after it is
    /// written: what somebody remembers of a user holds no longer.
    long changes() {
        return changes.get();
    }

    public List<User> all() {
        return rows.findAllOrderByName().stream().map(UserRow::user).toList();
    }

    public Optional<User> find(String name) {
        return rows.findById(name).map(UserRow::user);
    }

    Optional<UserRow> row(String name) {
        return rows.findById(name);
    }

    boolean none() {
        return rows.count() == 0;
    }

    /// @throws AccountRefusal if the name is taken or malformed, the password breaks the rule, or there are no roles
    public User create(String name, String password, Set<Role> roles) {
        Passwords.check(password);
        return createUnchecked(name, password, roles);
    }

    /// For the first administrator, whose password its operator chose.
    User createUnchecked(String name, String password, Set<Role> roles) {
        if (!NAME.matcher(name).matches()) {
            throw new AccountRefusal(
                    Kind.RULE,
                    "A user's name must be 1 to 64 letters, digits, or . _ @ - and begin with a letter or digit, was '%s'"
                            .formatted(name));
        }
        checkRoles(roles);
        String hash = passwords.hash(password);
        return transactions.executeWrite(status -> {
            if (rows.countSameName(name) > 0) {
                throw new AccountRefusal(
                        Kind.CONFLICT, "A user's name must be new, whatever its case, was '%s'".formatted(name));
            }
            return rows.save(new UserRow(name, hash, UserRow.names(roles), null, null, Instant.now()))
                    .user();
        });
    }

    /// Changes what is given and leaves the rest.
    ///
    /// @throws AccountRefusal as [#create], or if there is no such user, or no administrator would be left
    public User change(String name, @Nullable String password, @Nullable Set<Role> roles) {
        if (roles != null) {
            checkRoles(roles);
        }
        String hash = password == null ? null : checkedHash(password);
        User changed = transactions.executeWrite(status -> {
            if (roles != null && !roles.contains(Role.ADMIN)) {
                keepAnAdministratorBeside(name);
            }
            UserRow old = rows.findById(name).orElseThrow(() -> unknown(name));
            return rows.update(new UserRow(
                            name,
                            hash == null ? old.passwordHash() : hash,
                            roles == null ? old.roles() : UserRow.names(roles),
                            old.language(),
                            old.colorScheme(),
                            old.createdAt()))
                    .user();
        });
        changes.incrementAndGet();
        return changed;
    }

    /// @throws AccountRefusal if there is no such user, or it is the last administrator
    public void delete(String name) {
        transactions.executeWrite(status -> {
            keepAnAdministratorBeside(name);
            rows.delete(rows.findById(name).orElseThrow(() -> unknown(name)));
            return name;
        });
        changes.incrementAndGet();
    }

    /// @param language `zh-CN` or `en`
    public void chooseLanguage(String name, String language) {
        rows.updateLanguage(name, language);
    }

    /// @param colorScheme `light` or `dark`
    public void chooseColorScheme(String name, String colorScheme) {
        rows.updateColorScheme(name, colorScheme);
    }

    private String checkedHash(String password) {
        Passwords.check(password);
        return passwords.hash(password);
    }

    private static void checkRoles(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new AccountRefusal(
                    Kind.RULE, "A user must have at least one of %s, had none".formatted(List.of(Role.values())));
        }
    }

    private void keepAnAdministratorBeside(String name) {
        if (rows.lockAdministrators().equals(List.of(name))) {
            throw new AccountRefusal(
                    Kind.CONFLICT, "There must be an administrator left, the last one is '%s'".formatted(name));
        }
    }

    private static AccountRefusal unknown(String name) {
        return new AccountRefusal(Kind.UNKNOWN, "There is no user '%s'".formatted(name));
    }
}
