package io.keqing.job;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// E-mail through the mail server that the settings `keqing.smtp.*` name; without one nothing is ever
/// sent. What is to be sent is queued in the transaction of what it tells, and tried again after 1, 2,
/// 4, … minutes, eight times in all.
@Singleton
public final class Mail {
    private static final Logger LOG = LoggerFactory.getLogger(Mail.class);
    private static final int TRIES = 8;
    private static final int BATCH = 20;
    private static final String PATIENCE_MILLIS =
            Long.toString(Duration.ofSeconds(15).toMillis());

    private final Database database;
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final String security;
    private final String from;

    /// @param security `starttls`, `tls` from the first byte, or `none`
    Mail(
            Database database,
            @Property(name = "keqing.smtp.host", defaultValue = "") String host,
            @Property(name = "keqing.smtp.port", defaultValue = "587") int port,
            @Property(name = "keqing.smtp.user", defaultValue = "") String user,
            @Property(name = "keqing.smtp.password", defaultValue = "") String password,
            @Property(name = "keqing.smtp.security", defaultValue = "starttls") String security,
            @Property(name = "keqing.smtp.from", defaultValue = "") String from) {
        if (!List.of("starttls", "tls", "none").contains(security)) {
            throw new IllegalArgumentException("keqing.smtp.security must be starttls, tls or none, was " + security);
        }
        this.database = database;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.security = security;
        this.from = from.isBlank() ? user : from;
    }

    /// Whether there is a mail server to send through.
    public boolean isConfigured() {
        return !host.isBlank() && !from.isBlank();
    }

    /// @throws IllegalArgumentException where it is no address of one person
    public static void check(String address) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(address, true);
            if (parsed.length != 1 || !parsed[0].getAddress().equals(address) || !address.contains("@")) {
                throw new IllegalArgumentException("address must be one e-mail address, was " + address);
            }
        } catch (AddressException e) {
            throw new IllegalArgumentException("address must be one e-mail address, was " + address, e);
        }
    }

    /// Has somebody written to, once the caller's transaction holds.
    public void tell(Connection transaction, String address, String subject, String body) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement("insert into mail_delivery (address, subject, body) values (?, ?, ?)")) {
            insert.setString(1, address);
            insert.setString(2, subject);
            insert.setString(3, body);
            insert.executeUpdate();
        }
    }

    private record Delivery(long id, String address, String subject, String body, int tries) {}

    @Scheduled(initialDelay = "20s", fixedDelay = "15s")
    void run() {
        try {
            deliver();
        } catch (DatabaseException e) {
            LOG.warn("E-mails wait: {}", e.getMessage());
        }
    }

    /// Tries what is due; portals that do so at once do not take the same.
    ///
    /// @return deliveries tried
    public int deliver() {
        if (!isConfigured()) {
            return 0;
        }
        List<Delivery> due = database.inTransaction(Mail::claim);
        for (Delivery delivery : due) {
            boolean sent = send(delivery);
            if (sent || delivery.tries() >= TRIES) {
                database.inTransaction(connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement("delete from mail_delivery where id = ?")) {
                        delete.setLong(1, delivery.id());
                        return delete.executeUpdate();
                    }
                });
            }
        }
        return due.size();
    }

    /// Whoever takes one moves its next try into the future, so that a portal that dies meanwhile loses nothing.
    private static List<Delivery> claim(Connection connection) throws SQLException {
        List<Delivery> due = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement("with due as (select id from mail_delivery "
                        + "where due <= now() order by due, id limit " + BATCH + " for update skip locked) "
                        + "update mail_delivery d set tries = tries + 1, due = now() + interval '1 minute' * "
                        + "power(2, tries) from due where d.id = due.id "
                        + "returning d.id, d.address, d.subject, d.body, d.tries");
                ResultSet row = claim.executeQuery()) {
            while (row.next()) {
                due.add(new Delivery(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)));
            }
        }
        return due;
    }

    private boolean send(Delivery delivery) {
        try {
            MimeMessage message = new MimeMessage(session());
            message.setFrom(new InternetAddress(from));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(delivery.address()));
            message.setSubject(delivery.subject(), StandardCharsets.UTF_8.name());
            message.setText(delivery.body(), StandardCharsets.UTF_8.name());
            message.setSentDate(new Date());
            Transport.send(message);
            return true;
        } catch (MessagingException e) {
            // without the address: who is told of what is nobody's business in a log
            LOG.warn(
                    "E-mail {} was not sent, try {} of {}: {}", delivery.id(), delivery.tries(), TRIES, e.getMessage());
            return false;
        }
    }

    private Session session() {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", host);
        settings.put("mail.smtp.port", Integer.toString(port));
        settings.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        settings.put("mail.smtp.timeout", PATIENCE_MILLIS);
        settings.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
        settings.put("mail.smtp.starttls.enable", Boolean.toString(security.equals("starttls")));
        settings.put("mail.smtp.starttls.required", Boolean.toString(security.equals("starttls")));
        settings.put("mail.smtp.ssl.enable", Boolean.toString(security.equals("tls")));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        if (user.isBlank()) {
            return Session.getInstance(settings);
        }
        settings.put("mail.smtp.auth", "true");
        return Session.getInstance(settings, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        });
    }
}
