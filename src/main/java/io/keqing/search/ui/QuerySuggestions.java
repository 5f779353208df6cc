package io.keqing.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import io.keqing.field.RecordId;
import io.keqing.record.RecordType;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchUrl;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ChosenFilters;
import io.keqing.ui.RecordNavigation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The list under the query box that completes what is typed. It stands behind the box and listens to it; the
/// page asks `GET /suggest` itself, so that typing costs the screen's own connection nothing. Only a choice
/// comes here.
@Tag("keqing-suggestions")
@JsModule("./keqing-suggestions.ts")
@StyleSheet("saved-searches.css")
final class QuerySuggestions extends Component {
    private final transient SearchUrl url;
    private final transient RecordNavigation navigation;

    /// @param present the question on the screen
    /// @param go asks another one
    QuerySuggestions(
            Catalogue catalogue,
            SearchUrl url,
            RecordNavigation navigation,
            Supplier<SearchQuery> present,
            Consumer<SearchQuery> go) {
        this.url = url;
        this.navigation = navigation;
        getElement().setPropertyMap("texts", texts(catalogue.types()));
        addListener(ValueChosen.class, chosen -> go.accept(with(present.get(), chosen)));
        addListener(QueryChosen.class, chosen -> go.accept(this.url.read(chosen.query)));
        addListener(RecordChosen.class, chosen -> this.navigation.open(chosen.hit()));
    }

    /// What the suggestions are for.
    void show(String type) {
        getElement().setProperty("type", type);
    }

    private Map<String, String> texts(List<RecordType> types) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("list", getTranslation("search.suggest.list"));
        texts.put("count", getTranslation("search.suggest.count"));
        texts.put("record", getTranslation("search.suggest.record"));
        texts.put("value", getTranslation("search.suggest.value"));
        texts.put("field", getTranslation("search.suggest.field"));
        texts.put("saved", getTranslation("search.suggest.saved"));
        texts.put("recent", getTranslation("search.suggest.recent"));
        types.forEach(type -> texts.put(type.name(), type.fields().label().in(getLocale())));
        return texts;
    }

    /// A value narrows the question; one of another type begins anew there, as filters belong to a type.
    private static SearchQuery with(SearchQuery present, ValueChosen chosen) {
        SearchQuery base = chosen.type.equals(present.type()) ? present : SearchQuery.all(chosen.type);
        ChosenFilters filters = new ChosenFilters(base.filters()).with(chosen.field, new Condition.Is(chosen.value));
        return base.withWords(chosen.words).withFilters(filters.filters());
    }

    /// Public, as the others: Vaadin makes them by reflection.
    @DomEvent("suggestion-value")
    public static final class ValueChosen extends ComponentEvent<QuerySuggestions> {
        private final String type;
        private final String field;
        private final String value;
        private final String words;

        public ValueChosen(
                QuerySuggestions source,
                boolean fromClient,
                @EventData("event.detail.type") String type,
                @EventData("event.detail.field") String field,
                @EventData("event.detail.value") String value,
                @EventData("event.detail.words") String words) {
            super(source, fromClient);
            this.type = type;
            this.field = field;
            this.value = value;
            this.words = words;
        }
    }

    @DomEvent("suggestion-query")
    public static final class QueryChosen extends ComponentEvent<QuerySuggestions> {
        private final String query;

        public QueryChosen(QuerySuggestions source, boolean fromClient, @EventData("event.detail.query") String query) {
            super(source, fromClient);
            this.query = query;
        }
    }

    @DomEvent("suggestion-record")
    public static final class RecordChosen extends ComponentEvent<QuerySuggestions> {
        private final String type;
        private final String source;
        private final String id;

        public RecordChosen(
                QuerySuggestions box,
                boolean fromClient,
                @EventData("event.detail.type") String type,
                @EventData("event.detail.source") String source,
                @EventData("event.detail.id") String id) {
            super(box, fromClient);
            this.type = type;
            this.source = source;
            this.id = id;
        }

        private Hit hit() {
            return new Hit(type, 0, new RecordId(source, id), 0, Map.of(), Map.of(), List.of());
        }
    }
}
