package io.keqing.vaadin;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.servlet.engine.server.AbstractServletServer;
import jakarta.inject.Singleton;
import java.net.BindException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Micronaut's `EmbeddedServer` over Jetty 12.1. Micronaut's own Jetty module is still Jetty 11, which Vaadin 25 does
/// not run on; its price is the hundred lines of [WebServer].
@Singleton
final class PortalServer extends AbstractServletServer<Server> {
    private static final Logger LOG = LoggerFactory.getLogger(PortalServer.class);

    PortalServer(ApplicationContext context, ApplicationConfiguration configuration, Server server) {
        super(context, configuration, server);
    }

    @Override
    protected void startServer() throws Exception {
        try {
            getServer().start();
        } catch (Exception e) {
            try {
                stopServer();
            } catch (Exception whileStopping) {
                e.addSuppressed(whileStopping);
            }
            throw taken(e) ? new IllegalStateException(portIsTaken(), e) : e;
        }
        LOG.info("Keqing listens at {}", getURI());
    }

    private String portIsTaken() {
        return "Port %d on %s is taken: set KEQING_PORT to another one, or to 0 for any free port"
                .formatted(connector().getPort(), getHost());
    }

    private static boolean taken(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected void stopServer() throws Exception {
        getServer().stop();
    }

    private ServerConnector connector() {
        return (ServerConnector) getServer().getConnectors()[0];
    }

    @Override
    public int getPort() {
        return connector().getLocalPort();
    }

    @Override
    public String getHost() {
        return connector().getHost();
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public URI getURI() {
        String host = getHost();
        return URI.create(getScheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + getPort());
    }

    @Override
    public URL getURL() {
        try {
            return getURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("The server's address must be a URL, was " + getURI(), e);
        }
    }

    @Override
    public boolean isRunning() {
        return getServer().isRunning();
    }
}
