package io.keqing.search.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Label;
import io.keqing.search.Offer;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.ui.PastedText;
import io.keqing.ui.Values;
import java.util.Locale;
import java.util.function.Consumer;

/// How a question was read, where it is more than words; and other questions where it found nothing, one click
/// each.
final class QuestionReading extends Div {
    private final transient Values values;
    private final transient Consumer<SearchQuery> go;
    private final Span reading = new Span();
    private final Div offers = new Div();

    /// @param go asks another question
    QuestionReading(Values values, Consumer<SearchQuery> go) {
        this.values = values;
        this.go = go;
        reading.setId("reading");
        reading.addClassName("question-reading");
        offers.setId("offers");
        offers.addClassName("question-offers");
        add(reading, offers);
        clear();
    }

    void clear() {
        reading.setVisible(false);
        offers.setVisible(false);
    }

    void show(SearchResult result) {
        Label read = result.reading();
        reading.setVisible(read != null);
        reading.setText(read == null ? "" : getTranslation("search.reading", read.in(getLocale())));
        offers.removeAll();
        offers.setVisible(!result.offers().isEmpty());
        result.offers().forEach(offer -> offers.add(button(offer)));
    }

    private Button button(Offer offer) {
        String key = "search.offer." + offer.kind().name().toLowerCase(Locale.ROOT);
        String text = getTranslation(key, offer.label().in(getLocale()), values.number(offer.count(), getLocale()));
        Button button = new Button(text, click -> ask(offer));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }

    private void ask(Offer offer) {
        if (offer.kind() == Offer.Kind.PRIOR_ISSUE) {
            PastedText.ask(offer.query().words());
        } else {
            go.accept(offer.query());
        }
    }
}
