package io.keqing.customer.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;

/// What was done, with the way back where there is one.
final class Told extends Notification {
    private static final int MILLIS = 6_000;

    private final Div content;

    Told(String text) {
        content = new Div(new Span(text));
        content.addClassName("told");
        setPosition(Position.BOTTOM_START);
        setDuration(MILLIS);
        add(content);
    }

    Told withUndo(Runnable undo) {
        Button back = new Button(getTranslation("customer.duplicates.undo"), click -> {
            close();
            undo.run();
        });
        back.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        content.add(back);
        return this;
    }
}
