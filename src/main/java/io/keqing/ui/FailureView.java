package io.keqing.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.micronaut.context.annotation.Prototype;
import jakarta.servlet.http.HttpServletResponse;

/// A view could not be opened.
@AnonymousAllowed
@Prototype
final class FailureView extends ErrorPage implements HasErrorParameter<Exception> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        String number = Failures.log("Opening " + event.getLocation().getPath(), parameter.getException());
        say(getTranslation("shell.failure.title"), getTranslation("shell.failure.text", number));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
