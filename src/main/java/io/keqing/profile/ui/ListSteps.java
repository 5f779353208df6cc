package io.keqing.profile.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Neighbours;
import io.keqing.search.Neighbours.Beside;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchUrl;
import io.keqing.search.TooManySearchesException;
import io.keqing.ui.Newest;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Back to the list one came from, and on to the next and previous of it, by the keys j and k too. The list is
/// the one in the page's address; nothing is kept about it anywhere else.
@Prototype
final class ListSteps extends Div {
    /// Keys typed into a field, with a modifier or under a dialog are none of ours.
    private static final String KEYS = """
            const keys = e => {
              if (!this.isConnected) { document.removeEventListener('keydown', keys); return; }
              if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing || e.defaultPrevented) return;
              const id = {j: 'next-record', k: 'previous-record'}[e.key];
              const from = e.composedPath()[0];
              const typed = from.closest && from.closest('input, textarea, select, [contenteditable]');
              if (!id || typed || document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened]')) return;
              const link = this.querySelector('#' + id);
              if (link) { e.preventDefault(); link.click(); }
            };
            document.addEventListener('keydown', keys)""";

    private final transient SearchUrl url;
    private final transient Neighbours neighbours;
    private final transient SearchLimit limit;
    private final transient RecordNavigation navigation;
    private final transient Values values;
    private final transient Newest answer;
    private final Div steps = new Div();

    ListSteps(
            SearchUrl url,
            Neighbours neighbours,
            SearchLimit limit,
            RecordNavigation navigation,
            Values values,
            @Named("screens") ExecutorService executor) {
        this.url = url;
        this.neighbours = neighbours;
        this.limit = limit;
        this.navigation = navigation;
        this.values = values;
        this.answer = new Newest(this, executor);
        addClassName("list-steps");
        steps.addClassName("steps-links");
        setVisible(false);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        getElement().executeJs(KEYS);
    }

    /// @param list the address of a list, as it stands in the page's address
    /// @param customer whose page it is
    /// @param entry the entry that was opened, `type/source/id`, null where the customer was
    void show(@Nullable String list, RecordId customer, @Nullable String entry, Viewer viewer) {
        removeAll();
        steps.removeAll();
        Optional<SearchQuery> asked = read(list);
        setVisible(asked.isPresent());
        asked.ifPresent(query -> {
            Anchor back = link("search/" + list(query), VaadinIcon.ARROW_LEFT, "profile.list.back", "to-list");
            add(back, steps);
            RecordId record = entry == null || !entry.startsWith(query.type() + "/")
                    ? customer
                    : named(entry.substring(query.type().length() + 1)).orElse(customer);
            answer.ask(
                    () -> limit.run(viewer, () -> neighbours.of(query, record, viewer)),
                    beside -> show(query, beside.orElse(null)),
                    this::failed);
        });
    }

    private Optional<SearchQuery> read(@Nullable String list) {
        try {
            return list == null || list.isEmpty() ? Optional.empty() : Optional.of(url.read(list));
        } catch (InvalidQueryException e) {
            // somebody cut the address; the customer is there all the same
            return Optional.empty();
        }
    }

    private static Optional<RecordId> named(String name) {
        int slash = name.indexOf('/');
        try {
            return slash < 0
                    ? Optional.empty()
                    : Optional.of(new RecordId(name.substring(0, slash), name.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// `customers?q=…` of `customers/search?q=…`: the screen's address of a list.
    private String list(SearchQuery query) {
        return url.address(query).replaceFirst("/search\\?", "?");
    }

    private void show(SearchQuery query, @Nullable Beside beside) {
        if (beside == null) {
            Span gone = new Span(getTranslation("profile.list.gone"));
            gone.addClassName("dim");
            steps.add(gone);
            return;
        }
        step(query, beside.previous(), VaadinIcon.ANGLE_UP, "profile.list.previous", "previous-record");
        step(query, beside.next(), VaadinIcon.ANGLE_DOWN, "profile.list.next", "next-record");
        Span total = new Span(getTranslation("profile.list.total", values.number(beside.total(), getLocale())));
        total.addClassName("dim");
        steps.add(total);
    }

    private void step(SearchQuery query, @Nullable Hit hit, VaadinIcon icon, String key, String id) {
        if (hit != null) {
            steps.add(link(navigation.within(() -> query).address(hit), icon, key, id));
        } else {
            Span none = new Span(new Icon(icon), new Span(getTranslation(key)));
            none.addClassNames("step", "none");
            steps.add(none);
        }
    }

    private Anchor link(String address, VaadinIcon icon, String key, String id) {
        Icon sign = new Icon(icon);
        sign.getElement().setAttribute("aria-hidden", "true");
        Anchor link = new Anchor(address, sign, new Span(getTranslation(key)));
        link.setId(id);
        link.addClassName("step");
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private void failed(Exception e) {
        switch (e) {
            case IndexUnavailableException down -> show(getTranslation("profile.list.down"));
            case TooManySearchesException busy -> show(getTranslation("profile.list.down"));
            case InvalidQueryException hidden -> show(getTranslation("profile.list.gone"));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    private void show(String text) {
        Span said = new Span(text);
        said.addClassName("dim");
        steps.add(said);
    }
}
