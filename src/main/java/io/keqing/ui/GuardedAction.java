package io.keqing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;

/// Holds something that acts on the question of a view, and turns it off where it would act on another question
/// than
/// the one people see: on what is left of it without a wrong part, or on one that was not answered. The reason
/// is the
/// tooltip of this place around it, because browsers show none for what is turned off itself.
public final class GuardedAction extends Span {
    private final Component action;
    private final Tooltip tooltip;

    public GuardedAction(Component action) {
        this.action = action;
        this.tooltip = Tooltip.forComponent(this);
        addClassName("guarded-action");
        add(action);
    }

    public void allow() {
        enable(true);
        tooltip.setText(null);
        getElement().removeAttribute("aria-description");
    }

    /// @param reason translated, saying why it is off
    public void refuse(String reason) {
        enable(false);
        tooltip.setText(reason);
        getElement().setAttribute("aria-description", reason);
    }

    private void enable(boolean enabled) {
        if (action instanceof HasEnabled switchable) {
            switchable.setEnabled(enabled);
        } else {
            throw new IllegalArgumentException("an action must be something that can be turned off, was "
                    + action.getClass().getSimpleName());
        }
    }
}
