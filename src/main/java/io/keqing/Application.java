package io.keqing;

import io.keqing.embedded.StartRefused;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import org.jspecify.annotations.Nullable;

/// Starts the portal: one process, one port, REST under `/api`, screens everywhere else.
public final class Application {
    private static final int EXIT_REFUSED = 2;

    private Application() {}

    public static void main(String[] args) {
        new Start().args(args).mainClass(Application.class).banner(false).start();
    }

    /// A start that is refused for a reason people can mend says so in one sentence; a stack trace would hide it.
    private static final class Start extends Micronaut {
        @Override
        protected void handleStartupException(Environment environment, Throwable failure) {
            for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof StartRefused) {
                    System.err.println("Keqing cannot start: " + cause.getMessage());
                    System.exit(EXIT_REFUSED);
                }
            }
            super.handleStartupException(environment, failure);
        }
    }
}
