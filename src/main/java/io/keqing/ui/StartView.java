package io.keqing.ui;

import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;

/// Holds the root address until the search takes it.
@Route("")
@PermitAll
@Prototype
@Uses(Chart.class)
final class StartView extends Div implements HasDynamicTitle {
    @Override
    public String getPageTitle() {
        return getTranslation("shell.start");
    }
}
