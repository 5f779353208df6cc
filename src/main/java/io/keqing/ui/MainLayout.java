package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import io.keqing.account.User;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;

/// The frame around every view. A view enters the menu by `@Menu(title = "room.key", icon = "vaadin:…",
/// order = …)`, its title being a key of [Messages], and shows for those who may open it.
@Layout
@PermitAll
@Prototype
@Uses(Chart.class) // so that any view may make one later; ECharts itself is loaded by the first chart
final class MainLayout extends AppLayout implements AfterNavigationObserver {
    private final H1 title = new H1();

    MainLayout(SignedIn signedIn, Preferences preferences) {
        setPrimarySection(Section.DRAWER);
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("shell.menu"));
        title.addClassName("view-title");
        addToNavbar(toggle, title);

        Div brand = new Div(new Brand());
        brand.addClassName("drawer-brand");
        SideNav menu = new SideNav();
        menu.getElement().setAttribute("aria-label", getTranslation("shell.menu"));
        MenuConfiguration.getMenuEntries().forEach(entry -> menu.addItem(item(entry)));
        addToDrawer(brand, new Scroller(menu), foot(signedIn, preferences));
    }

    private SideNavItem item(MenuEntry entry) {
        SideNavItem item = new SideNavItem(getTranslation(entry.title()), entry.menuClass());
        if (entry.icon() != null) {
            item.setPrefixComponent(new Icon(entry.icon()));
        }
        return item;
    }

    private Component foot(SignedIn signedIn, Preferences preferences) {
        String name = signedIn.user().map(User::name).orElse("");
        Avatar avatar = new Avatar(name);
        avatar.getElement().setAttribute("aria-hidden", "true");
        Span who = new Span(name);
        who.addClassName("drawer-user-name");
        Button signOut = new Button(new Icon(VaadinIcon.SIGN_OUT), click -> signOut());
        signOut.setId("sign-out");
        signOut.setAriaLabel(getTranslation("shell.signOut"));
        signOut.setTooltipText(getTranslation("shell.signOut"));
        signOut.addThemeVariants(ButtonVariant.TERTIARY);
        Div user = new Div(avatar, who, signOut);
        user.addClassName("drawer-user");
        Div choices = new Div(preferences.languageButton(), preferences.colorSchemeButton());
        choices.addClassName("drawer-choices");
        Div foot = new Div(choices, user);
        foot.addClassName("drawer-foot");
        return foot;
    }

    private static void signOut() {
        UI.getCurrent().getPage().setLocation("/" + LoginView.PATH);
        VaadinSession.getCurrent().getSession().invalidate();
    }

    /// The title of the view, without the name of the portal that the browser's tab adds.
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String text = getContent() instanceof HasDynamicTitle view ? view.getPageTitle() : "";
        title.setText(text);
        // later: Vaadin sets the view's bare title once all observers have been asked
        UI ui = UI.getCurrent();
        ui.access(() -> ui.getPage().setTitle(Titles.page(text)));
    }
}
