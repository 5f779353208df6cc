package io.keqing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.VaadinSession;
import io.keqing.account.SessionUser;
import io.keqing.account.Users;
import io.keqing.embedded.TestDatabase;
import io.keqing.privacy.Role;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellIT extends BrowserlessShell implements TestPropertyProvider {
    @Inject
    Users users;

    @Inject
    SignedIn signedIn;

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("keqing.admin.password", "first password");
        properties.put("test.views", "true");
        return properties;
    }

    @BeforeAll
    void makeUsers() {
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
    }

    private void openedBy(String name, String password, String path) {
        signIn(name, password);
        UI.getCurrent().navigate(path);
    }

    private List<String> menu() {
        return $(SideNavItem.class).all().stream().map(SideNavItem::getPath).toList();
    }

    @Test
    void whoIsNotSignedInIsAskedTo() {
        UI.getCurrent().navigate("test/chart");
        assertInstanceOf(LoginView.class, getCurrentView());
        assertThrows(IllegalStateException.class, signedIn::viewer);
    }

    @Test
    void aWrongPasswordIsToldWithoutSayingWhatWasWrong() {
        LoginForm form = $(LoginForm.class).single();
        test(form).login("admin", "wrong");
        assertTrue(form.isError());
        assertNull(VaadinSession.getCurrent().getSession().getAttribute(SessionUser.KEY));
    }

    @Test
    void theRightPasswordSignsInUnderANewSessionId() {
        String before = VaadinSession.getCurrent().getSession().getId();
        test($(LoginForm.class).single()).login(" lin ", "lin's password");
        assertEquals("lin", signedIn.viewer().name());
        assertEquals(Set.of(Role.SUPPORT), signedIn.viewer().roles());
        assertFalse(before.equals(VaadinSession.getCurrent().getSession().getId()), "the session id must change");
    }

    @Test
    void theMenuShowsWhatTheUserMayOpen() {
        openedBy("lin", "lin's password", "test/chart");
        assertInstanceOf(TestViews.ChartView.class, getCurrentView());
        assertTrue(menu().contains("test/chart"), menu().toString());
        assertFalse(menu().contains("test/admin"), menu().toString());
        assertEquals("Start", $(H1.class).single().getText());

        openedBy("admin", "first password", "test/admin");
        UI.getCurrent().getPage();
        assertInstanceOf(TestViews.AdminView.class, getCurrentView());
    }

    @Test
    void administratorsSeeTheirPartOfTheMenu() {
        openedBy("admin", "first password", "test/chart");
        assertTrue(menu().containsAll(List.of("test/chart", "test/admin")), menu().toString());
    }

    @Test
    void aViewThatTheRoleDoesNotOpenIsNotThere() {
        openedBy("lin", "lin's password", "test/admin");
        assertInstanceOf(NotFoundView.class, getCurrentView());
        openedBy("admin", "first password", "test/forgotten");
        assertInstanceOf(NotFoundView.class, getCurrentView());
        openedBy("lin", "lin's password", "no/such/view");
        assertInstanceOf(NotFoundView.class, getCurrentView());
    }

    @Test
    void aViewThatFailsSaysSoWithoutItsReason() {
        openedBy("lin", "lin's password", "test/broken");
        assertInstanceOf(FailureView.class, getCurrentView());
        assertFalse(getCurrentView().getElement().getTextRecursively().contains("jdbc"));
        assertTrue(getCurrentView().getElement().getTextRecursively().matches("(?s).*number \\d{6}.*"));
    }

    @Test
    void languageAndColoursAreRemembered() {
        openedBy("lin", "lin's password", "test/chart");
        test($(Button.class).id("language")).click();
        test($(Button.class).id("color-scheme")).click();
        assertEquals("zh-CN", users.find("lin").orElseThrow().language());
        assertEquals("dark", users.find("lin").orElseThrow().colorScheme());
        assertEquals(Locale.SIMPLIFIED_CHINESE, VaadinSession.getCurrent().getLocale());
        test($(Button.class).id("color-scheme")).click();
        assertEquals("light", users.find("lin").orElseThrow().colorScheme());
        users.chooseLanguage("lin", "en");
    }

    @Test
    void aRemovedUserIsSentToTheSignIn() {
        users.create("gone", "gone's password", Set.of(Role.SUPPORT));
        openedBy("gone", "gone's password", "test/chart");
        assertInstanceOf(TestViews.ChartView.class, getCurrentView());
        users.delete("gone");
        UI.getCurrent().navigate("");
        assertInstanceOf(LoginView.class, getCurrentView());
    }
}
