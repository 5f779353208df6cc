package io.keqing.account;

import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a person chose to see and how, kept with the person: the same at every browser, gone with the user.
/// What a choice means is the business of who asks for it.
@Singleton
public final class Choices {
    static final int LONGEST = 50_000;

    private final Database database;

    Choices(Database database) {
        this.database = database;
    }

    /// @param user a user's name
    /// @param name of what was chosen, such as `columns.customers`
    public Optional<String> find(String user, String name) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select value from user_choice where user_name = ? and name = ?")) {
                select.setString(1, user);
                select.setString(2, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.<String>empty();
                }
            }
        });
    }

    /// @param value null to go back to how everybody sees it
    public void keep(String user, String name, @Nullable String value) {
        if (value != null && value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a choice must have at most " + LONGEST + " characters, had " + value.length());
        }
        String sql = value == null
                ? "delete from user_choice where user_name = ? and name = ?"
                : "insert into user_choice (user_name, name, value) values (?, ?, ?) "
                        + "on conflict (user_name, name) do update set value = excluded.value";
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, user);
                statement.setString(2, name);
                if (value != null) {
                    statement.setString(3, value);
                }
                return statement.executeUpdate();
            }
        });
    }
}
