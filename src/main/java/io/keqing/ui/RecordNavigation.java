package io.keqing.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import io.keqing.field.RecordId;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Where a record is shown. The bean is of the room that has the page of a person, above the search that needs it.
public interface RecordNavigation {
    /// The address of the record's place, relative to the portal's root.
    String address(SearchResult.Hit hit);

    /// The address of a record that another one refers to; it stands in no list.
    default String address(String type, RecordId id) {
        return address(new SearchResult.Hit(type, 0, id, 0, Map.of(), Map.of(), List.of()));
    }

    /// The way to the hits of a list: a page it leads to knows the list and what stands beside it there.
    ///
    /// @param list the list's question as it stands when an address is made
    default RecordNavigation within(Supplier<SearchQuery> list) {
        return this;
    }

    /// Goes there.
    default void open(SearchResult.Hit hit) {
        Location there = new Location(address(hit));
        UI.getCurrent().navigate(there.getPath(), there.getQueryParameters());
    }
}
