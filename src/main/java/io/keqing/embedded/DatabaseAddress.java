package io.keqing.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Where PostgreSQL answers, embedded or not.
///
/// @param jdbcUrl what the driver takes, never with a password in it
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    private static final int USUAL_PORT = 5432;

    /// Reads `postgresql://[user[:password]@]host[:port]/database[?options]`, `postgres://…` or
    /// `jdbc:postgresql://…`. A user or password given apart from the URL wins over the one in it.
    ///
    /// @throws StartRefused if the text is neither
    static DatabaseAddress parse(String url, String user, String password) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(url, user, password);
        }
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw new StartRefused(
                    "KEQING_DATABASE_URL must start with postgresql:// or jdbc:postgresql://, started with "
                            + url.substring(0, Math.min(url.length(), Math.max(0, url.indexOf(':')) + 1)));
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // the text may hold a password, so neither it nor the parser's message is shown
            throw new StartRefused("KEQING_DATABASE_URL is no URL: unreadable at character " + e.getIndex());
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new StartRefused("KEQING_DATABASE_URL must name host and database: postgresql://host:port/database");
        }
        String[] given =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? USUAL_PORT : uri.getPort())
                        + uri.getRawPath() + options(uri.getRawQuery()),
                user.isEmpty() && given.length > 0 ? given[0] : user,
                password.isEmpty() && given.length > 1 ? given[1] : password);
    }

    private static String options(@Nullable String query) {
        return query == null ? "" : "?" + query;
    }

    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
