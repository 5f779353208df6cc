package io.keqing.profile.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.popover.PopoverVariant;
import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields.Derived;
import io.keqing.feedback.FeedbackFields;
import io.keqing.ui.FieldList;
import io.keqing.ui.Values;
import java.util.Set;
import java.util.function.Consumer;

/// A fact or class that explains itself: what it is, and on a click why and since when, and the entries it
/// comes from.
final class FactTile extends Div {
    private final transient Values values;
    private final transient Derived fact;

    /// @param show shows the entries of these kinds
    FactTile(Derived fact, Values values, Consumer<Set<String>> show) {
        this.fact = fact;
        this.values = values;
        addClassName("fact");
        boolean badge = isBadge(fact);
        NativeButton button = new NativeButton();
        button.setId("fact-" + fact.field().name());
        button.addClassName(badge ? "badge" : "fact-button");
        String label = fact.field().label().in(getLocale());
        button.getElement().setAttribute("aria-label", label + " " + text());
        if (badge) {
            button.add(new Span(label + " · " + text()));
        } else {
            Span above = new Span(label);
            above.addClassName("fact-label");
            Span below = new Span(value());
            below.addClassName("fact-value");
            button.add(above, below);
        }
        add(button, reason(button, label, show));
    }

    /// A class stands beside the name, a number or day below it.
    static boolean isBadge(Derived fact) {
        return CustomerFields.CLASSES.contains(fact.field());
    }

    private Popover reason(NativeButton target, String label, Consumer<Set<String>> show) {
        Popover popover = new Popover();
        popover.setTarget(target);
        popover.setPosition(PopoverPosition.BOTTOM_START);
        popover.addThemeVariants(PopoverVariant.ARROW);
        popover.setWidth("20rem");
        popover.setAriaLabel(label);
        popover.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                popover.removeAll();
                popover.add(because(popover, label, show));
            }
        });
        return popover;
    }

    private Div because(Popover popover, String label, Consumer<Set<String>> show) {
        Span title = new Span(label + " · " + text());
        title.addClassName("fact-value");
        Div content = new Div(title, new Paragraph(fact.because().in(getLocale())));
        content.addClassName("fact-reason");
        java.time.Instant since = fact.since();
        if (since != null) {
            Span when = new Span(getTranslation("profile.fact.since", values.moment(since, getLocale())));
            when.addClassName("dim");
            content.add(when);
        }
        if (!fact.kinds().isEmpty()) {
            Button entries = new Button(getTranslation("profile.fact.entries"), click -> {
                popover.close();
                show.accept(fact.kinds());
            });
            entries.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
            content.add(entries);
        }
        return content;
    }

    private String text() {
        return fact.field().name().equals(CustomerFields.SPENT.name()) && fact.value() instanceof Number amount
                ? values.money(amount, null, getLocale())
                : values.text(fact.field(), fact.value(), getLocale());
    }

    private Component value() {
        if (fact.field().name().equals(CustomerFields.LAST_NPS.name()) && fact.value() instanceof Number score) {
            return FieldList.score(FeedbackFields.NPS, score.doubleValue(), text());
        }
        Span value = new Span(text());
        boolean bad = isCount() && !text().equals("0") || "unsatisfied".equals(fact.value());
        boolean none = isCount() && text().equals("0");
        if (bad) {
            value.addClassName("poor-text");
        } else if (none) {
            value.addClassName("dim");
        }
        return value;
    }

    /// Open cases and complaints: none is good.
    private boolean isCount() {
        return fact.field().name().equals(CustomerFields.OPEN_CASES.name())
                || fact.field().name().equals(CustomerFields.COMPLAINTS_90.name());
    }
}
