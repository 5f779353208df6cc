package io.keqing.ui;

import com.vaadin.flow.component.Component;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchQuery;
import java.util.List;
import java.util.function.Supplier;

/// Something that can be done with everything a search finds: take it away, save it as a segment. Features above make
/// beans of it; the search shows those that its viewer may use and knows none of them.
public interface GridAction {
    Label label();

    /// Whether the viewer may. What the button starts asks again.
    boolean allowed(Viewer viewer);

    /// A new button for one view.
    ///
    /// @param query the question as it stands when the button is used
    Component button(Supplier<SearchQuery> query);

    /// A new button for one view whose action depends on what is seen of the records, too.
    ///
    /// @param columns the fields shown when the button is used, in their order
    default Component button(Supplier<SearchQuery> query, Supplier<List<Field<?>>> columns) {
        return button(query);
    }
}
