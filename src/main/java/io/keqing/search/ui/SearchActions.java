package io.keqing.search.ui;

import com.vaadin.flow.component.Component;
import io.keqing.field.Field;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchQuery;
import io.keqing.ui.GridAction;
import io.keqing.ui.GuardedAction;
import java.util.List;
import java.util.function.Supplier;

/// What can be done with everything a search finds. It is done with the question that was answered last, as a
/// whole;
/// while none was, or a part of it was left out, the buttons are off and say why.
final class SearchActions {
    private final List<GuardedAction> buttons;
    private SearchQuery answered = SearchQuery.all("");

    /// @param columns the fields shown, in their order
    SearchActions(List<GridAction> actions, Viewer viewer, Supplier<List<Field<?>>> columns) {
        this.buttons = actions.stream()
                .filter(action -> action.allowed(viewer))
                .map(action -> new GuardedAction(action.button(() -> answered, columns)))
                .toList();
    }

    List<? extends Component> buttons() {
        return buttons;
    }

    void allow(SearchQuery whole) {
        answered = whole;
        buttons.forEach(GuardedAction::allow);
    }

    void refuse(String reason) {
        buttons.forEach(button -> button.refuse(reason));
    }
}
