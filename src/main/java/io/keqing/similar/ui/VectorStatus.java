package io.keqing.similar.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.similar.VectorWorker;
import io.keqing.similar.VectorWorker.Progress;
import io.keqing.ui.Ticker;
import io.keqing.ui.Values;
import java.time.Duration;

/// Whether texts are still to be read, and until then found by their words; not seen once all are.
final class VectorStatus extends Div {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final transient VectorWorker worker;
    private final transient Values values;
    private final boolean mayPause;
    private final Span text = new Span();
    private final Button pause = new Button();

    VectorStatus(VectorWorker worker, Values values, Viewer viewer) {
        this.worker = worker;
        this.values = values;
        this.mayPause = viewer.roles().contains(Role.ADMIN);
        addClassName("vector-status");
        setId("vector-status");
        pause.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        pause.setId("pause-vectors");
        pause.addClickListener(click -> {
            worker.pause(!worker.paused());
            show(worker.progress());
        });
        add(text, pause);
        show(worker.progress());
        Ticker.every(this, LOOK, worker::progress, this::show);
    }

    private void show(Progress progress) {
        String pending = values.number(progress.pending(), getLocale());
        boolean paused = progress.state().equals("paused");
        text.setText(
                switch (progress.state()) {
                    case "off" -> getTranslation("similar.byWords", getTranslation("similar.byWords.off"));
                    case "paused" -> getTranslation("similar.vectors.paused", pending);
                    default -> getTranslation("similar.vectors.pending", pending);
                });
        pause.setText(getTranslation(paused ? "similar.vectors.go" : "similar.vectors.pause"));
        pause.setVisible(mayPause && !progress.state().equals("off"));
        setVisible(!progress.state().equals("done"));
    }
}
