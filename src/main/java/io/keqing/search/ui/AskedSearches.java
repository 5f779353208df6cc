package io.keqing.search.ui;

import io.keqing.account.RecentSearches;
import io.keqing.privacy.Viewer;
import io.keqing.search.QueryPrivacy;
import io.keqing.search.SavedSearches;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/// What a question leaves behind when somebody read its answer: a look at a saved search, and a recent search
/// to come back to. One that was not answered leaves nothing, and one that looks a number up does not either.
@Singleton
final class AskedSearches {
    private final SavedSearches saved;
    private final RecentSearches recent;
    private final QueryPrivacy queryPrivacy;

    AskedSearches(SavedSearches saved, RecentSearches recent, QueryPrivacy queryPrivacy) {
        this.saved = saved;
        this.recent = recent;
        this.queryPrivacy = queryPrivacy;
    }

    SearchResult ask(SearchQuery query, Viewer person, Supplier<SearchResult> search) {
        SearchResult result = saved.looking(query, person, search);
        String words = query.words().strip();
        if (!words.isEmpty() && !queryPrivacy.looksUpSecret(query)) {
            recent.note(person, query.type(), words, saved.address(query));
        }
        return result;
    }
}
