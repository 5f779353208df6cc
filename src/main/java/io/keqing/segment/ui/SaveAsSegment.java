package io.keqing.segment.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.field.Label;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.segment.CustomerSegments;
import io.keqing.ui.GridAction;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// Makes a segment of what a search finds.
@Singleton
@Order(20)
final class SaveAsSegment implements GridAction {
    private static final Label LABEL = new Label("存为客群", "Save as segment");

    private final CustomerSegments segments;
    private final SearchLimit limit;
    private final SearchUrl url;
    private final Values values;
    private final SignedIn signedIn;
    private final ExecutorService executor;

    SaveAsSegment(
            CustomerSegments segments,
            SearchLimit limit,
            SearchUrl url,
            Values values,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.segments = segments;
        this.limit = limit;
        this.url = url;
        this.values = values;
        this.signedIn = signedIn;
        this.executor = executor;
    }

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public boolean allowed(Viewer viewer) {
        return viewer.isAny(Role.ANALYST, Role.MANAGER, Role.ADMIN);
    }

    @Override
    public Component button(Supplier<SearchQuery> query) {
        Button button = new Button(LABEL.in(UI.getCurrent().getLocale()), new Icon(VaadinIcon.GROUP), click -> {
            SearchQuery question = query.get();
            new SegmentDialog(
                            segments,
                            limit,
                            values,
                            signedIn.viewer(),
                            executor,
                            null,
                            segments.words(url.address(question)),
                            segment -> UI.getCurrent().navigate("segments/" + segment.id()))
                    .open();
        });
        button.setId("save-as-segment");
        return button;
    }
}
