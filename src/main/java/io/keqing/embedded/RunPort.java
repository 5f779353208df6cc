package io.keqing.embedded;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes the HTTP port to `run/port` once the portal serves.
@Singleton
final class RunPort implements ApplicationEventListener<ServerStartupEvent> {
    private final Home home;
    private final Engines engines;

    RunPort(Home home, Engines engines) {
        this.home = home;
        this.engines = engines;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        engines.serving();
        try {
            home.write("port", Integer.toString(event.getSource().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException("the port cannot be written to " + home.root(), e);
        }
    }
}
