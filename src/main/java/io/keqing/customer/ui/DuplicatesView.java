package io.keqing.customer.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.keqing.customer.Comparisons;
import io.keqing.customer.CustomerFields;
import io.keqing.customer.Duplicates;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Merge;
import io.keqing.record.Merge.Side;
import io.keqing.record.MergeRefusal;
import io.keqing.record.Merges;
import io.keqing.record.RecordMerger;
import io.keqing.record.RecordType;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.References;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Ticker;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Likely same people to merge or keep apart, and what was decided before. Its address may name an import or a source.
@Route("duplicates")
@Menu(title = "customer.duplicates.title", icon = "vaadin:copy-o", order = 40)
@RolesAllowed({"SUPPORT", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("duplicates.css")
@Prototype
final class DuplicatesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String IMPORT = "import";
    static final String SOURCE = "source";

    private static final int DECISIONS = 500;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final transient Duplicates duplicates;
    private final transient RecordMerger merger;
    private final transient Merges merges;
    private final transient Catalogue catalogue;
    private final transient References references;
    private final transient Viewer viewer;
    private final RecordType customers;
    private final ErrorNotice notice = new ErrorNotice();
    private final Div only = new Div();
    private final GroupList list;
    private final GroupPane pane;
    private final Div candidates;
    private final MergeList merged;
    private final ApartList apart;
    private final Tabs tabs;
    private transient Duplicates.Asked asked = Duplicates.Asked.ALL;
    private long waiting;

    DuplicatesView(
            Duplicates duplicates,
            Comparisons comparisons,
            RecordMerger merger,
            Merges merges,
            Catalogue catalogue,
            Values values,
            References references,
            RecordNavigation navigation,
            SignedIn signedIn) {
        this.duplicates = duplicates;
        this.merger = merger;
        this.merges = merges;
        this.catalogue = catalogue;
        this.references = references;
        this.viewer = signedIn.viewer();
        this.customers = catalogue.type(CustomerFields.TYPE);
        addClassNames("screen", "duplicates-view");
        pane = new GroupPane(comparisons, catalogue, values, navigation, viewer, new Deciding());
        list = new GroupList(values, pane::show);
        candidates = new Div(list, pane);
        candidates.addClassName("candidates");
        merged = new MergeList(catalogue, values, this::undo);
        apart = new ApartList(values, decision -> {
            duplicates.takeBack(decision.id(), viewer);
            show();
        });
        tabs = new Tabs(
                new Tab(getTranslation("customer.duplicates.tab.likely")),
                new Tab(getTranslation("customer.duplicates.tab.merged")),
                new Tab(getTranslation("customer.duplicates.tab.apart")));
        tabs.addSelectedChangeListener(change -> show());
        only.addClassName("only");
        add(notice, tabs, only, candidates, merged, apart);
        Ticker.every(this, LOOK, duplicates::waiting, this::looked);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        Long importId = parameters
                .getSingleParameter(IMPORT)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElse(null);
        String source = parameters.getSingleParameter(SOURCE).orElse(null);
        asked = new Duplicates.Asked(importId, source);
        only.removeAll();
        only.setVisible(importId != null || source != null);
        if (only.isVisible()) {
            Button all = new Button(
                    getTranslation("customer.duplicates.showAll"),
                    click -> getUI().ifPresent(ui -> ui.navigate(DuplicatesView.class)));
            all.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
            only.add(
                    new Span(
                            importId != null
                                    ? getTranslation("customer.duplicates.onlyImport", importId.toString())
                                    : getTranslation("customer.duplicates.onlySource", String.valueOf(source))),
                    all);
        }
        show();
    }

    private void show() {
        int tab = tabs.getSelectedIndex();
        candidates.setVisible(tab == 0);
        merged.setVisible(tab == 1);
        apart.setVisible(tab == 2);
        switch (tab) {
            case 1 -> {
                List<Merge> latest = merges.latest(customers, Long.MAX_VALUE, DECISIONS);
                merged.show(latest, names(latest.stream().flatMap(merge -> Stream.of(merge.keep(), merge.away()))));
            }
            case 2 -> {
                List<Duplicates.Apart> latest = duplicates.keptApart(DECISIONS);
                apart.show(latest, names(latest.stream().flatMap(two -> Stream.of(two.one(), two.other()))));
            }
            default -> {
                Duplicates.Page page = duplicates.page(asked, Duplicates.MOST, null, viewer);
                waiting = page.waiting();
                list.show(page, list.place());
            }
        }
    }

    private Map<RecordId, String> names(Stream<RecordId> ids) {
        return references.names(CustomerFields.TYPE, ids.collect(Collectors.toSet()), viewer);
    }

    /// Once everything is compared the list is read anew, not before: it would move under the hand.
    private void looked(long now) {
        if (waiting > 0 && now == 0 && tabs.getSelectedIndex() == 0) {
            show();
        }
        waiting = now;
    }

    private final class Deciding implements GroupPane.Decisions {
        @Override
        public void merge(RecordId keep, RecordId away, Map<String, Side> chosen) {
            try {
                Merge merge = merger.merge(customers, keep, away, chosen, viewer);
                duplicates.catchUp();
                notice.clear();
                new Told(getTranslation("customer.duplicates.merged", away.toString(), keep.toString()))
                        .withUndo(() -> undo(merge))
                        .open();
            } catch (MergeRefusal e) {
                notice.show(String.valueOf(e.getMessage()));
            }
            show();
        }

        @Override
        public void apart(RecordId one, RecordId other) {
            duplicates.keepApart(one, other, viewer);
            new Told(getTranslation("customer.duplicates.keptApart", one.toString(), other.toString())).open();
            show();
        }
    }

    private void undo(Merge merge) {
        try {
            Merge.Undone undone = merger.undo(customers, merge.id(), viewer);
            duplicates.catchUp();
            notice.clear();
            String text = getTranslation(
                    "customer.duplicates.undone",
                    merge.away().toString(),
                    undone.moved().values().stream().mapToInt(Integer::intValue).sum());
            String kept = undone.kept().isEmpty()
                    ? ""
                    : " "
                            + getTranslation(
                                    "customer.duplicates.stayed",
                                    MergeList.fields(undone.kept(), catalogue, getLocale()));
            new Told(text + kept).open();
        } catch (MergeRefusal e) {
            notice.show(String.valueOf(e.getMessage()));
        }
        show();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("customer.duplicates.title");
    }
}
