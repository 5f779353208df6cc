package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;

/// Copies a text and says whether the browser let it.
public final class CopyButton extends Button {
    /// The clipboard needs a secure page; elsewhere the text is selected and copied the old way.
    private static final String COPY = """
            const text = $0;
            const old = () => {
              const area = document.createElement('textarea');
              area.value = text; area.style.position = 'fixed'; area.style.opacity = '0';
              this.parentElement.append(area); area.select();
              const done = document.execCommand('copy');
              area.remove();
              return done;
            };
            if (!navigator.clipboard) return old();
            return navigator.clipboard.writeText(text).then(() => true, old)""";

    private static final int TOLD_MILLIS = 2_000;

    /// @param label translated
    public CopyButton(String label, String text) {
        super(label, new Icon(VaadinIcon.COPY_O));
        addClickListener(click -> getElement()
                .executeJs(COPY, text)
                .then(
                        Boolean.class,
                        done -> Notification.show(
                                getTranslation(done ? "ui.copied" : "ui.notCopied"),
                                TOLD_MILLIS,
                                Notification.Position.BOTTOM_CENTER)));
    }
}
