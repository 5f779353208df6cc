package io.keqing.profile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.ui.Values;

/// The entry somebody came for, above the others: it may lie thousands of entries back.
final class OpenedEntry extends Div {
    OpenedEntry(Entry entry, Values values, EntryDetails details) {
        addClassName("opened-entry");
        setId("opened-entry");
        EntryCells cells = new EntryCells(values, getLocale());
        String title = cells.title(entry);
        H3 heading = new H3(title.isBlank() ? cells.kind(entry) : title);
        Span where = new Span(cells.kind(entry) + " · " + cells.at(entry));
        where.addClassName("dim");
        Button close = new Button(new Icon(VaadinIcon.CLOSE_SMALL), click -> removeFromParent());
        close.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        close.setAriaLabel(getTranslation("profile.entry.close"));
        Div head = new Div(heading, where, close);
        head.addClassName("opened-head");
        add(head, details.of(entry));
    }
}
