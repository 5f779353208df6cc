package io.keqing.search.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordType;
import io.keqing.search.Clause;
import io.keqing.search.QueryText;
import io.keqing.search.Questions;
import io.keqing.search.SearchQuery;
import io.keqing.ui.Catalogue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// From the customers found to their records, and from records to their customers: the present question becomes
/// a condition of the next one.
final class TheirRecords extends Div {
    private final transient Catalogue catalogue;
    private final transient Questions questions;
    private final transient Supplier<SearchQuery> present;
    private final transient Consumer<Supplier<SearchQuery>> go;

    /// @param go hears where to go; making the question may break its rules, so it is made there
    TheirRecords(
            Catalogue catalogue,
            Questions questions,
            Supplier<SearchQuery> present,
            Consumer<Supplier<SearchQuery>> go) {
        this.catalogue = catalogue;
        this.questions = questions;
        this.present = present;
        this.go = go;
        addClassName("their-records");
    }

    void show(String type) {
        removeAll();
        RecordType from = catalogue.type(type);
        for (RecordType to : catalogue.types()) {
            if (refers(to, from) && from.references().isEmpty()) {
                add(button(to, () -> of(from, to, questions.clause(present.get()))));
            } else if (refers(from, to) && to.references().isEmpty()) {
                add(button(to, () -> questions.having(to.name(), present.get())));
            }
        }
    }

    private static boolean refers(RecordType from, RecordType to) {
        return from.references().stream()
                .anyMatch(field -> field.kind() instanceof ValueKind.Reference(String name) && name.equals(to.name()));
    }

    private Button button(RecordType to, Supplier<SearchQuery> next) {
        Button button = new Button(
                getTranslation(
                        "search.their", to.fields().label().in(getLocale()).toLowerCase(getLocale())),
                new Icon(VaadinIcon.ARROW_RIGHT),
                click -> go.accept(next));
        button.setId("their-" + to.name());
        button.setIconAfterText(true);
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }

    static SearchQuery of(RecordType customers, RecordType theirs, Clause conditions) {
        return SearchQuery.all(theirs.name()).withWords(QueryText.write(new Clause.Of(customers.name(), conditions)));
    }
}
