package io.keqing.report;

import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import org.jspecify.annotations.Nullable;

/// Reads the question of a request.
final class ReportQuery {
    private ReportQuery() {}

    /// @param address a search's own, null = all records of the type
    /// @throws ReportRefusal where it asks for another type
    /// @throws io.keqing.search.InvalidQueryException where it breaks a rule
    static SearchQuery of(@Nullable String address, String type, SearchUrl url) {
        if (address == null || address.isBlank()) {
            return SearchQuery.all(type);
        }
        SearchQuery query = url.read(address);
        if (!query.type().equals(type)) {
            throw ReportRefusal.rule("query of this report must ask for " + type + ", was \"" + address + "\"");
        }
        return query;
    }
}
