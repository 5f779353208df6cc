package io.keqing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import java.util.Map;
import java.util.function.Supplier;

/// Leads from what is on the screen to the report about it. The address is all that a screen knows of
/// reports: those are a room above.
public final class ReportLink extends Button {
    private static final String PAGE = "reports";

    /// @param about what the page is opened with: `template`, and of `query`, `segment`,
    ///     `customer`, `scheme`,
    ///     `from` and `to` what is known
    public ReportLink(Viewer viewer, Supplier<Map<String, String>> about) {
        super(new Icon(VaadinIcon.FILE_TABLE));
        setText(getTranslation("ui.report"));
        addClassName("report-link");
        setVisible(viewer.isAny(Role.MANAGER, Role.ADMIN));
        addClickListener(click -> UI.getCurrent().navigate(PAGE, QueryParameters.simple(about.get())));
    }
}
