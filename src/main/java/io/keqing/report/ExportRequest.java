package io.keqing.report;

import io.keqing.search.SearchQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What somebody wants to take away.
///
/// @param query its size, cursor and facets do not count: every record that matches comes along, in
///     its order
/// @param columns names of fields in the order wanted, after source and id; empty = all but the
///     run-time ones
/// @param locale the language of headers, labels and the About sheet: Chinese or, for every other
///     one, English
/// @param portal where the portal is reached, such as `http://localhost:8080/`: with it the About
///     sheet holds a link to
///     the search; without it, the search's address alone
/// @param raw CSV only: texts that a spreadsheet would take for formulas are left as they are
/// @param encoding CSV only
public record ExportRequest(
        SearchQuery query,
        List<String> columns,
        ExportFormat format,
        Locale locale,
        @Nullable String portal,
        boolean raw,
        CsvEncoding encoding) {
    public ExportRequest {
        columns = List.copyOf(columns);
    }
}
