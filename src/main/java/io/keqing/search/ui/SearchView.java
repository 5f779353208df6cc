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
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Mistake;
import io.keqing.search.Offers;
import io.keqing.search.Questions;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchUrl;
import io.keqing.search.TooManySearchesException;
import io.keqing.ui.BornFacets;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ChosenFilters;
import io.keqing.ui.ColumnChoice;
import io.keqing.ui.ColumnChooser;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.FilterChips;
import io.keqing.ui.FilterPanel;
import io.keqing.ui.GoToValue;
import io.keqing.ui.GridAction;
import io.keqing.ui.GuardedAction;
import io.keqing.ui.Newest;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.References;
import io.keqing.ui.ResultGrid;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks for records. The address is the question: every change goes through it, so that going back, reloading and
/// sending the address to a colleague all show the same.
@Route("")
@RouteAlias("search/:type")
@Menu(title = "search.title", icon = "vaadin:search", order = 1)
@PermitAll
@StyleSheet("screens.css")
@Prototype
final class SearchView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int PAGE = 50;
    private static final int VALUES = 20;

    private final transient SearchIndex index;
    private final transient SearchUrl url;
    private final transient SearchLimit limit;
    private final transient Catalogue catalogue;
    private final transient References references;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Newest answer;
    private final transient Newest otherTotals;
    private final transient Newest lookUp;
    private final TypeTabs tabs;
    private final QueryBox box = new QueryBox(words -> go(query().withWords(words)));
    private final QueryMistakes mistakes = new QueryMistakes(box);
    private final QuestionReading reading;
    private final transient Offers offers;
    private final TheirRecords theirs;
    private final GuardedAction toTheirs;
    private final SearchActions actions;
    private final ConditionBuilder builder;
    private final transient TypeTotals totals;
    private final QuerySuggestions suggestions;
    private final transient AskedSearches askedSearches;
    private final SavedMenu saved;
    private final FilterChips chips;
    private final FilterPanel panel;
    private final ResultGrid grid;
    private final GoToValue start;
    private final ErrorNotice notice = new ErrorNotice();
    private final Button retry = new Button(getTranslation("search.retry"), click -> ask());
    private final Span total = new Span();
    private final Div nothing = new Div();
    private final ProgressBar busy = new ProgressBar();
    private transient SearchQuery query;
    private String from = "";

    SearchView(
            SearchIndex index,
            SearchUrl url,
            Questions questions,
            Offers offers,
            SearchLimit limit,
            AskedSearches askedSearches,
            SavedMenu saved,
            List<GridAction> actions,
            Catalogue catalogue,
            References references,
            Values values,
            RecordNavigation navigation,
            ColumnChoice columns,
            BornFacets born,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.index = index;
        this.url = url;
        this.limit = limit;
        this.askedSearches = askedSearches;
        this.saved = saved;
        this.catalogue = catalogue;
        this.references = references;
        this.values = values;
        this.viewer = signedIn.viewer();
        this.query = SearchQuery.all(catalogue.types().getFirst().name());
        this.answer = new Newest(this, executor);
        this.otherTotals = new Newest(this, executor);
        this.tabs = new TypeTabs(catalogue.types(), values, this::changeType);
        this.totals = new TypeTotals(index, limit, catalogue);
        this.offers = offers;
        this.reading = new QuestionReading(values, this::go);
        this.theirs = new TheirRecords(catalogue, questions, this::query, this::change);
        this.toTheirs = new GuardedAction(theirs);
        this.builder = new ConditionBuilder(
                catalogue,
                viewer,
                clause -> change(
                        () -> query().withWords(ConditionBuilder.added(query(), questions.text(query()), clause))));
        this.suggestions = new QuerySuggestions(catalogue, url, navigation, this::query, this::go);
        this.chips = new FilterChips(catalogue, values, this::filter);
        this.lookUp = new Newest(this, executor);
        this.panel = new FilterPanel(catalogue, values, born, viewer, this::filter, this::findValues, this::ask);
        RecordNavigation within = navigation.within(this::query);
        this.grid =
                new ResultGrid(values, within, viewer, columns, order -> go(query().withOrder(order)), within::open);
        this.start = new GoToValue(catalogue, this::startAt);
        this.actions = new SearchActions(actions, viewer, grid::columns);
        build();
    }

    private void build() {
        addClassNames("screen", "search-view");
        total.setId("total");
        total.addClassName("total");
        total.getElement().setAttribute("aria-live", "polite");
        busy.setIndeterminate(true);
        busy.addClassName("busy");
        busy.getElement().setAttribute("aria-label", getTranslation("search.busy"));
        retry.setId("retry");
        notice.add(retry);
        nothing.addClassName("nothing");
        Div found = new Div(toTheirs, total);
        found.addClassName("search-found");
        Div top = new Div(tabs, found);
        top.addClassName("search-top");
        Div place = new Div(box, suggestions);
        place.addClassName("query-place");
        Div ask = new Div(place, builder, saved, new ColumnChooser(grid, this::ask));
        ask.addClassName("search-ask");
        actions.buttons().forEach(ask::add);
        Div results = new Div(busy, start, nothing, grid);
        results.addClassName("results");
        Div body = new Div(panel, results);
        body.addClassName("search-body");
        add(top, ask, mistakes, reading, chips, notice, body);
    }

    private SearchQuery query() {
        return query;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String type = event.getRouteParameters()
                .get("type")
                .orElse(catalogue.types().getFirst().name());
        if (catalogue.named(type).isEmpty()) {
            throw new NotFoundException("there is no type of record " + type);
        }
        Map<String, List<String>> parameters =
                new LinkedHashMap<>(event.getLocation().getQueryParameters().getParameters());
        try {
            List<String> begins = parameters.remove(GoToValue.PARAMETER);
            from = begins == null ? "" : begins.getFirst();
            query = url.read(type, parameters).page(PAGE, null);
        } catch (InvalidQueryException e) {
            query = SearchQuery.all(type);
            show();
            parameters.getOrDefault("q", List.of()).stream().findFirst().ifPresent(box::setValue);
            refuse(e.label().in(getLocale()));
            return;
        }
        show();
        ask();
    }

    /// Every change of the question is a step in the browser's history. By address and not by class: this view
    /// has two
    /// of them, and which one a class is given is left to chance.
    private void go(SearchQuery next) {
        UI.getCurrent().navigate("search/" + next.type(), new QueryParameters(url.parameters(next)));
    }

    /// A question put together for somebody may turn out too long or too deep.
    private void change(Supplier<SearchQuery> next) {
        try {
            go(next.get());
        } catch (InvalidQueryException e) {
            box.refuse(e.label().in(getLocale()));
        }
    }

    /// The same question, its list from a value on.
    private void startAt(String value) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(url.parameters(query));
        if (!value.isEmpty()) {
            parameters.put(GoToValue.PARAMETER, List.of(value));
        }
        UI.getCurrent().navigate("search/" + query.type(), new QueryParameters(parameters));
    }

    private void findValues(String field, String text, Consumer<SearchResult.Facet> found) {
        SearchQuery asked = query;
        lookUp.ask(() -> limit.run(viewer, () -> index.values(asked, field, text, VALUES, viewer)), found, e -> {
            // what the question itself found stays: only this look into a filter is refused
            if (e instanceof InvalidQueryException invalid) {
                notice.show(invalid.label().in(getLocale()));
            } else {
                failed(e);
            }
        });
    }

    private void filter(ChosenFilters chosen) {
        go(query.withFilters(chosen.filters()));
    }

    /// Filters and order belong to a type; what was typed is asked of the other one too.
    private void changeType(String type) {
        if (type.equals(TypeTabs.ALL)) {
            AllView.open(query.words());
            return;
        }
        go(SearchQuery.all(type).withWords(query.words()));
    }

    private void show() {
        tabs.select(query.type());
        box.setValue(query.words());
        box.accept();
        mistakes.show(query.words(), List.of());
        reading.clear();
        theirs.show(query.type());
        builder.show(query.type());
        suggestions.show(query.type());
        chips.show(query.type(), new ChosenFilters(query.filters()));
    }

    private void ask() {
        SearchQuery asked = query;
        SearchQuery inOrder = asked.in(getLocale());
        String begin = from;
        busy.setVisible(true);
        lookUp.forget();
        answer.ask(
                () -> askedSearches.ask(asked, viewer, () -> search(beginning(inOrder, begin))),
                result -> answered(asked, result),
                this::failed);
        uncountOthers(asked);
    }

    private SearchQuery beginning(SearchQuery asked, String begin) {
        return begin.isEmpty() ? asked : asked.page(PAGE, index.cursorAt(asked, begin, viewer));
    }

    private SearchResult search(SearchQuery asked) {
        return references.named(
                limit.run(viewer, () -> offers.beside(asked, index.search(asked, viewer), viewer)), viewer);
    }

    private void uncountOthers(SearchQuery asked) {
        catalogue.types().stream()
                .map(RecordType::name)
                .filter(type -> !type.equals(asked.type()))
                .forEach(tabs::uncounted);
    }

    private void answered(SearchQuery asked, SearchResult result) {
        busy.setVisible(false);
        notice.clear();
        total.setText(getTranslation(
                        "search.total." + asked.type(),
                        values.number(result.total(), getLocale()),
                        result.tookMillis(),
                        result.exact() ? "" : "≈ ")
                + mistakes.without(asked.words(), result.mistakes()));
        tabs.count(asked.type(), result.total());
        mistakes.show(asked.words(), result.mistakes());
        reading.show(result);
        act(asked, result.mistakes());
        panel.show(asked.type(), new ChosenFilters(asked.filters()), result.facets());
        boolean some = !result.hits().isEmpty();
        start.show(asked, from, result.total());
        grid.setVisible(some);
        nothing.setVisible(!some);
        nothing.setText(getTranslation(
                result.total() > 0
                        ? "search.nothing.behind"
                        : asked.filters().isEmpty() ? "search.nothing" : "search.nothing.filtered"));
        if (some) {
            grid.show(asked, result, cursor -> after(asked.in(getLocale()), cursor), this::failed);
        }
        countOthers(asked);
    }

    /// Nothing acts on what is left of a question.
    private void act(SearchQuery asked, List<Mistake> wrong) {
        if (wrong.isEmpty()) {
            actions.allow(asked);
            toTheirs.allow();
            saved.show(asked, null);
        } else {
            String reason =
                    InvalidQueryException.of(asked.words(), wrong).label().in(getLocale());
            actions.refuse(reason);
            toTheirs.refuse(reason);
            saved.show(asked, reason);
        }
    }

    /// Nothing was asked: what an earlier question found must not stand below this one.
    private void refuse(String reason) {
        busy.setVisible(false);
        if (from.isEmpty()) {
            box.refuse(reason);
        } else {
            start.refuse(reason);
        }
        total.setText("");
        tabs.uncounted(query.type());
        uncountOthers(query);
        panel.show(query.type(), new ChosenFilters(query.filters()), List.of());
        grid.setVisible(false);
        nothing.setVisible(false);
        actions.refuse(reason);
        toTheirs.refuse(reason);
        saved.show(query, reason);
    }

    private SearchResult after(SearchQuery asked, String cursor) {
        SearchQuery next = asked.page(asked.size(), cursor).withFacets(List.of());
        return search(next);
    }

    /// An outage leaves what was found before on the screen, under a banner that says that it is old.
    private void failed(Exception e) {
        busy.setVisible(false);
        switch (e) {
            case InvalidQueryException invalid -> refuse(invalid.label().in(getLocale()));
            case IndexUnavailableException down -> {
                notice.searchIsDown();
                total.setText("");
            }
            case TooManySearchesException busyUser -> notice.show(getTranslation("search.busyUser"));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    private void countOthers(SearchQuery asked) {
        otherTotals.ask(
                () -> totals.of(asked.words(), viewer),
                counted -> counted.forEach((type, total) -> {
                    if (!type.equals(asked.type())) {
                        tabs.count(type, total);
                    }
                }),
                e -> uncountOthers(asked));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("search.title");
    }
}
