package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.search.SearchQuery;
import java.util.List;

/// Every record that a question finds, in its order.
///
/// @param columns names of fields in the order wanted, after source and id; empty = all but the
///     run-time ones
/// @param counted fields whose values are counted while the records are written, for a summary that
///     agrees with them
record Records(Label title, SearchQuery query, List<String> columns, List<String> counted) {
    Records {
        columns = List.copyOf(columns);
        counted = List.copyOf(counted);
    }

    Records(Label title, SearchQuery query, List<String> columns) {
        this(title, query, columns, List.of());
    }
}
