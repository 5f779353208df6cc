package io.keqing.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Looks at servers that somebody else runs, before the portal relies on them, and says what to do when they do not
/// serve.
///
/// Servers that are not up yet are waited for: started together with the portal, they often come later.
final class ExistingServers {
    static final int LEAST_POSTGRES = 15;
    static final int LEAST_ELASTICSEARCH = 9;
    private static final List<String> PLUGINS = List.of("analysis-icu", "analysis-smartcn");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ONE_LOOK = Duration.ofSeconds(5);
    private static final Pattern NUMBER = Pattern.compile("\"number\"\\s*:\\s*\"([0-9]+)[^\"]*\"");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private ExistingServers() {}

    static void check(DatabaseAddress address) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection =
                    DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
                int version = connection.getMetaData().getDatabaseMajorVersion();
                if (version < LEAST_POSTGRES) {
                    throw new StartRefused("PostgreSQL must be " + LEAST_POSTGRES + " or newer, was " + version + " at "
                            + address.jdbcUrl());
                }
                return;
            } catch (SQLException e) {
                // class 08 and 57P: nobody there yet; anything else (wrong password, no such database) does not heal
                String state = String.valueOf(e.getSQLState());
                if (!(state.startsWith("08") || state.startsWith("57P")) || System.nanoTime() > end) {
                    throw new StartRefused(
                            "PostgreSQL cannot be used at " + address.jdbcUrl() + ": " + e.getMessage(), e);
                }
                pause();
            }
        }
    }

    static void check(ElasticsearchAddress address) {
        URI node = address.nodes().getFirst();
        try (HttpClient client = client(address)) {
            Matcher number = NUMBER.matcher(ask(client, address, "/"));
            if (!number.find() || Integer.parseInt(number.group(1)) < LEAST_ELASTICSEARCH) {
                throw new StartRefused("Elasticsearch must be " + LEAST_ELASTICSEARCH + " or newer, was "
                        + (number.reset().find() ? number.group(1) : "unknown") + " at " + node);
            }
            List<String> missing = missing(ask(client, address, "/_cat/plugins?h=component"));
            if (!missing.isEmpty()) {
                throw new StartRefused("Elasticsearch at " + node + " lacks " + String.join(" and ", missing)
                        + "; on each of its nodes run: bin/elasticsearch-plugin install " + String.join(" ", missing)
                        + ", and restart it");
            }
        }
    }

    static List<String> missing(String catPlugins) {
        List<String> missing = new ArrayList<>(PLUGINS);
        catPlugins.lines().map(String::strip).forEach(missing::remove);
        return missing;
    }

    private static String ask(HttpClient client, ElasticsearchAddress address, String path) {
        URI uri = address.nodes().getFirst().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ONE_LOOK);
        address.authorization().ifPresent(value -> request.header("Authorization", value));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String reason;
            try {
                HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                if (answer.statusCode() == UNAUTHORIZED || answer.statusCode() == FORBIDDEN) {
                    throw new StartRefused("Elasticsearch at " + uri
                            + " refuses the key in KEQING_ELASTICSEARCH_API_KEY (" + answer.statusCode()
                            + "); it needs the cluster privilege monitor and all on the indices keqing-*");
                }
                reason = "it answered " + answer.statusCode();
            } catch (IOException e) {
                reason = String.valueOf(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartRefused("interrupted while waiting for Elasticsearch at " + uri, e);
            }
            if (System.nanoTime() > end) {
                throw new StartRefused("Elasticsearch cannot be used at " + uri + ": " + reason);
            }
            pause();
        }
    }

    private static HttpClient client(ElasticsearchAddress address) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(ONE_LOOK);
        address.ca().ifPresent(ca -> client.sslContext(trusting(ca)));
        return client.build();
    }

    private static SSLContext trusting(Path ca) {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "KEQING_ELASTICSEARCH_CA must be a PEM file with certificates, was " + ca + " (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
