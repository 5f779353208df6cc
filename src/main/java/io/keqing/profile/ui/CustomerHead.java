package io.keqing.profile.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.profile.CustomerProfile;
import io.keqing.ui.FieldList;
import io.keqing.ui.Values;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Name, badges, what can be done, and the handful of facts that everybody asks for first.
final class CustomerHead extends Div {
    private final transient CustomerProfile.Head head;
    private final transient Values values;
    private final String name;
    private final Button note;
    private final Button correct;
    private final Button delete;

    CustomerHead(CustomerProfile.Head head, Values values, boolean mayEdit) {
        this.head = head;
        this.values = values;
        String shown = text(CustomerFields.NAME);
        this.name = shown.isBlank() || shown.startsWith("•") ? head.id().id() : shown;
        this.note = button("profile.note.add", VaadinIcon.PLUS, "add-note");
        this.correct = button("profile.correct", VaadinIcon.EDIT, "correct");
        this.delete = button("profile.delete", VaadinIcon.TRASH, "delete");
        note.addThemeVariants(ButtonVariant.PRIMARY);
        delete.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
        addClassName("customer-head");

        Div who = new Div(new H2(name));
        who.addClassName("customer-name");
        Stream.of(CustomerFields.CUSTOMER_TYPE, CustomerFields.RELATION, CustomerFields.TIER)
                .map(this::text)
                .filter(text -> !text.isBlank())
                .forEach(text -> who.add(badge(text)));
        if (head.stub()) {
            who.add(badge(getTranslation("profile.stub")));
        }
        Div actions = mayEdit ? new Div(note, correct, delete) : new Div();
        actions.addClassName("customer-actions");
        Div line = new Div(who, actions);
        line.addClassName("customer-line");
        add(line, facts());
    }

    String name() {
        return name;
    }

    private Button button(String key, VaadinIcon icon, String id) {
        Button button = new Button(getTranslation(key), new Icon(icon));
        button.setId(id);
        return button;
    }

    void onNote(Runnable work) {
        note.addClickListener(click -> work.run());
    }

    void onCorrect(Runnable work) {
        correct.addClickListener(click -> work.run());
    }

    void onDelete(Runnable work) {
        delete.addClickListener(click -> work.run());
    }

    private static Span badge(String text) {
        Span badge = new Span(text);
        badge.addClassName("badge");
        return badge;
    }

    private Div facts() {
        Div facts = new Div();
        facts.addClassName("facts");
        fact(facts, "profile.fact.orders", text(CustomerFields.ORDERS));
        Object spent = head.fields().get(CustomerFields.SPENT);
        fact(
                facts,
                "profile.fact.spent",
                spent instanceof Number amount ? values.money(amount, null, getLocale()) : "");
        fact(facts, "profile.fact.lastOrder", text(CustomerFields.LAST_ORDER));
        fact(
                facts,
                "profile.fact.lastContact",
                head.lastContact() == null ? "" : values.moment(head.lastContact(), getLocale()));
        fact(
                facts,
                "profile.fact.openCases",
                head.openCases() == 0 ? "" : values.number(head.openCases(), getLocale()));
        score(facts, FeedbackFields.NPS, head.lastNps());
        score(facts, FeedbackFields.CSAT, head.lastCsat());
        String place = Stream.of(CustomerFields.CITY, CustomerFields.PROVINCE, CustomerFields.COUNTRY)
                .map(this::text)
                .filter(text -> !text.isBlank())
                .distinct()
                .limit(2)
                .collect(java.util.stream.Collectors.joining(" · "));
        fact(facts, "profile.fact.place", place);
        return facts;
    }

    private void score(Div facts, Field<?> field, @Nullable Double score) {
        if (score != null) {
            facts.add(tile(
                    field.label().in(getLocale()), FieldList.score(field, score, values.number(score, getLocale()))));
        }
    }

    private void fact(Div facts, String key, String text) {
        if (!text.isBlank()) {
            facts.add(tile(getTranslation(key), new Span(text)));
        }
    }

    private static Div tile(String label, Component value) {
        Span above = new Span(label);
        above.addClassName("fact-label");
        Div below = new Div(value);
        below.addClassName("fact-value");
        Div tile = new Div(above, below);
        tile.addClassName("fact");
        return tile;
    }

    private String text(Field<?> field) {
        return values.text(field, head.fields().get(field), getLocale());
    }
}
