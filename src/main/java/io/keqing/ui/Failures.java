package io.keqing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A click that fails says so, with a number under which the log has the cause; the view stays as it was.
@Singleton
class Failures implements VaadinServiceInitListener {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int SHOWN_MILLIS = 10_000;

    private final transient I18NProvider messages;

    Failures(I18NProvider messages) {
        this.messages = messages;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addSessionInitListener(init -> init.getSession().setErrorHandler(error -> {
                    if (isGone(error.getThrowable())) {
                        LOG.debug("A browser left before its answer", error.getThrowable());
                        return;
                    }
                    String number = log("A click", error.getThrowable());
                    UI ui = UI.getCurrent();
                    if (ui != null) {
                        ui.access(() -> notice(ui.getTranslation("shell.failure.text", number)));
                    }
                }));
        event.getSource().setSystemMessagesProvider(info -> {
            Locale locale = info.getLocale() == null ? Locale.ENGLISH : info.getLocale();
            CustomizedSystemMessages texts = new CustomizedSystemMessages();
            texts.setSessionExpiredNotificationEnabled(true);
            texts.setSessionExpiredCaption(messages.getTranslation("shell.expired.title", locale));
            texts.setSessionExpiredMessage(messages.getTranslation("shell.expired.text", locale));
            return texts;
        });
    }

    /// Nobody is there to be told, and nothing is wrong: somebody closed the page or went on before it was sent.
    static boolean isGone(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            boolean broken = each instanceof EOFException
                    || each instanceof IOException && "Broken pipe".equals(each.getMessage());
            if (broken || each instanceof UIDetachedException) {
                return true;
            }
        }
        return false;
    }

    private static void notice(String text) {
        Notification notice = new Notification(text, SHOWN_MILLIS, Notification.Position.BOTTOM_CENTER);
        notice.addThemeVariants(NotificationVariant.ERROR);
        notice.open();
    }

    /// @return the number the log has it under
    static String log(String what, Throwable cause) {
        String number = Integer.toString(ThreadLocalRandom.current().nextInt(100_000, 1_000_000));
        LOG.error("{} failed, shown as {}", what, number, cause);
        return number;
    }
}
