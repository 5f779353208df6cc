package io.keqing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.AbstractLogin.LoginEvent;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.auth.NavigationAccessControl;
import io.keqing.account.SessionUser;
import io.keqing.account.SignIn;
import io.keqing.account.SignIn.Outcome;
import io.micronaut.context.annotation.Prototype;

/// Where everybody begins who isn't signed in, and from where they go on to what they had asked for.
@Route(value = LoginView.PATH, autoLayout = false)
@AnonymousAllowed
@Prototype
final class LoginView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "login";

    private final transient SignIn signIn;
    private final transient SignedIn signedIn;
    private final LoginForm form = new LoginForm();

    LoginView(SignIn signIn, SignedIn signedIn, Preferences preferences) {
        this.signIn = signIn;
        this.signedIn = signedIn;
        addClassName("login");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(texts("shell.login.refused", ""));
        form.addLoginListener(this::signIn);
        Paragraph purpose = new Paragraph(getTranslation("shell.purpose"));
        Div card = new Div(new Brand(), purpose, form);
        card.addClassName("login-card");
        Div corner = new Div(preferences.languageButton(), preferences.colorSchemeButton());
        corner.addClassName("login-corner");
        add(corner, card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (signedIn.user().isPresent()) {
            event.forwardTo("");
        }
    }

    private void signIn(LoginEvent event) {
        switch (signIn.withPassword(event.getUsername().strip(), event.getPassword())) {
            case Outcome.Accepted accepted -> enter(accepted.session());
            case Outcome.Refused refused -> refuse("shell.login.refused", "");
            case Outcome.TooMany tooMany ->
                refuse(
                        "shell.login.tooMany",
                        Long.toString(Math.max(1, tooMany.retryAfter().toSeconds())));
        }
    }

    private void refuse(String key, String argument) {
        form.setI18n(texts(key, argument));
        form.setError(true);
    }

    /// A session id that somebody else may have planted ends here; only then does the session learn who it belongs to.
    private static void enter(SessionUser user) {
        VaadinService.reinitializeSession(VaadinService.getCurrentRequest());
        WrappedSession session = VaadinSession.getCurrent().getSession();
        Object asked = session.getAttribute(NavigationAccessControl.SESSION_STORED_REDIRECT);
        session.removeAttribute(NavigationAccessControl.SESSION_STORED_REDIRECT);
        session.removeAttribute(NavigationAccessControl.SESSION_STORED_REDIRECT_ABSOLUTE);
        session.setAttribute(SessionUser.KEY, user);
        Preferences.forgetSessionChoices(VaadinSession.getCurrent());
        String path = asked == null ? "" : asked.toString().replaceFirst("^[/\\\\]+", "");
        UI.getCurrent().getPage().setLocation("/" + path);
    }

    private LoginI18n texts(String errorKey, String argument) {
        LoginI18n texts = LoginI18n.createDefault();
        LoginI18n.Form form = texts.getForm();
        form.setTitle(getTranslation("shell.login.title"));
        form.setUsername(getTranslation("shell.login.name"));
        form.setPassword(getTranslation("shell.login.password"));
        form.setSubmit(getTranslation("shell.login.submit"));
        LoginI18n.ErrorMessage error = texts.getErrorMessage();
        error.setTitle(getTranslation("shell.login.error"));
        error.setMessage(getTranslation(errorKey, argument));
        error.setUsername(getTranslation("shell.login.nameMissing"));
        error.setPassword(getTranslation("shell.login.passwordMissing"));
        return texts;
    }

    @Override
    public String getPageTitle() {
        return Titles.page(getTranslation("shell.login.title"));
    }
}
