package io.keqing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import io.keqing.account.User;
import io.keqing.account.Users;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Language, and light or dark: as the user chose, else as chosen in this session, else as browser and system say.
@Singleton
class Preferences implements VaadinServiceInitListener {
    private static final String CHOSEN_SCHEME = Preferences.class.getName() + ".colorScheme";
    private static final String DARK = "dark";
    private static final String LIGHT = "light";

    private final transient SignedIn signedIn;
    private final transient Users users;

    Preferences(SignedIn signedIn, Users users) {
        this.signedIn = signedIn;
        this.users = users;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(init -> language(init.getUI()));
        // on the page itself and before it is drawn, so that nobody who chose dark is blinded at every load
        event.addIndexHtmlRequestListener(response -> {
            Element html = response.getDocument().root().selectFirst("html");
            if (html != null) {
                html.attr("lang", response.getVaadinRequest().getLocale().toLanguageTag());
                colorScheme(VaadinSession.getCurrent())
                        .ifPresent(scheme -> html.attr("theme", scheme).attr("style", "color-scheme: " + scheme));
            }
        });
    }

    private void language(UI ui) {
        Optional<User> user = signedIn.user();
        user.map(User::language).ifPresent(tag -> ui.getSession().setLocale(Locale.forLanguageTag(tag)));
        ui.setLocale(ui.getSession().getLocale());
        colorScheme(ui.getSession()).ifPresent(scheme -> ui.getPage().setColorScheme(value(scheme)));
    }

    private Optional<String> colorScheme(@Nullable VaadinSession session) {
        Optional<String> own = signedIn.user().map(User::colorScheme);
        return own.isPresent() || session == null
                ? own
                : Optional.ofNullable((String) session.getAttribute(CHOSEN_SCHEME));
    }

    private static ColorScheme.Value value(String scheme) {
        return scheme.equals(DARK) ? ColorScheme.Value.DARK : ColorScheme.Value.LIGHT;
    }

    /// What was chosen before sign-in gives way to what the user chose for good.
    static void forgetSessionChoices(VaadinSession session) {
        session.setAttribute(CHOSEN_SCHEME, null);
    }

    Button languageButton() {
        UI ui = UI.getCurrent();
        boolean chinese = ui.getLocale().getLanguage().equals("zh");
        Button button = new Button(chinese ? "English" : "中文", click -> {
            Locale other = chinese ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
            signedIn.user().ifPresent(user -> users.chooseLanguage(user.name(), other.toLanguageTag()));
            VaadinSession.getCurrent().setLocale(other);
            ui.getPage().reload();
        });
        button.setId("language");
        button.getElement().setAttribute("lang", chinese ? "en" : "zh-CN");
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    Button colorSchemeButton() {
        UI ui = UI.getCurrent();
        Button button = new Button();
        button.setId("color-scheme");
        button.addThemeVariants(ButtonVariant.TERTIARY);
        boolean[] dark = {colorScheme(ui.getSession()).filter(DARK::equals).isPresent()};
        Runnable show = () -> {
            String label = ui.getTranslation(dark[0] ? "shell.light" : "shell.dark");
            button.setIcon(new Icon(dark[0] ? VaadinIcon.SUN_O : VaadinIcon.MOON_O));
            button.setAriaLabel(label);
            button.setTooltipText(label);
        };
        show.run();
        button.addClickListener(click -> {
            dark[0] = !dark[0];
            String scheme = dark[0] ? DARK : LIGHT;
            ui.getPage().setColorScheme(value(scheme));
            VaadinSession.getCurrent().setAttribute(CHOSEN_SCHEME, scheme);
            signedIn.user().ifPresent(user -> users.chooseColorScheme(user.name(), scheme));
            show.run();
        });
        return button;
    }
}
