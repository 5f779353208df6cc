package io.keqing.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.account.RecentSearch;
import io.keqing.privacy.Viewer;
import io.keqing.search.SavedSearch;
import io.keqing.search.SavedSearch.Content;
import io.keqing.search.SavedSearch.Counted;
import io.keqing.search.SearchQuery;
import io.keqing.ui.Catalogue;
import io.keqing.ui.Values;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is kept, one's own before what others share, and what was asked last. Each is a link to its address,
/// so that it opens in another window as well.
final class SavedList extends Div {
    private static final int RECENT = 8;
    private static final Pattern FILTER = Pattern.compile("[?&]f\\.");

    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Consumer<SavedSearch> edit;
    private final transient Runnable forget;

    SavedList(Catalogue catalogue, Values values, Viewer viewer, Consumer<SavedSearch> edit, Runnable forget) {
        this.catalogue = catalogue;
        this.values = values;
        this.viewer = viewer;
        this.edit = edit;
        this.forget = forget;
        addClassName("saved-list");
    }

    void show(List<Counted> kept, List<RecentSearch> recent) {
        removeAll();
        List<Counted> own = kept.stream().filter(this::isOwn).toList();
        List<Counted> others = kept.stream().filter(each -> !isOwn(each)).toList();
        add(new H3(getTranslation("search.saved.own")));
        if (own.isEmpty()) {
            add(quiet(getTranslation("search.saved.none")));
        }
        add(rows(own.stream().map(this::row).toList()));
        if (!others.isEmpty()) {
            add(
                    new H3(getTranslation("search.saved.others")),
                    rows(others.stream().map(this::row).toList()));
        }
        if (!recent.isEmpty()) {
            Button clear = new Button(getTranslation("search.recent.clear"), click -> forget.run());
            clear.setId("forget-recent");
            clear.addThemeVariants(ButtonVariant.TERTIARY);
            Div head = new Div(new H3(getTranslation("search.recent.title")), clear);
            head.addClassName("saved-head");
            add(head, rows(recent.stream().limit(RECENT).map(this::row).toList()));
        }
    }

    private boolean isOwn(Counted counted) {
        return viewer.name().equals(counted.search().owner());
    }

    private static Div rows(List<Div> rows) {
        Div list = new Div();
        list.add(List.copyOf(rows));
        list.getElement().setAttribute("role", "list");
        return list;
    }

    private Div row(Counted counted) {
        SavedSearch search = counted.search();
        Div what = switch (search.content()) {
            case Content.Question question ->
                what(link(search.name(), question.address()), about(search, question.query()));
            case Content.Hidden hidden ->
                what(
                        new Span(search.name()),
                        getTranslation(
                                "search.saved.hidden",
                                hidden.fields().stream()
                                        .map(field -> catalogue
                                                .label(hidden.type(), field)
                                                .in(getLocale()))
                                        .collect(Collectors.joining(", "))));
            case Content.Unreadable unreadable ->
                what(new Span(search.name()), unreadable.reason().in(getLocale()));
        };
        Div row = row(what);
        Long newer = counted.newer();
        if (newer != null && newer > 0) {
            Span news = new Span(getTranslation("search.saved.new", values.number(newer, getLocale())));
            news.addClassName("saved-new");
            row.add(news);
        }
        Long total = counted.total();
        Span number = new Span(total == null ? "" : values.number(total, getLocale()));
        number.addClassName("saved-total");
        row.add(number);
        if (search.changeable()) {
            Button change = new Button(new Icon(VaadinIcon.PENCIL), click -> edit.accept(search));
            change.setAriaLabel(getTranslation("search.saved.edit.one", search.name()));
            change.setTooltipText(getTranslation("search.saved.edit"));
            change.addThemeVariants(ButtonVariant.TERTIARY);
            row.add(change);
        }
        return row;
    }

    private Div row(RecentSearch recent) {
        return row(what(
                link(recent.words(), recent.address()),
                joined(
                        label(recent.type()),
                        filters(FILTER.matcher(recent.address()).results().count()))));
    }

    private static Div row(Div what) {
        Div row = new Div(what);
        row.addClassName("saved-row");
        row.getElement().setAttribute("role", "listitem");
        return row;
    }

    private static Div what(Component name, String about) {
        name.addClassName("saved-name");
        Span below = new Span(about);
        below.addClassName("saved-about");
        below.getElement().setAttribute("title", about);
        Div what = new Div(name, below);
        what.addClassName("saved-what");
        return what;
    }

    private String about(SavedSearch search, SearchQuery query) {
        String owner = search.owner();
        return joined(
                label(query.type()),
                query.words(),
                filters(query.filters().size()),
                viewer.name().equals(owner)
                        ? search.shared() ? getTranslation("search.saved.shared") : ""
                        : owner == null ? getTranslation("search.saved.ownerless") : owner);
    }

    private String label(String type) {
        return catalogue.type(type).fields().label().in(getLocale());
    }

    private String filters(long count) {
        return count == 0 ? "" : getTranslation("search.saved.filters", count);
    }

    private static String joined(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /// The address of the screen says the same as the search's own: `search/interactions?…` for
    /// `interactions/search?…`.
    private static Anchor link(String text, String address) {
        int end = address.indexOf("/search?");
        Anchor link =
                new Anchor("search/" + address.substring(0, end) + address.substring(end + "/search".length()), text);
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private static Span quiet(String text) {
        Span span = new Span(text);
        span.addClassName("saved-about");
        return span;
    }
}
