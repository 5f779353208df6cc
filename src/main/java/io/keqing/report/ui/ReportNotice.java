package io.keqing.report.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import io.keqing.report.ReportRefusal;
import io.keqing.search.InvalidQueryException;
import io.keqing.segment.SegmentRefusal;

/// Says why something was not done.
final class ReportNotice {
    private static final int MILLIS = 8_000;

    private ReportNotice() {}

    /// Does it, or says which rule it breaks.
    static void attempt(Runnable work) {
        try {
            work.run();
        } catch (InvalidQueryException e) {
            tell(e.label().in(UI.getCurrent().getLocale()));
        } catch (ReportRefusal | SegmentRefusal e) {
            tell(e);
        }
    }

    static void tell(RuntimeException why) {
        tell(String.valueOf(why.getMessage()));
    }

    static void tell(String why) {
        Notification notice = new Notification(why, MILLIS, Notification.Position.BOTTOM_CENTER);
        notice.addThemeVariants(NotificationVariant.LUMO_ERROR);
        notice.open();
    }
}
