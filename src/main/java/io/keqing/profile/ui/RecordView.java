package io.keqing.profile.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.record.RecordType;
import io.keqing.ui.Catalogue;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;

/// A record that belongs to no customer: an anonymous answer, a call nobody could be found for.
@Route("record/:type/:source/:id")
@PermitAll
@StyleSheet("screens.css")
@Prototype
final class RecordView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient RecordPage records;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private String title = "";

    RecordView(RecordPage records, Catalogue catalogue, Values values, SignedIn signedIn) {
        this.records = records;
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = signedIn.viewer();
        addClassNames("screen", "record-view");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        RecordType type =
                event.getRouteParameters().get("type").flatMap(records::named).orElseThrow(NotFoundException::new);
        RecordId id = CustomerNavigation.id(event.getRouteParameters()).orElseThrow(NotFoundException::new);
        show(records.entry(type.name(), id, viewer).orElseThrow(NotFoundException::new));
    }

    private void show(Entry entry) {
        removeAll();
        EntryCells cells = new EntryCells(values, getLocale());
        String words = cells.title(entry);
        title = words.isBlank() ? cells.kind(entry) : words;
        Span where =
                new Span(cells.kind(entry) + " · " + cells.at(entry) + " · " + getTranslation("profile.anonymous"));
        where.addClassName("dim");
        RecordActions actions = new RecordActions(records, viewer, values);
        Runnable again = () -> records.entry(entry.type(), entry.id(), viewer)
                .ifPresentOrElse(this::show, () -> UI.getCurrent().navigate(""));
        add(new H2(title), where, new EntryDetails(catalogue, values, viewer, actions, again).of(entry));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
