package io.keqing.profile.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerProfile;
import io.keqing.profile.CustomerTimeline;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.record.RecordEditor;
import io.keqing.ui.Catalogue;
import io.keqing.ui.FieldList;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One customer on one page: who it is at the left, everything that happened and was said at the right, newest first.
@Route("customer/:source/:id")
@PermitAll
@StyleSheet("screens.css")
@Prototype
final class CustomerView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient CustomerProfile profile;
    private final transient CustomerTimeline timeline;
    private final transient RecordPage records;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private final Div body = new Div();
    private String title = "";

    CustomerView(
            CustomerProfile profile,
            CustomerTimeline timeline,
            RecordPage records,
            Catalogue catalogue,
            Values values,
            SignedIn signedIn) {
        this.profile = profile;
        this.timeline = timeline;
        this.records = records;
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = signedIn.viewer();
        addClassNames("screen", "customer-view");
        add(body);
        body.addClassName("customer");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        RecordId asked = CustomerNavigation.id(event.getRouteParameters()).orElseThrow(NotFoundException::new);
        Optional<String> entry = event.getLocation().getQueryParameters().getSingleParameter(CustomerNavigation.ENTRY);
        CustomerProfile.Head head = profile.of(asked, viewer).orElseThrow(NotFoundException::new);
        show(head, entry.flatMap(name -> records.entry(name, viewer)).orElse(null));
    }

    private void show(CustomerProfile.Head head, @Nullable Entry opened) {
        body.removeAll();
        CustomerHead top = new CustomerHead(head, values, RecordEditor.mayEdit(viewer));
        title = top.name();
        RecordActions actions = new RecordActions(records, viewer, values);
        top.onNote(() -> new NoteDialog(head.id(), records, viewer, values, () -> reload(head.id())).open());
        top.onCorrect(
                () -> actions.correct(CustomerFields.TYPE, head.id(), title, head.fields(), () -> reload(head.id())));
        top.onDelete(() -> actions.delete(
                CustomerFields.TYPE, head.id(), title, () -> UI.getCurrent().navigate("")));

        Div columns = new Div(about(head), story(head, opened, actions));
        columns.addClassName("customer-columns");
        body.add(top, columns);
    }

    private void reload(RecordId id) {
        profile.of(id, viewer)
                .ifPresentOrElse(head -> show(head, null), () -> UI.getCurrent().navigate(""));
    }

    private Div about(CustomerProfile.Head head) {
        Div about = new Div();
        about.addClassName("customer-about");
        about.getElement().setAttribute("role", "region");
        about.getElement().setAttribute("aria-label", getTranslation("profile.about"));
        for (Map.Entry<String, List<Field<?>>> group : CustomerGroups.all().entrySet()) {
            FieldList list = new FieldList(CustomerFields.TYPE, catalogue, values);
            boolean any = list.show(group.getValue(), head.fields());
            if (group.getKey().equals(CustomerGroups.IDS)) {
                list.add(getTranslation("profile.source"), head.id().source());
                list.add(getTranslation("profile.id"), head.id().id());
                if (!head.knownAs().isEmpty()) {
                    list.add(getTranslation("profile.aliases"), Values.list(otherIds(head), getLocale()));
                }
                any = true;
            }
            if (any) {
                about.add(new H3(getTranslation(group.getKey())), list);
            }
        }
        return about;
    }

    /// Ids of another source with it, since the same id there is somebody else.
    private static List<String> otherIds(CustomerProfile.Head head) {
        return head.knownAs().stream()
                .map(id -> id.source().equals(head.id().source()) ? id.id() : id.toString())
                .toList();
    }

    private Div story(CustomerProfile.Head head, @Nullable Entry opened, RecordActions actions) {
        EntryDetails details = new EntryDetails(catalogue, values, viewer, actions, () -> reload(head.id()));
        Timeline list = new Timeline(
                head,
                page -> timeline.of(head.id(), page, viewer)
                        .orElseGet(() -> new CustomerTimeline.Story(List.of(), null)),
                values,
                details);
        Div story = new Div();
        story.addClassName("customer-story");
        if (opened != null) {
            story.add(new OpenedEntry(opened, values, details));
        }
        story.add(list);
        return story;
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
