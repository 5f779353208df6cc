package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields.Derived;
import io.keqing.field.Field;
import io.keqing.privacy.Viewer;
import io.keqing.profile.ContactFacts;
import io.keqing.profile.CustomerProfile;
import io.keqing.ui.ReportLink;
import io.keqing.ui.Values;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Name, classes, what can be done, and the handful of facts that everybody asks for first, each with
/// its reason.
final class CustomerHead extends Div {
    private final transient CustomerProfile.Head head;
    private final transient Values values;
    private final String name;
    private final Button brief;
    private final Button note;
    private final Button correct;
    private final Button delete;

    /// @param show shows the entries of these kinds
    CustomerHead(CustomerProfile.Head head, Values values, Viewer viewer, boolean mayEdit, Consumer<Set<String>> show) {
        this.head = head;
        this.values = values;
        String shown = text(CustomerFields.NAME);
        this.name = shown.isBlank() || shown.startsWith("•") ? head.id().id() : shown;
        this.brief = button("profile.brief", VaadinIcon.FILE_TEXT_O, "brief");
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
        head.facts().stream()
                .filter(FactTile::isBadge)
                .map(fact -> new FactTile(fact, values, show))
                .forEach(who::add);
        String place = place();
        if (!place.isBlank()) {
            Span where = new Span(place);
            where.addClassName("dim");
            who.add(where);
        }
        Div actions = mayEdit ? new Div(brief, note, correct, delete) : new Div(brief);
        actions.add(new ReportLink(
                viewer,
                () -> Map.of("template", "dossier", "customer", head.id().toString())));
        actions.addClassName("customer-actions");
        Div line = new Div(who, actions);
        line.addClassName("customer-line");
        add(line, facts(show));
    }

    String name() {
        return name;
    }

    private String place() {
        return Stream.of(CustomerFields.CITY, CustomerFields.PROVINCE, CustomerFields.COUNTRY)
                .map(this::text)
                .filter(text -> !text.isBlank())
                .distinct()
                .limit(2)
                .collect(Collectors.joining(" · "));
    }

    private Button button(String key, VaadinIcon icon, String id) {
        Button button = new Button(getTranslation(key), new Icon(icon));
        button.setId(id);
        return button;
    }

    void onBrief(Runnable work) {
        brief.addClickListener(click -> work.run());
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

    private Div facts(Consumer<Set<String>> show) {
        Div facts = new Div();
        facts.addClassName("facts");
        for (Derived fact : head.facts()) {
            // its class says more than the number, and has it in its reason
            boolean number = fact.field().name().equals(ContactFacts.LAST_CSAT.name());
            if (!FactTile.isBadge(fact) && !number) {
                facts.add(new FactTile(fact, values, show));
            }
        }
        return facts;
    }

    private String text(Field<?> field) {
        return values.text(field, head.fields().get(field), getLocale());
    }
}
