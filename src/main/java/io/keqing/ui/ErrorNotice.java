package io.keqing.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.search.IndexUnavailableException;

/// A line across a view that says what does not work right now, and stays until it does: an outage is never shown as an
/// empty result. Not seen, and taking no room, while there is nothing to say.
public final class ErrorNotice extends Div {
    private final Span text = new Span();

    public ErrorNotice() {
        addClassName("error-notice");
        getElement().setAttribute("role", "alert");
        Icon icon = new Icon(VaadinIcon.WARNING);
        icon.getElement().setAttribute("aria-hidden", "true");
        add(icon, text);
        setVisible(false);
    }

    /// @param message translated, saying what is down and what still works
    public void show(String message) {
        text.setText(message);
        setVisible(true);
    }

    /// Elasticsearch doesn't answer.
    public void searchIsDown() {
        show(getTranslation("shell.searchIsDown"));
    }

    public void clear() {
        text.setText("");
        setVisible(false);
    }

    /// Tells where the engine does not answer; anything else is thrown on, for the page of failures.
    public void searchIsDownOr(Exception e) {
        if (e instanceof IndexUnavailableException) {
            searchIsDown();
        } else {
            throw e instanceof RuntimeException other ? other : new IllegalStateException(e);
        }
    }
}
