package io.keqing.search.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordType;
import io.keqing.search.Mistake;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Piece;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The best few records of one type, and the way to all of them.
final class BestHits extends Section {
    private static final int FACTS = 4;

    private final transient RecordType type;
    private final transient Values values;
    private final transient RecordNavigation navigation;
    private final Locale locale;

    BestHits(
            RecordType type,
            SearchResult result,
            List<Mistake> toldAbove,
            String words,
            Values values,
            RecordNavigation navigation,
            Locale locale) {
        this.type = type;
        this.values = values;
        this.navigation = navigation;
        this.locale = locale;
        addClassName("best-hits");
        setId("best-" + type.name());
        String count = values.number(result.total(), locale);
        H2 title = new H2(new Span(type.fields().label().in(locale)), count(count));
        Div head = new Div(title);
        head.addClassName("best-head");
        if (result.total() > result.hits().size()) {
            head.add(link("search/" + type.name(), words, getTranslation("search.showAll", count)));
        }
        add(head);
        List<Mistake> own = result.mistakes().stream()
                .filter(mistake -> !toldAbove.contains(mistake))
                .toList();
        for (Mistake mistake : own) {
            Div lacks = new Div(mistake.detail().in(locale));
            lacks.addClassName("best-lacks");
            add(lacks);
        }
        if (result.hits().isEmpty() && own.isEmpty()) {
            Div none = new Div(getTranslation("search.best.none"));
            none.addClassName("best-lacks");
            add(none);
        }
        result.hits().forEach(hit -> add(row(hit)));
    }

    private static Span count(String text) {
        Span count = new Span(text);
        count.addClassName("tab-count");
        return count;
    }

    private static Anchor link(String path, String words, String text) {
        QueryParameters asked = words.isEmpty() ? QueryParameters.empty() : QueryParameters.of("q", words);
        Anchor link = new Anchor(new Location(path, asked).getPathWithQueryParameters(), text);
        link.setRouterIgnore(false);
        link.addClassName("best-all");
        return link;
    }

    private Div row(Hit hit) {
        Optional<Field<?>> main = main();
        Anchor name = new Anchor();
        name.setHref(navigation.address(hit));
        name.addClassName("row-link");
        List<Piece> pieces = main.map(field -> pieces(field, hit)).orElse(List.of());
        boolean named = pieces.stream().anyMatch(piece -> !piece.text().isBlank());
        write(named ? pieces : List.of(new Piece(hit.id().id(), false)), name);
        Span facts = new Span(facts(hit, main));
        facts.addClassName("best-facts");
        Div row = new Div(name, facts);
        row.addClassName("best-row");
        elsewhere(hit, main).ifPresent(field -> row.add(why(field, hit)));
        return row;
    }

    private Optional<Field<?>> main() {
        return type.fields().fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Text && field.has(Use.COLUMN))
                .findFirst();
    }

    private String facts(Hit hit, Optional<Field<?>> main) {
        return type.fields().fields().stream()
                .filter(field -> field.has(Use.COLUMN) && !(field.kind() instanceof ValueKind.Text))
                .map(field -> values.text(field, hit.fields().get(field.name()), locale))
                .filter(text -> !text.isBlank())
                .limit(FACTS)
                .collect(Collectors.joining(" · "));
    }

    private Optional<Field<?>> elsewhere(Hit hit, Optional<Field<?>> main) {
        return type.fields().fields().stream()
                .filter(field -> hit.highlights().containsKey(field.name()))
                .filter(field -> main.filter(field::equals).isEmpty())
                .findFirst();
    }

    private Div why(Field<?> field, Hit hit) {
        Span where = new Span(field.label().in(locale));
        Div why = new Div(where);
        why.addClassName("why");
        write(
                hit.highlights().getOrDefault(field.name(), List.of()).stream()
                        .limit(1)
                        .flatMap(List::stream)
                        .toList(),
                why);
        return why;
    }

    private List<Piece> pieces(Field<?> field, Hit hit) {
        Map<String, List<List<Piece>>> marked = hit.highlights();
        List<List<Piece>> fragments = marked.getOrDefault(field.name(), List.of());
        String text = values.text(field, hit.fields().get(field.name()), locale);
        return fragments.isEmpty() ? List.of(new Piece(text, false)) : fragments.getFirst();
    }

    /// As text, never as markup.
    private static void write(List<Piece> pieces, com.vaadin.flow.component.HasComponents into) {
        for (Piece piece : pieces) {
            HtmlContainer part = new HtmlContainer(piece.hit() ? "mark" : "span");
            part.getElement().setText(piece.text());
            into.add(part);
        }
    }
}
