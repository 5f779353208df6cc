package io.keqing.profile.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keqing.customer.CustomerFields;
import io.keqing.profile.SimilarCustomers.Alike;
import io.keqing.profile.SimilarCustomers.Shared;
import io.keqing.ui.Values;
import java.util.List;
import java.util.stream.Collectors;

/// Customers like this one, each with what both have.
final class SimilarPanel extends Div {
    private final transient Values values;

    SimilarPanel(List<Alike> found, Values values) {
        this.values = values;
        addClassName("insight");
        setId("similar");
        add(new H3(getTranslation("profile.similar")));
        Paragraph how = new Paragraph(getTranslation(found.isEmpty() ? "profile.similar.none" : "profile.similar.how"));
        how.addClassName("dim");
        add(how);
        found.forEach(alike -> add(one(alike)));
    }

    private Div one(Alike alike) {
        String name = values.text(CustomerFields.NAME, alike.fields().get(CustomerFields.NAME), getLocale());
        Anchor link = new Anchor(
                CustomerNavigation.customer(alike.id()),
                name.isBlank() || name.startsWith("•") ? alike.id().id() : name);
        link.addClassName("row-link");
        link.getElement().setAttribute("router-link", true);
        Span why = new Span(alike.shared().stream().map(this::said).collect(Collectors.joining(" · ")));
        why.addClassName("dim");
        Div row = new Div(link, why);
        row.addClassName("similar-row");
        return row;
    }

    private String said(Shared shared) {
        return shared.orders() == 0
                ? shared.value()
                : getTranslation("profile.similar.orders", shared.value(), values.number(shared.orders(), getLocale()));
    }
}
