package io.keqing.search.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Mistake;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.TooManySearchesException;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.References;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/// One question to all types at once: the best few of each, and how many there are.
@Route(AllView.ADDRESS)
@PermitAll
@StyleSheet("screens.css")
@StyleSheet("questions.css")
@Prototype
final class AllView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String ADDRESS = "search/all";
    private static final int BEST = 5;

    private final transient SearchIndex index;
    private final transient SearchLimit limit;
    private final transient Catalogue catalogue;
    private final transient References references;
    private final transient Values values;
    private final transient RecordNavigation navigation;
    private final transient Viewer viewer;
    private final transient Newest answer;
    private final TypeTabs tabs;
    private final QueryBox box = new QueryBox(AllView::open);
    private final QueryMistakes mistakes = new QueryMistakes(box);
    private final ErrorNotice notice = new ErrorNotice();
    private final ProgressBar busy = new ProgressBar();
    private final Span total = new Span();
    private final Div sections = new Div();
    private String words = "";

    AllView(
            SearchIndex index,
            SearchLimit limit,
            Catalogue catalogue,
            References references,
            Values values,
            RecordNavigation navigation,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.index = index;
        this.limit = limit;
        this.catalogue = catalogue;
        this.references = references;
        this.values = values;
        this.navigation = navigation;
        this.viewer = signedIn.viewer();
        this.answer = new Newest(this, executor);
        this.tabs = new TypeTabs(catalogue.types(), values, this::changeType);
        build();
    }

    /// Goes to the answer of `words`.
    static void open(String words) {
        UI.getCurrent().navigate(ADDRESS, words.isEmpty() ? QueryParameters.empty() : QueryParameters.of("q", words));
    }

    private void build() {
        addClassNames("screen", "search-view");
        total.setId("total");
        total.addClassName("total");
        total.getElement().setAttribute("aria-live", "polite");
        busy.setIndeterminate(true);
        busy.addClassName("busy");
        busy.getElement().setAttribute("aria-label", getTranslation("search.busy"));
        Button retry = new Button(getTranslation("search.retry"), click -> ask());
        retry.setId("retry");
        notice.add(retry);
        Div top = new Div(tabs, total);
        top.addClassName("search-top");
        Div asking = new Div(box);
        asking.addClassName("search-ask");
        sections.addClassName("best");
        Div results = new Div(busy, sections);
        results.addClassName("results");
        add(top, asking, mistakes, notice, results);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        words = event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
        tabs.select(TypeTabs.ALL);
        box.setValue(words);
        box.accept();
        mistakes.show(words, List.of());
        ask();
    }

    private void changeType(String type) {
        if (!type.equals(TypeTabs.ALL)) {
            UI.getCurrent()
                    .navigate(
                            "search/" + type,
                            words.isEmpty() ? QueryParameters.empty() : QueryParameters.of("q", words));
        }
    }

    private void ask() {
        String asked = words;
        busy.setVisible(true);
        answer.ask(() -> search(asked), this::answered, this::failed);
    }

    private Map<RecordType, SearchResult> search(String asked) {
        List<SearchQuery> queries = catalogue.types().stream()
                .map(type -> SearchQuery.all(type.name())
                        .withWords(asked)
                        .withFacets(List.of())
                        .page(BEST, null))
                .toList();
        List<SearchResult> results = limit.run(viewer, () -> index.searchTogether(queries, viewer));
        Map<RecordType, SearchResult> byType = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            byType.put(catalogue.type(queries.get(i).type()), references.named(results.get(i), viewer));
        }
        return byType;
    }

    private void answered(Map<RecordType, SearchResult> results) {
        busy.setVisible(false);
        notice.clear();
        sections.removeAll();
        List<Mistake> common = common(results);
        long sum = 0;
        for (Map.Entry<RecordType, SearchResult> entry : results.entrySet()) {
            RecordType type = entry.getKey();
            SearchResult result = entry.getValue();
            tabs.count(type.name(), result.total());
            sections.add(new BestHits(type, result, common, words, values, navigation, getLocale()));
            sum += result.total();
        }
        tabs.count(TypeTabs.ALL, sum);
        total.setText(
                getTranslation("search.total.all", values.number(sum, getLocale())) + mistakes.without(words, common));
        mistakes.show(words, common);
    }

    /// What is wrong for every type stands below the box; what only one type cannot be asked stands in its
    /// section.
    private static List<Mistake> common(Map<RecordType, SearchResult> results) {
        List<List<Mistake>> all =
                results.values().stream().map(SearchResult::mistakes).toList();
        return all.isEmpty()
                ? List.of()
                : all.getFirst().stream()
                        .filter(mistake -> all.stream().allMatch(each -> each.contains(mistake)))
                        .toList();
    }

    private void failed(Exception e) {
        busy.setVisible(false);
        switch (e) {
            case InvalidQueryException invalid -> {
                box.refuse(invalid.label().in(getLocale()));
                sections.removeAll();
                total.setText("");
                tabs.uncounted(TypeTabs.ALL);
                catalogue.types().forEach(type -> tabs.uncounted(type.name()));
            }
            case IndexUnavailableException down -> {
                notice.searchIsDown();
                total.setText("");
            }
            case TooManySearchesException busyUser -> notice.show(getTranslation("search.busyUser"));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("search.title");
    }
}
