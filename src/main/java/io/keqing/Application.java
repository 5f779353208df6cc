package io.keqing;

import io.micronaut.runtime.Micronaut;

/// Starts the portal: one process, one port, REST under `/api`, screens everywhere else.
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Micronaut.build(args).mainClass(Application.class).banner(false).start();
    }
}
