package io.keqing.search;

import io.keqing.field.Label;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search kept under a name, as one viewer may see it.
///
/// @param owner who made it, null where that person is gone
/// @param shared whether everybody sees it, each under their own masking
/// @param changeable whether the viewer may rename, share, replace and delete it
/// @param lookedAt when the viewer last looked at what it finds, null for never
public record SavedSearch(
        long id,
        String name,
        @Nullable String owner,
        boolean shared,
        boolean changeable,
        Content content,
        @Nullable Instant lookedAt) {

    /// What a viewer may know of the question.
    public sealed interface Content {
        /// @param address the search's own, such as `interactions/search?q=&f.kind=complaint`
        record Question(String address, SearchQuery query) implements Content {}

        /// It asks about fields hidden from the viewer, so neither its answer nor its values are for them.
        record Hidden(String type, List<String> fields) implements Content {}

        /// It breaks a rule by now: a field it names is gone.
        record Unreadable(String address, Label reason) implements Content {}
    }

    /// With how many records it finds.
    ///
    /// @param total records it finds now, null where that can't be said
    /// @param newer those that first appeared after the viewer's last look, null where there was none
    /// @param problem why there is no total
    public record Counted(
            SavedSearch search,
            @Nullable Long total,
            @Nullable Long newer,
            @Nullable Label problem) {}
}
