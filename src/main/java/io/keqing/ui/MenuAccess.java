package io.keqing.ui;

import com.vaadin.flow.server.auth.DefaultMenuAccessControl;
import com.vaadin.flow.server.auth.MenuAccessControl;
import com.vaadin.flow.server.menu.AvailableViewInfo;
import io.keqing.account.User;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The menu shows what [ViewAccess] would open.
@Singleton
class MenuAccess extends DefaultMenuAccessControl {
    private final transient SignedIn signedIn;

    MenuAccess(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public boolean canAccessView(AvailableViewInfo view) {
        Optional<User> user = signedIn.user();
        return MenuAccessControl.canAccessView(view, user.map(User::viewer).orElse(null), ViewAccess.roles(user));
    }
}
