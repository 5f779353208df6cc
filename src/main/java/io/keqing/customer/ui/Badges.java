package io.keqing.customer.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Field;
import java.util.Collection;

/// What two customers agree on, and how much that says.
final class Badges extends Div {
    private static final int VERY_LIKELY = 7;
    private static final int LIKELY = 4;

    Badges(Collection<Field<?>> agree, int strength) {
        addClassName("match-badges");
        Span how = new Span(strengthText(strength));
        how.addClassNames("match-badge", strength >= LIKELY ? "strong" : "weak");
        add(how);
        agree.forEach(field -> {
            Span badge = new Span(field.label().in(getLocale()));
            badge.addClassName("match-badge");
            add(badge);
        });
    }

    private String strengthText(int strength) {
        if (strength >= VERY_LIKELY) {
            return getTranslation("customer.duplicates.veryLikely");
        }
        return strength >= LIKELY
                ? getTranslation("customer.duplicates.likely")
                : getTranslation("customer.duplicates.possible");
    }
}
