package io.keqing.importing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.Mapping;
import io.keqing.importing.file.InvalidFile;
import io.keqing.ui.Newest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/// Looks into an uploaded file beside the screen, and tells the screen how far it is.
final class FileReading {
    private static final long EACH = Duration.ofMillis(250).toNanos();

    private final Component owner;
    private final ImportPreview preview;
    private final Newest newest;
    private boolean isBusy;

    /// @param rows as many are shown
    record Request(Path file, String fileName, Optional<Mapping> wanted, int rows) {}

    FileReading(Component owner, ImportPreview preview, ExecutorService executor) {
        this.owner = owner;
        this.preview = preview;
        this.newest = new Newest(owner, executor);
    }

    boolean isBusy() {
        return isBusy;
    }

    /// @param told the part that is read, from time to time
    /// @param seen what the file looks like
    /// @param refused why it can't be read as rows
    void look(Request request, DoubleConsumer told, Consumer<ImportPreview.Look> seen, Consumer<InvalidFile> refused) {
        UI ui = owner.getUI().orElseGet(UI::getCurrent);
        isBusy = true;
        newest.ask(
                () -> preview.look(
                        request.file(), request.fileName(), request.wanted(), request.rows(), sparingly(ui, told)),
                look -> {
                    isBusy = false;
                    seen.accept(look);
                },
                failure -> {
                    isBusy = false;
                    switch (failure) {
                        case InvalidFile why -> refused.accept(why);
                        case RuntimeException other -> throw other;
                        default -> throw new IllegalStateException(failure);
                    }
                });
    }

    private DoubleConsumer sparingly(UI ui, DoubleConsumer told) {
        long[] last = {System.nanoTime()};
        return share -> {
            long now = System.nanoTime();
            if (now - last[0] > EACH) {
                last[0] = now;
                ui.access(() -> {
                    if (isBusy) {
                        told.accept(share);
                    }
                });
            }
        };
    }

    void forget() {
        isBusy = false;
        newest.forget();
    }
}
