package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks again and again while a component is on a screen, beside the screen, and pushes what it sees.
public final class Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private Ticker() {}

    /// @param look runs beside the screen; where it fails, the next look comes as usual
    /// @param show runs on the screen
    public static <A> void every(Component owner, Duration period, Supplier<A> look, Consumer<A> show) {
        AtomicReference<Thread> running = new AtomicReference<>();
        owner.addAttachListener(attached -> {
            UI ui = attached.getUI();
            running.set(Thread.ofVirtual().name("ticker").start(() -> run(ui, period, look, show)));
        });
        owner.addDetachListener(detached -> {
            Thread thread = running.getAndSet(null);
            if (thread != null) {
                thread.interrupt();
            }
        });
    }

    private static <A> void run(UI ui, Duration period, Supplier<A> look, Consumer<A> show) {
        try {
            while (ui.isAttached()) {
                Thread.sleep(period);
                try {
                    A seen = look.get();
                    ui.access(() -> show.accept(seen));
                } catch (UIDetachedException e) {
                    return;
                } catch (RuntimeException e) {
                    LOG.debug("A look for a screen failed; the next one follows in {}", period, e);
                }
            }
        } catch (InterruptedException e) {
            // the component left its screen
            Thread.currentThread().interrupt();
        }
    }
}
