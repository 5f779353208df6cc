package io.keqing.vaadin;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.server.HttpServerConfiguration;
import jakarta.inject.Singleton;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Puts the server together: what stands in front of the two servlets, and what each of them is allowed.
@Factory
final class WebServer {
    private static final int THREADS = 100;
    private static final Duration SESSION = Duration.ofHours(8);
    private static final Duration STOP = Duration.ofSeconds(3);
    private static final int HEADER_BYTES = 32 * 1024;
    private static final int UPLOAD_MEMORY_BYTES = 64 * 1024;

    @Singleton
    Server server(
            ApplicationContext context,
            HttpServerConfiguration http,
            VaadinStart vaadin,
            UploadLimit uploads,
            @Value("${keqing.host:127.0.0.1}") String host,
            @Value("${keqing.home:data}") Path home) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
        threads.setName("http");
        Server server = new Server(threads);
        server.addConnector(connector(server, host, Math.max(0, http.getPort().orElse(8080))));
        server.setHandler(
                compressed(new SecureHeaders(new EncodedPathGuard(servlets(context, vaadin, uploads, home)))));
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(STOP.toMillis());
        return server;
    }

    private static ServerConnector connector(Server server, String host, int port) {
        HttpConfiguration config = new HttpConfiguration();
        config.setSendServerVersion(false);
        config.setRequestHeaderSize(HEADER_BYTES);
        // A record's id may hold any character, also / and %: its address keeps them encoded (EncodedPathGuard).
        config.setUriCompliance(UriCompliance.from(EnumSet.of(
                Violation.AMBIGUOUS_PATH_SEPARATOR,
                Violation.AMBIGUOUS_PATH_ENCODING,
                Violation.AMBIGUOUS_PATH_PARAMETER,
                Violation.SUSPICIOUS_PATH_CHARACTERS)));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(config));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    /// Requests are never decompressed: a bomb would be unpacked before anybody asked who sends it.
    private static CompressionHandler compressed(org.eclipse.jetty.server.Handler handler) {
        CompressionHandler compression = new CompressionHandler(handler);
        compression.putCompression(new GzipCompression());
        compression.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .defaults()
                        .compressIncludeMethod("POST")
                        .compressExcludeMimeType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                        .decompressExcludePath("/*")
                        .build());
        return compression;
    }

    private static ServletContextHandler servlets(
            ApplicationContext context, VaadinStart vaadin, UploadLimit limit, Path home) {
        ServletContextHandler web = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        web.setClassLoader(WebServer.class.getClassLoader());
        // of the context, not of the servlet alone: else each component remembers the stack that made it
        web.setInitParameter("productionMode", "true");
        web.getServletHandler().setDecodeAmbiguousURIs(true);
        web.setErrorHandler(new PlainErrors());
        var sessions = web.getSessionHandler();
        sessions.setHttpOnly(true);
        sessions.setSameSite(SameSite.LAX);
        sessions.setMaxInactiveInterval((int) SESSION.toSeconds());

        ServletHolder api = new ServletHolder("api", new ApiServlet(context));
        // with async on, the bridge publishes its "terminated" event on a request that Jetty has already recycled
        api.setAsyncSupported(false);
        api.setInitOrder(1);
        api.getRegistration()
                .setMultipartConfig(new MultipartConfigElement(
                        uploads(home).toString(), limit.file(), limit.request(), UPLOAD_MEMORY_BYTES));
        web.addServlet(api, "/api/*");

        ServletHolder screens = new ServletHolder("screens", new ScreenServlet(context));
        screens.setAsyncSupported(true);
        screens.setInitOrder(2);
        screens.setInitParameter("closeIdleSessions", "true");
        web.addServlet(screens, "/*");

        // push needs the web socket container before Vaadin's own start-up looks for it
        JakartaWebSocketServletContainerInitializer.configure(web, null);
        web.addServletContainerInitializer(vaadin);
        return web;
    }

    private static Path uploads(Path home) {
        try {
            return Files.createDirectories(home.toAbsolutePath().resolve("uploads"));
        } catch (IOException e) {
            throw new UncheckedIOException("Uploads need a folder that can be written to: " + home, e);
        }
    }
}
