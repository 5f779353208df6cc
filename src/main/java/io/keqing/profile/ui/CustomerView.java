package io.keqing.profile.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerProfile;
import io.keqing.profile.CustomerTimeline;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.CustomerTimeline.Page;
import io.keqing.profile.CustomerTimeline.Story;
import io.keqing.profile.HandOver;
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

/// One customer on one page: who it is at the left, what is open and everything that happened and was
/// said in the middle, what it amounts to at the right. The head and the first entries are there at
/// once; the rest follows.
@Route("customer/:source/:id")
@PermitAll
@StyleSheet("screens.css")
@StyleSheet("profile.css")
@Prototype
final class CustomerView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient CustomerProfile profile;
    private final transient CustomerTimeline timeline;
    private final transient HandOver handOver;
    private final transient RecordPage records;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private final ListSteps steps;
    private final Insights insights;
    private final Div body = new Div();
    private String title = "";

    CustomerView(
            CustomerProfile profile,
            CustomerTimeline timeline,
            HandOver handOver,
            RecordPage records,
            ListSteps steps,
            Insights insights,
            Catalogue catalogue,
            Values values,
            SignedIn signedIn) {
        this.profile = profile;
        this.timeline = timeline;
        this.handOver = handOver;
        this.records = records;
        this.steps = steps;
        this.insights = insights;
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = signedIn.viewer();
        addClassNames("screen", "customer-view");
        add(steps, body);
        body.addClassName("customer");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        RecordId asked = CustomerNavigation.id(event.getRouteParameters()).orElseThrow(NotFoundException::new);
        QueryParameters parameters = event.getLocation().getQueryParameters();
        String entry = parameters
                .getSingleParameter(CustomerNavigation.ENTRY)
                .filter(name -> !name.isEmpty())
                .orElse(null);
        CustomerProfile.Head head = profile.of(asked, viewer).orElseThrow(NotFoundException::new);
        Optional<Entry> opened = entry == null ? Optional.empty() : records.entry(entry, viewer);
        show(head, opened.orElse(null));
        steps.show(parameters.getSingleParameter(CustomerNavigation.LIST).orElse(null), head.id(), entry, viewer);
    }

    private void show(CustomerProfile.Head head, @Nullable Entry opened) {
        body.removeAll();
        RecordActions actions = new RecordActions(records, viewer, values);
        EntryDetails details = new EntryDetails(catalogue, values, viewer, actions, () -> reload(head.id()));
        Timeline list = new Timeline(head.counts(), new Entries(head.id()), values, details);
        CustomerHead top = new CustomerHead(head, values, viewer, RecordEditor.mayEdit(viewer), list::choose);
        title = top.name();
        top.onBrief(() -> handOver.of(head.id(), viewer).ifPresent(brief -> new BriefDialog(brief, values).open()));
        top.onNote(() -> new NoteDialog(head.id(), records, viewer, values, () -> reload(head.id())).open());
        top.onCorrect(
                () -> actions.correct(CustomerFields.TYPE, head.id(), title, head.fields(), () -> reload(head.id())));
        top.onDelete(() -> actions.delete(
                CustomerFields.TYPE, head.id(), title, () -> UI.getCurrent().navigate("")));

        Div story = new Div();
        story.addClassName("customer-story");
        if (opened != null) {
            story.add(new OpenedEntry(opened, values, details));
        }
        story.add(
                new OpenCases(head.openCases(), most -> handOver.openCases(head.id(), most, viewer), values, details),
                list);
        Div aside = new Div(about(head), insights);
        aside.addClassName("customer-aside");
        Div columns = new Div(aside, story);
        columns.addClassName("customer-columns");
        body.add(top, columns);
        insights.show(head.id(), viewer);
    }

    /// The entries of one customer, for this viewer.
    private final class Entries implements Timeline.Source {
        private final RecordId customer;

        Entries(RecordId customer) {
            this.customer = customer;
        }

        @Override
        public Story story(Page page) {
            return timeline.of(customer, page, viewer).orElseGet(() -> new Story(List.of(), null));
        }

        @Override
        public long newer(Page page) {
            return timeline.newer(customer, page);
        }
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

    @Override
    public String getPageTitle() {
        return title;
    }
}
