package io.keqing.search.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keqing.account.RecentSearch;
import io.keqing.account.RecentSearches;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.rest.RequestParts;
import io.keqing.search.SavedSearch;
import io.keqing.search.SavedSearch.Content;
import io.keqing.search.SavedSearches;
import io.keqing.search.SearchLimit;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Searches that are kept, and those that were asked last.
@Controller("/api/v1/searches")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "searches")
final class SavedSearchesController {
    private final SavedSearches searches;
    private final RecentSearches recentSearches;
    private final SearchLimit limit;

    SavedSearchesController(SavedSearches searches, RecentSearches recentSearches, SearchLimit limit) {
        this.searches = searches;
        this.recentSearches = recentSearches;
        this.limit = limit;
    }

    /// @param query a search's own address, such as `interactions/search?q=&f.kind=complaint`
    @Serdeable
    record NewSearch(String name, String query, @Nullable Boolean shared) {}

    @Serdeable
    record SearchChange(
            @Nullable String name,
            @Nullable String query,
            @Nullable Boolean shared) {}

    /// @param owner null where that person is gone
    /// @param changeable whether the caller may change and delete it
    /// @param query null where it asks about a field hidden from the caller
    /// @param total records it finds for the caller, null where a problem is told
    /// @param newRecords of these, those that first appeared after the caller's last look; null where there
    ///     was none
    /// @param problem why it is not answered
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SavedAnswer(
            long id,
            String name,
            @Nullable String owner,
            boolean shared,
            boolean changeable,
            @Nullable String query,
            @Nullable Long total,
            @JsonProperty("new") @Nullable Long newRecords,
            @Nullable Instant lookedAt,
            @Nullable String problem) {
        static SavedAnswer of(SavedSearch.Counted counted, Locale locale) {
            Label problem = counted.problem();
            SavedSearch search = counted.search();
            return new SavedAnswer(
                    search.id(),
                    search.name(),
                    search.owner(),
                    search.shared(),
                    search.changeable(),
                    switch (search.content()) {
                        case Content.Question question -> question.address();
                        case Content.Hidden hidden -> null;
                        case Content.Unreadable unreadable -> unreadable.address();
                    },
                    counted.total(),
                    counted.newer(),
                    search.lookedAt(),
                    problem == null ? null : problem.in(locale));
        }
    }

    @Serdeable
    record RecentAnswer(String query, Instant askedAt) {
        static RecentAnswer of(RecentSearch recent) {
            return new RecentAnswer(recent.address(), recent.askedAt());
        }
    }

    /// One's own and the shared ones, by name, counted as the caller may see them. `new` are records that
    /// first appeared after the caller's last look and match now.
    @Get
    List<SavedAnswer> all(HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        return counted(searches.all(viewer), request, viewer);
    }

    @Get("/{id}")
    SavedAnswer one(long id, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        return counted(searches.one(id, viewer), request, viewer);
    }

    /// Keeps a search, private unless said otherwise. Whoever keeps it has looked at it.
    @Post
    HttpResponse<SavedAnswer> create(
            @Body NewSearch search, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        SavedAnswer created = counted(
                searches.create(search.name(), search.query(), Boolean.TRUE.equals(search.shared()), viewer),
                request,
                viewer);
        return HttpResponse.created(created, URI.create("/api/v1/searches/" + created.id()));
    }

    /// Another name, search or audience; what is left out stays.
    @Put("/{id}")
    SavedAnswer change(
            long id, @Body SearchChange change, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        return counted(searches.change(id, change.name(), change.query(), change.shared(), viewer), request, viewer);
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(long id, @Parameter(hidden = true) Viewer viewer) {
        searches.delete(id, viewer);
    }

    /// The caller has looked at what it finds: `new` counts from here. Opening it on the screen does the
    /// same.
    @Post("/{id}/look")
    SavedAnswer look(long id, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        return counted(searches.look(id, viewer), request, viewer);
    }

    /// What the caller asked last on the screen, the latest first; nobody else sees it.
    @Get("/recent")
    List<RecentAnswer> recent(@Parameter(hidden = true) Viewer viewer) {
        return recentSearches.of(viewer).stream().map(RecentAnswer::of).toList();
    }

    /// Forgets what the caller asked last.
    @Delete("/recent")
    @Status(HttpStatus.NO_CONTENT)
    void forget(@Parameter(hidden = true) Viewer viewer) {
        recentSearches.clear(viewer);
    }

    private SavedAnswer counted(SavedSearch search, HttpRequest<?> request, Viewer viewer) {
        return counted(List.of(search), request, viewer).getFirst();
    }

    private List<SavedAnswer> counted(List<SavedSearch> some, HttpRequest<?> request, Viewer viewer) {
        Locale locale = RequestParts.locale(request);
        return limit.run(viewer, () -> searches.counted(some, viewer)).stream()
                .map(counted -> SavedAnswer.of(counted, locale))
                .toList();
    }
}
