package io.keqing.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.auth.NavigationAccessControl;
import io.keqing.account.User;
import io.keqing.privacy.Role;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Checks `@RolesAllowed`, `@PermitAll` and `@AnonymousAllowed` of views; a view with none of them is closed to all.
@Singleton
class ViewAccess extends NavigationAccessControl implements VaadinServiceInitListener {
    private final transient SignedIn signedIn;

    ViewAccess(SignedIn signedIn) {
        this.signedIn = signedIn;
        setLoginView(LoginView.class);
    }

    @Override
    protected @Nullable Principal getPrincipal(VaadinRequest request) {
        return signedIn.user().map(User::viewer).orElse(null);
    }

    @Override
    protected Predicate<String> getRolesChecker(VaadinRequest request) {
        return roles(signedIn.user());
    }

    static Predicate<String> roles(Optional<User> user) {
        return role ->
                user.filter(found -> found.roles().contains(Role.valueOf(role))).isPresent();
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(init -> init.getUI().addBeforeEnterListener(this));
    }
}
