package io.keqing.search.api;

import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchUrl;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Searches.
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "search")
final class SearchController {
    private static final String FOUND = """
            {"total": 1, "exact": true, "tookMs": 4,
             "hits": [{"source": "crm", "id": "7", "fields": {"kind": "complaint", "body": "The kettle leaks"},
                       "highlights": {"body": [[{"text": "The ", "hit": false}, {"text": "kettle", "hit": true}]]},
                       "why": ["body"],
                       "matches": [{"field": "body", "word": "kettles", "found": "kettle", "how": "inflection"}]}],
             "facets": {"kind": {"values": [{"value": "complaint", "label": "Complaint", "count": 1, "chosen": false}],
                                 "exact": true, "others": 0}},
             "next": null}
            """;
    private static final String FOUND_IN_ALL = """
            {"hits": [{"type": "interactions", "source": "crm", "id": "7", "fields": {"kind": "complaint"},
                       "highlights": {}, "why": ["body"], "matches": []}],
             "totals": {"customers": 0, "interactions": 1, "feedback": 0}}
            """;
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    private final SearchIndex index;
    private final SearchUrl url;
    private final SearchLimit limit;
    private final RecordTypes types;

    SearchController(SearchIndex index, SearchUrl url, SearchLimit limit, RecordTypes types) {
        this.index = index;
        this.url = url;
        this.limit = limit;
        this.types = types;
    }

    /// Records of one type: words, filters, facets counted under every filter but their own.
    @Get("/{type:customers|interactions|feedback}/search")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "words and conditions; empty for everything")
    @Parameter(name = "f.FIELD", in = ParameterIn.QUERY, description = "a value, a range A..B, or empty for none")
    @Parameter(name = "sort", in = ParameterIn.QUERY, description = "fields, a minus for descending")
    @Parameter(name = "size", in = ParameterIn.QUERY, description = "0 to 1000, 50 unless said")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next of the answer before")
    @Parameter(name = "facets", in = ParameterIn.QUERY, description = "fields to count; left out = the type's own")
    @ApiResponse(
            responseCode = "200",
            description = "hits, and the facets of the field names; `why` names the fields that matched, `matches` says"
                    + " which word was found as what and how: exact, form (case, width, accents), script (客戶, 客户),"
                    + " inflection, words (Chinese words apart), pinyin, homophone, typo",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND)))
    HttpResponse<byte[]> search(String type, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        SearchQuery query = url.read(type, parameters(request));
        RecordType recordType = types.get(type);
        Locale locale = locale(request);
        SearchResult result = limit.run(viewer, () -> index.search(query, viewer));
        return HttpResponse.ok(SearchJson.result(result, recordType, locale));
    }

    /// The best of all three types.
    @Get("/search")
    @ApiResponse(
            responseCode = "200",
            description = "the best of each type in turn",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND_IN_ALL)))
    HttpResponse<byte[]> all(
            @QueryValue(defaultValue = "") String q,
            @QueryValue(defaultValue = "5") int size,
            @Parameter(hidden = true) Viewer viewer) {
        if (size < 1 || size > 50) {
            throw new InvalidQueryException("size must be 1 to 50 of each type, was " + size);
        }
        Map<String, SearchResult> results = limit.run(viewer, () -> {
            Map<String, SearchResult> found = new LinkedHashMap<>();
            for (RecordType type : types.all()) {
                SearchQuery query = SearchQuery.all(type.name())
                        .withWords(q)
                        .withFacets(List.of())
                        .page(size, null);
                found.put(type.name(), index.search(query, viewer));
            }
            return found;
        });
        return HttpResponse.ok(SearchJson.ofAll(results));
    }

    private static Map<String, List<String>> parameters(HttpRequest<?> request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String name : request.getParameters().names()) {
            parameters.put(name, request.getParameters().getAll(name));
        }
        return parameters;
    }

    static Locale locale(HttpRequest<?> request) {
        String accepted = request.getHeaders().get("Accept-Language");
        if (accepted == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // a header nobody can read asks for nothing
        }
    }
}
