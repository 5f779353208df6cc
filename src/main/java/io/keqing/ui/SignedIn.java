package io.keqing.ui;

import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import io.keqing.account.SessionUser;
import io.keqing.account.SignIn;
import io.keqing.account.User;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Who sits at the screen. Views ask once, when they are made, and pass the answer on as an argument.
@Singleton
public final class SignedIn {
    private final SignIn signIn;

    SignedIn(SignIn signIn) {
        this.signIn = signIn;
    }

    /// Whose session this is, with the roles of this moment.
    ///
    /// @throws IllegalStateException outside a session that is signed in; a view is not made there
    public Viewer viewer() {
        return user().orElseThrow(() -> new IllegalStateException("A view must be asked for by somebody signed in"))
                .viewer();
    }

    /// Empty before sign-in, and after the user or the password it began with is gone.
    public Optional<User> user() {
        VaadinSession session = VaadinSession.getCurrent();
        WrappedSession http = session == null ? null : session.getSession();
        return http != null && http.getAttribute(SessionUser.KEY) instanceof SessionUser user
                ? signIn.withSession(user)
                : Optional.empty();
    }
}
