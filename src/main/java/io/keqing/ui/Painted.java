package io.keqing.ui;

import com.vaadin.flow.component.Component;

/// Waits for the browser: what stands first on a screen must not share the processor with what comes later.
public final class Painted {
    /// Answers once the browser has shown what it was sent so far.
    static final String EXPRESSION = "return new Promise(done => requestAnimationFrame(() => setTimeout(done)))";

    private Painted() {}

    /// Does `later` on the screen's thread once the browser has painted the component and all that came with it.
    /// Where the browser has left by then, nothing happens.
    public static void then(Component component, Runnable later) {
        component.getElement().executeJs(EXPRESSION).then(painted -> later.run());
    }
}
