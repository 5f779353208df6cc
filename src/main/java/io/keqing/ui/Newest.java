package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks questions beside the screen, so that a slow answer never holds it, and shows the answer to the newest one
/// only: whatever was asked before is interrupted and forgotten.
public final class Newest {
    private final Component owner;
    private final ExecutorService executor;
    private @Nullable Future<?> running;
    private long asked;

    public Newest(Component owner, ExecutorService executor) {
        this.owner = owner;
        this.executor = executor;
        owner.addDetachListener(detached -> forget());
    }

    /// @param question runs beside the screen and must not touch it
    /// @param answered runs on the screen
    /// @param failed runs on the screen, with what the question threw
    public <A> void ask(Callable<A> question, Consumer<A> answered, Consumer<Exception> failed) {
        UI ui = owner.getUI().orElseGet(UI::getCurrent);
        forget();
        long number = asked;
        running = executor.submit(() -> {
            A answer;
            try {
                answer = question.call();
            } catch (Exception e) {
                show(ui, number, () -> failed.accept(e));
                return;
            }
            show(ui, number, () -> answered.accept(answer));
        });
    }

    /// Whatever is still running will not be shown.
    public void forget() {
        asked++;
        if (running != null) {
            running.cancel(true);
            running = null;
        }
    }

    private void show(UI ui, long number, Runnable work) {
        try {
            ui.access(() -> {
                if (number == asked) {
                    running = null;
                    work.run();
                }
            });
        } catch (UIDetachedException e) {
            // the page was closed meanwhile: nobody waits for the answer any more
            running = null;
        }
    }
}
