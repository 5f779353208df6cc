package io.keqing.search.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import io.keqing.account.RecentSearches;
import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.QueryPrivacy;
import io.keqing.search.SavedSearch;
import io.keqing.search.SavedSearch.Content;
import io.keqing.search.SavedSearch.Counted;
import io.keqing.search.SavedSearches;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.TooManySearchesException;
import io.keqing.ui.Catalogue;
import io.keqing.ui.GuardedAction;
import io.keqing.ui.Newest;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A star that keeps the search on the screen, and beside it the list of what is kept, with how much is new
/// in each.
@Prototype
final class SavedMenu extends Div {
    private final transient SavedSearches searches;
    private final transient RecentSearches recent;
    private final transient SearchLimit limit;
    private final transient QueryPrivacy queryPrivacy;
    private final transient ExecutorService executor;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Newest counting;
    private final SavedList list;
    private final Button star = new Button(new Icon(VaadinIcon.STAR_O), click -> keep());
    private final GuardedAction keeping = new GuardedAction(star);
    private final Span news = new Span();
    private final Popover popover = new Popover();
    private transient List<Counted> kept = List.of();
    private boolean known;
    private String address = "";
    private @Nullable String refusal;

    SavedMenu(
            SavedSearches searches,
            RecentSearches recent,
            SearchLimit limit,
            QueryPrivacy queryPrivacy,
            Catalogue catalogue,
            Values values,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.searches = searches;
        this.recent = recent;
        this.limit = limit;
        this.queryPrivacy = queryPrivacy;
        this.executor = executor;
        this.values = values;
        this.viewer = signedIn.viewer();
        this.list = new SavedList(catalogue, values, viewer, this::edit, this::forget);
        this.counting = new Newest(this, executor);
        addClassName("saved-menu");
        star.setId("save-search");
        star.setEnabled(false);
        Button button = new Button(getTranslation("search.saved.title"), new Icon(VaadinIcon.BOOKMARK_O));
        button.setId("saved-searches");
        news.setId("saved-news");
        news.addClassName("saved-new");
        news.setVisible(false);
        button.setSuffixComponent(news);
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setModal(true);
        popover.setAriaLabel(getTranslation("search.saved.title"));
        popover.add(list);
        popover.addOpenedChangeListener(opened -> {
            if (opened.isOpened()) {
                fill();
                count();
            }
        });
        add(keeping, button, popover);
    }

    /// The question that was answered. Where it is a kept one it has been looked at, and its news are none
    /// any more.
    ///
    /// @param wrong why it cannot be kept, null where it can
    void show(SearchQuery asked, @Nullable String wrong) {
        address = searches.address(asked);
        popover.setOpened(false);
        String secret = getTranslation("search.saved.secret");
        refusal = wrong != null ? wrong : queryPrivacy.looksUpSecret(asked) ? secret : null;
        showStar();
        if (!known || here().findAny().isPresent()) {
            count();
        }
    }

    private void showStar() {
        boolean own = own().findAny().isPresent();
        String text = getTranslation(own ? "search.saved.edit" : "search.saved.save");
        star.setIcon(new Icon(own ? VaadinIcon.STAR : VaadinIcon.STAR_O));
        star.setAriaLabel(refusal == null ? text : refusal);
        star.setTooltipText(text);
        if (refusal == null) {
            keeping.allow();
        } else {
            keeping.refuse(refusal);
        }
    }

    /// The kept searches that stand on the screen.
    private Stream<SavedSearch> here() {
        return kept.stream()
                .map(Counted::search)
                .filter(search -> search.content() instanceof Content.Question question
                        && question.address().equals(address));
    }

    private Stream<SavedSearch> own() {
        return here().filter(search -> viewer.name().equals(search.owner()));
    }

    private void keep() {
        String kept = address;
        own().findFirst()
                .ifPresentOrElse(
                        this::edit,
                        () -> new SaveDialog(
                                        null,
                                        executor,
                                        (name, shared) -> searches.create(name, kept, shared, viewer),
                                        saved -> count(),
                                        null)
                                .open());
    }

    private void edit(SavedSearch search) {
        popover.setOpened(false);
        new SaveDialog(
                        search,
                        executor,
                        (name, shared) -> searches.change(search.id(), name, null, shared, viewer),
                        saved -> count(),
                        () -> {
                            searches.delete(search.id(), viewer);
                            count();
                        })
                .open();
    }

    private void forget() {
        recent.clear(viewer);
        fill();
    }

    private void count() {
        counting.ask(
                () -> {
                    List<SavedSearch> all = searches.all(viewer);
                    return limit.run(viewer, () -> searches.counted(all, viewer));
                },
                this::counted,
                this::uncounted);
    }

    private void counted(List<Counted> answer) {
        kept = answer;
        known = true;
        if (!address.isEmpty()) {
            showStar();
        }
        long searchesWithNews = answer.stream().filter(SavedMenu::hasNews).count();
        news.setVisible(searchesWithNews > 0);
        if (searchesWithNews > 0) {
            news.setText(values.number(searchesWithNews, getLocale()));
            news.setTitle(getTranslation("search.saved.news", searchesWithNews));
        }
        fill();
    }

    private static boolean hasNews(Counted counted) {
        Long newer = counted.newer();
        return newer != null && newer > 0;
    }

    /// Without numbers, what is kept is still there to go to.
    private void uncounted(Exception e) {
        switch (e) {
            case IndexUnavailableException down -> withoutNumbers();
            case TooManySearchesException many -> withoutNumbers();
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    private void withoutNumbers() {
        counted(searches.all(viewer).stream()
                .map(search -> new Counted(search, null, null, null))
                .toList());
    }

    private void fill() {
        if (popover.isOpened()) {
            list.show(kept, recent.of(viewer));
        }
    }
}
