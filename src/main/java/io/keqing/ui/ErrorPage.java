package io.keqing.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;

/// What error views share. They stand without the frame: it may be the frame that fails, and not
/// everybody who gets lost is signed in.
abstract class ErrorPage extends Main implements HasDynamicTitle {
    private String title = "";

    ErrorPage() {
        addClassName("error-page");
    }

    final void say(String heading, String explanation) {
        title = heading;
        removeAll();
        Anchor home = new Anchor("/", getTranslation("shell.home"));
        add(new Brand(), new H1(heading), new Paragraph(explanation), home);
    }

    @Override
    public String getPageTitle() {
        return Titles.page(title);
    }
}
