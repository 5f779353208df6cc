package io.keqing.search.api;

import io.keqing.account.RecentSearch;
import io.keqing.account.RecentSearches;
import io.keqing.privacy.Viewer;
import io.keqing.rest.RequestParts;
import io.keqing.search.Suggestion;
import io.keqing.search.Suggestions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Completions while somebody types. The box of the screen asks here too, so what is measured is what people
/// wait for.
@Controller("/api/v1/suggest")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "search")
final class SuggestController {
    private static final String SUGGESTED = """
            {"suggestions": [
              {"kind": "record", "type": "customers", "source": "crm", "id": "7", "name": "王小明",
               "details": ["上海", "gold"]},
              {"kind": "value", "type": "interactions", "field": "kind", "fieldLabel": "Kind", "value": "complaint",
               "label": "Complaint", "count": 12, "words": "kettle", "filter": true},
              {"kind": "field", "type": "customers", "field": "tier", "label": "Tier", "words": "Tier:"},
              {"kind": "saved", "id": 3, "name": "Open complaints", "query": "interactions/search?f.kind=complaint"},
              {"kind": "recent", "type": "customers", "words": "kettle", "query": "customers/search?q=kettle"}]}
            """;
    private static final int MOST_RECENT = 4;
    private static final int MOST_RECENT_AT_FIRST = 8;

    private final Suggestions suggestions;
    private final RecentSearches recentSearches;

    SuggestController(Suggestions suggestions, RecentSearches recentSearches) {
        this.suggestions = suggestions;
        this.recentSearches = recentSearches;
    }

    /// How the last term of `q` could go on. `words` is what then stands in the box; a value with `filter`
    /// becomes a filter `f.FIELD=VALUE` beside it. Without `q`, what the caller asked last and saved.
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "customers by name, values and names of fields, saved and recent searches, in this order",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(SUGGESTED)))
    HttpResponse<byte[]> suggest(
            @QueryValue(defaultValue = "") @Parameter(description = "what stands in the box, up to the cursor")
                    String q,
            @QueryValue
                    @Nullable
                    @Parameter(description = "customers, interactions or feedback; left out = all of them")
                    String type,
            HttpRequest<?> request,
            @Parameter(hidden = true) Viewer viewer) {
        List<Suggestion> found = new ArrayList<>(suggestions.suggest(q, type, viewer, RequestParts.locale(request)));
        String part = q.strip().toLowerCase(Locale.ROOT);
        recentSearches.of(viewer).stream()
                .filter(recent -> recent.words().toLowerCase(Locale.ROOT).contains(part)
                        && !recent.words().equalsIgnoreCase(part))
                .limit(part.isEmpty() ? MOST_RECENT_AT_FIRST : MOST_RECENT)
                .map(SuggestController::suggestion)
                .forEach(found::add);
        return HttpResponse.ok(SuggestJson.of(found));
    }

    private static Suggestion suggestion(RecentSearch recent) {
        return new Suggestion.Recent(recent.type(), recent.words(), recent.address());
    }
}
