package io.keqing.job;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other systems what has happened: a POST to each address that an administrator has entered, signed, at least
/// once, in order of its due time. What is to be told is queued in the transaction of what it tells.
///
/// `X-Keqing-Signature` is `sha256=` and the HMAC-SHA-256, in hex, of the timestamp in `X-Keqing-Timestamp`, a dot and
/// the body, under the address's secret. An answer of 200 to 299 ends it; anything else is tried again after 1, 2, 4, …
/// minutes, eight times in all.
@Singleton
public final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int MOST = 20;
    private static final int TRIES = 8;
    private static final int BATCH = 20;
    private static final int SECRET_BYTES = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Webhooks(Database database) {
        this.database = database;
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }

    /// An address that is told.
    ///
    /// @param lastResult how the last try ended, empty before the first
    public record Webhook(
            long id,
            String url,
            String by,
            Instant createdAt,
            String lastResult,
            @Nullable Instant lastAt) {}

    /// A new address, with the secret that is shown this once.
    public record Made(Webhook webhook, String secret) {}

    public List<Webhook> all() {
        return database.read(connection -> {
            List<Webhook> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select id, url, by_user, created_at, last_result, last_at from webhook order by id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime last = row.getObject(6, OffsetDateTime.class);
                    all.add(new Webhook(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getString(5),
                            last == null ? null : last.toInstant()));
                }
            }
            return all;
        });
    }

    /// @throws IllegalArgumentException where the address is none that can be posted to, is there already, or is one
    ///     too many
    public Made add(String url, String by) {
        check(url);
        List<Webhook> before = all();
        if (before.size() >= MOST) {
            throw new IllegalArgumentException("there are at most " + MOST + " webhooks");
        }
        if (before.stream().anyMatch(each -> each.url().equals(url))) {
            throw new IllegalArgumentException("there is a webhook to " + url + " already");
        }
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        database.inTransaction(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into webhook (url, secret, by_user) values (?, ?, ?)")) {
                insert.setString(1, url);
                insert.setString(2, secret);
                insert.setString(3, by);
                return insert.executeUpdate();
            }
        });
        Optional<Webhook> made =
                all().stream().filter(each -> each.url().equals(url)).findFirst();
        return new Made(made.orElseThrow(), secret);
    }

    private static void check(String url) {
        try {
            URI address = new URI(url);
            if (address.getHost() == null || !List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                throw new IllegalArgumentException("url must be an address of http or https, was " + url);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url must be an address of http or https, was " + url, e);
        }
    }

    /// @return whether there was one
    public boolean delete(long id) {
        return database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from webhook where id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /// Has every address told of an event, once the caller's transaction holds.
    ///
    /// @param body JSON
    public void tell(Connection transaction, String event, String body) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into webhook_delivery (webhook_id, event, body) select id, ?, ? from webhook")) {
            insert.setString(1, event);
            insert.setString(2, body);
            insert.executeUpdate();
        }
    }

    private record Delivery(long id, String url, String secret, String event, String body, int tries) {}

    @Scheduled(initialDelay = "15s", fixedDelay = "15s")
    void run() {
        try {
            deliver();
        } catch (DatabaseException e) {
            LOG.warn("Webhooks wait: {}", e.getMessage());
        }
    }

    /// Tries what is due; portals that do so at once do not take the same.
    ///
    /// @return deliveries tried
    public int deliver() {
        List<Delivery> due = database.inTransaction(Webhooks::claim);
        for (Delivery delivery : due) {
            String result = post(delivery);
            database.inTransaction(connection -> {
                settle(connection, delivery, result);
                return true;
            });
        }
        return due.size();
    }

    /// Whoever takes one moves its next try into the future, so that a portal that dies meanwhile loses nothing.
    private static List<Delivery> claim(Connection connection) throws SQLException {
        List<Delivery> due = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement("with due as (select id from webhook_delivery "
                        + "where due <= now() order by due, id limit " + BATCH + " for update skip locked), taken as ("
                        + "update webhook_delivery d set tries = tries + 1, due = now() + interval '1 minute' * "
                        + "power(2, tries) from due where d.id = due.id returning d.*) "
                        + "select t.id, w.url, w.secret, t.event, t.body, t.tries from taken t "
                        + "join webhook w on w.id = t.webhook_id order by t.id");
                ResultSet row = claim.executeQuery()) {
            while (row.next()) {
                due.add(new Delivery(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)));
            }
        }
        return due;
    }

    private String post(Delivery delivery) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(URI.create(delivery.url()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Keqing-Event", delivery.event())
                .header("X-Keqing-Delivery", Long.toString(delivery.id()))
                .header("X-Keqing-Timestamp", timestamp)
                .header(
                        "X-Keqing-Signature",
                        "sha256=" + signature(delivery.secret(), timestamp + "." + delivery.body()))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                .build();
        try {
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            return Integer.toString(answer.statusCode());
        } catch (IOException e) {
            return String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static void settle(Connection connection, Delivery delivery, String result) throws SQLException {
        boolean done = result.matches("2\\d\\d");
        try (PreparedStatement update =
                connection.prepareStatement("update webhook w set last_result = ?, last_at = now() "
                        + "from webhook_delivery d where d.id = ? and w.id = d.webhook_id")) {
            update.setString(1, result);
            update.setLong(2, delivery.id());
            update.executeUpdate();
        }
        if (done || delivery.tries() >= TRIES) {
            try (PreparedStatement delete = connection.prepareStatement("delete from webhook_delivery where id = ?")) {
                delete.setLong(1, delivery.id());
                delete.executeUpdate();
            }
        }
    }

    /// HMAC-SHA-256 in hex.
    static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 belongs to every Java", e);
        }
    }
}
