package io.keqing.search.api;

import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.rest.QuestionParameters;
import io.keqing.rest.RequestParts;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Offers;
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
import io.swagger.v3.oas.annotations.enums.Explode;
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
import org.jspecify.annotations.Nullable;

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
                                 "exact": true, "others": 0, "present": 1}},
             "next": null,
             "mistakes": [{"from": 7, "to": 14, "leftOut": true,
                           "detail": "kind must be one of [enquiry, order], was \\"ordr\\""}],
             "reading": "kettles; Status is Open",
             "offers": []}
            """;
    private static final String VALUES = """
            {"values": [{"value": "上海", "label": "上海", "count": 12, "chosen": false}],
             "exact": true, "others": 0, "present": 120}
            """;
    private static final String FROM = "from";
    private static final String PREFIX = "prefix";
    private static final String FOUND_IN_ALL = """
            {"hits": [{"type": "interactions", "source": "crm", "id": "7", "fields": {"kind": "complaint"},
                       "highlights": {}, "why": ["body"], "matches": []}],
             "totals": {"customers": 0, "interactions": 1, "feedback": 0},
             "mistakes": [{"type": "customers", "from": 0, "to": 14,
                           "detail": "customers have no field \\"kind\\""}]}
            """;
    private static final String ZONE =
            "cuts days and months, such as Asia/Shanghai or +08:00; left out = the portal's own";
    private static final int MOST_OF_EACH = 50;

    private final SearchIndex index;
    private final SearchUrl url;
    private final SearchLimit limit;
    private final RecordTypes types;
    private final Offers offers;

    SearchController(SearchIndex index, SearchUrl url, SearchLimit limit, RecordTypes types, Offers offers) {
        this.offers = offers;
        this.index = index;
        this.url = url;
        this.limit = limit;
        this.types = types;
    }

    /// Records of one type: words, filters, facets counted under every filter but their own. `others` counts
    /// records whose value is not listed, `present` those that have a value. Where `exact` is false a count may
    /// be too low by at most `error`.
    @Get("/{type:customers|interactions|feedback}/search")
    @QuestionParameters
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "fields, a minus for descending")
    @Parameter(name = "size", in = ParameterIn.QUERY, description = "0 to 1000, 50 unless said")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next of the answer before")
    @Parameter(
            name = FROM,
            in = ParameterIn.QUERY,
            description = "begin at this value of the one field sorted by, such as 500, 2025-03 or the start of a word")
    @Parameter(
            name = "facets",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "fields to count; left out = the type's own")
    @ApiResponse(
            responseCode = "200",
            description = "hits, and the facets of the field names; `why` names the fields that matched, `matches` says"
                    + " which word was found as what and how: exact, form (case, width, accents, borders), script (客戶,"
                    + " 客户), region (滑鼠, 鼠标), ending (the last characters of a number), inflection, words (Chinese words"
                    + " apart), pinyin, homophone, typo; `offers` has other questions for one that found nothing: spelling, word,"
                    + " any_word, value, operators, prior_issue, each with its count and address",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND)))
    HttpResponse<byte[]> search(String type, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Map<String, List<String>> parameters = RequestParts.parameters(request);
        String from = one(parameters, FROM);
        SearchQuery query = url.read(type, parameters).in(RequestParts.locale(request));
        RecordType recordType = types.get(type);
        Locale locale = RequestParts.locale(request);
        if (from != null && query.cursor() != null) {
            throw new InvalidQueryException("a search begins at a cursor or at a value, was given both");
        }
        SearchResult result = limit.run(viewer, () -> {
            SearchQuery asked = from == null ? query : query.page(query.size(), index.cursorAt(query, from, viewer));
            return offers.beside(asked, index.search(asked, viewer), viewer);
        });
        return HttpResponse.ok(SearchJson.result(result, recordType, url, locale));
    }

    /// Values of one facet that hold `prefix` anywhere, however it is written, counted under every filter but
    /// the facet's own: for facets with more values than a search lists.
    @Get("/{type:customers|interactions|feedback}/facets/{field}")
    @Parameter(
            name = PREFIX,
            in = ParameterIn.QUERY,
            description = "what the values hold; left out = the most frequent")
    @Parameter(name = "size", in = ParameterIn.QUERY, description = "values listed, 1 to 1000, 20 unless said")
    @QuestionParameters
    @ApiResponse(
            responseCode = "200",
            description = "the facet, the most frequent values first",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(VALUES)))
    HttpResponse<byte[]> facet(
            String type, String field, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        Map<String, List<String>> parameters = RequestParts.parameters(request);
        String prefix = one(parameters, PREFIX);
        parameters.putIfAbsent("size", List.of("20"));
        SearchQuery query = url.read(type, parameters);
        SearchResult.Facet facet =
                limit.run(viewer, () -> index.values(query, field, prefix == null ? "" : prefix, query.size(), viewer));
        return HttpResponse.ok(SearchJson.facet(facet, types.get(type), RequestParts.locale(request)));
    }

    /// Takes out what is no part of a search's own address.
    private static @Nullable String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.remove(name);
        if (values != null && values.size() > 1) {
            throw new InvalidQueryException(name + " must be given once, was given " + values.size() + " times");
        }
        return values == null ? null : values.getFirst();
    }

    /// The best of all three types. A type that lacks a field of the question answers nothing for it and says
    /// so in mistakes.
    @Get("/search")
    @ApiResponse(
            responseCode = "200",
            description = "the best of each type in turn",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(FOUND_IN_ALL)))
    HttpResponse<byte[]> all(
            @Parameter(description = "as in the search of one type") @QueryValue(defaultValue = "") String q,
            @Parameter(description = "of each type, 1 to 50") @QueryValue(defaultValue = "5") int size,
            @Parameter(description = ZONE) @Nullable @QueryValue String zone,
            HttpRequest<?> request,
            @Parameter(hidden = true) Viewer viewer) {
        if (size < 1 || size > MOST_OF_EACH) {
            throw new InvalidQueryException("size must be 1 to " + MOST_OF_EACH + " of each type, was " + size);
        }
        List<SearchQuery> queries = types.all().stream()
                .map(type -> SearchQuery.all(type.name())
                        .withWords(q)
                        .in(SearchUrl.zone(zone))
                        .withFacets(List.of())
                        .page(size, null))
                .toList();
        List<SearchResult> results = limit.run(viewer, () -> index.searchTogether(queries, viewer));
        Map<String, SearchResult> byType = new LinkedHashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            byType.put(queries.get(i).type(), results.get(i));
        }
        return HttpResponse.ok(SearchJson.ofAll(byType, RequestParts.locale(request)));
    }
}
