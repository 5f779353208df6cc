package io.keqing.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import java.util.Optional;

/// A text that somebody typed or pasted on one screen and that is asked as a prior issue on another. It goes
/// beside the address, not in it: it may name people, and browsers keep addresses.
public final class PastedText {
    /// Where such a text is asked.
    private static final String SCREEN = "prior-issues";

    private final String text;

    private PastedText(String text) {
        this.text = text;
    }

    /// Opens the screen of prior issues, which asks the text at once.
    public static void ask(String text) {
        UI ui = UI.getCurrent();
        ComponentUtil.setData(ui, PastedText.class, new PastedText(text));
        ui.navigate(SCREEN);
    }

    /// The text that was handed over, once.
    public static Optional<String> take() {
        UI ui = UI.getCurrent();
        PastedText pasted = ComponentUtil.getData(ui, PastedText.class);
        ComponentUtil.setData(ui, PastedText.class, null);
        return Optional.ofNullable(pasted).map(each -> each.text);
    }
}
