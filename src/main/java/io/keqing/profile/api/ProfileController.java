package io.keqing.profile.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.profile.BriefText;
import io.keqing.profile.BuyingHabits;
import io.keqing.profile.ContactFacts;
import io.keqing.profile.CustomerProfile;
import io.keqing.profile.HandOver;
import io.keqing.profile.ScoreHistory;
import io.keqing.profile.SimilarCustomers;
import io.keqing.profile.StoryCounts;
import io.keqing.record.RecordJson;
import io.keqing.rest.Problem;
import io.keqing.ui.Values;
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
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// The page of one customer: the head, and what the records amount to.
@Controller("/api/v1/customers/{source}/{id}/profile")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "customer page")
final class ProfileController {
    private static final String HEAD = """
            {"source": "crm", "id": "c1", "stub": false, "aliases": [], "fields": {"name": "Ann", "tier": "gold"},
             "interactions": {"total": 3, "kinds": [{"kind": "order", "count": 3}]},
             "feedback": {"total": 0, "kinds": []}, "openCases": 0,
             "firstContact": "2025-03-01T00:00:00Z", "lastContact": "2026-01-31T09:30:00Z",
             "lastNps": null, "lastCsat": null,
             "facts": [{"field": "orders", "label": {"zh": "订单数", "en": "Orders"}, "value": 3,
                        "because": {"zh": "…", "en": "Interactions of kind order; returns do not count."},
                        "since": "2026-01-31T09:30:00Z", "kinds": ["order"]}]}
            """;
    private static final String BRIEF = """
            {"source": "crm", "id": "c1", "asOf": "2026-02-01T08:00:00Z", "text": "Ann (crm/c1) …", "facts": [],
             "openCases": {"total": 1, "entries": [{"type": "interactions", "source": "crm", "id": "7",
                           "at": "2026-01-31T09:30:00Z", "fields": {"kind": "case", "status": "open"}}]},
             "promised": {"total": 0, "entries": []}, "resolutions": [], "contacts": [], "scores": [], "comments": []}
            """;
    private static final String HABITS = """
            {"orders": 3, "returns": 0, "products": {"values": [{"value": "X1", "orders": 2, "quantity": 2}],
             "others": 0, "without": 1}, "categories": {"values": [], "others": 0, "without": 3},
             "channels": {"values": [{"value": "web", "orders": 3, "quantity": 2}], "others": 0, "without": 0},
             "amounts": [{"currency": "CNY", "orders": 3, "priced": 3, "median": 99, "ordered": 297, "returned": 0,
             "net": 297}], "months": [{"month": "2025-03", "currency": "CNY", "orders": 3, "returns": 0, "net": 297}],
             "gap": {"days": 3, "gaps": 2, "median": 14}}
            """;
    private static final String SIMILAR = """
            {"customers": [{"source": "crm", "id": "c2", "weight": 4, "fields": {"tier": "gold"},
             "shared": [{"field": "product", "value": "X1", "orders": 2}, {"field": "tier", "value": "gold"}]}]}
            """;

    private final CustomerProfile profile;
    private final HandOver handOver;
    private final BuyingHabits habits;
    private final ScoreHistory scores;
    private final SimilarCustomers similar;
    private final Values values;

    ProfileController(
            CustomerProfile profile,
            HandOver handOver,
            BuyingHabits habits,
            ScoreHistory scores,
            SimilarCustomers similar,
            Values values) {
        this.profile = profile;
        this.handOver = handOver;
        this.habits = habits;
        this.scores = scores;
        this.similar = similar;
        this.values = values;
    }

    /// Who it is, and what their story amounts to; each fact with its reason.
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "the head of the page",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(HEAD)))
    HttpResponse<byte[]> profile(String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = TimelineController.address(source, id);
        CustomerProfile.Head head = profile.of(customer, viewer).orElseThrow(() -> TimelineController.nobody(customer));
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            RecordJson.identity(json, head.id());
            json.writeBooleanField("stub", head.stub());
            json.writeFieldName("aliases");
            RecordJson.value(json, head.aliases());
            json.writeObjectFieldStart("fields");
            RecordJson.fields(json, head.fields());
            json.writeEndObject();
            counts(json, InteractionFields.TYPE, head.counts());
            counts(json, FeedbackFields.TYPE, head.counts());
            json.writeNumberField("openCases", head.openCases());
            ProfileJson.optional(json, "firstContact", head.counts().first());
            ProfileJson.optional(json, "lastContact", head.value(CustomerFields.LAST_CONTACT));
            ProfileJson.optional(json, "lastNps", head.value(CustomerFields.LAST_NPS));
            ProfileJson.optional(json, "lastCsat", head.value(ContactFacts.LAST_CSAT));
            ProfileJson.list(json, "facts", head.facts(), ProfileJson::fact);
            json.writeEndObject();
        }));
    }

    /// What a colleague has to know before the next word with the customer, short enough for one screen: as
    /// data, and as a text to be handed on.
    ///
    /// @param language of the text: zh or en
    @Get("/brief")
    @ApiResponse(
            responseCode = "200",
            description = "open cases, what is promised and due, solutions told last, last contacts, latest scores",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(BRIEF)))
    HttpResponse<byte[]> brief(
            String source,
            String id,
            @QueryValue(defaultValue = "zh") String language,
            @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = TimelineController.address(source, id);
        if (!List.of("zh", "en").contains(language)) {
            throw Problem.unprocessable("language must be zh or en, was " + language);
        }
        HandOver.Brief brief = handOver.of(customer, viewer).orElseThrow(() -> TimelineController.nobody(customer));
        String text = new BriefText(values, Locale.forLanguageTag(language)).whole(brief);
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            RecordJson.identity(json, brief.id());
            ProfileJson.optional(json, "asOf", brief.asOf());
            json.writeStringField("text", text);
            ProfileJson.list(json, "facts", brief.facts(), ProfileJson::fact);
            json.writeObjectFieldStart("openCases");
            json.writeNumberField("total", brief.openTotal());
            ProfileJson.list(json, "entries", brief.openCases(), ProfileJson::entry);
            json.writeEndObject();
            json.writeObjectFieldStart("promised");
            json.writeNumberField("total", brief.promisedTotal());
            ProfileJson.list(json, "entries", brief.promised(), ProfileJson::entry);
            json.writeEndObject();
            ProfileJson.list(json, "resolutions", brief.resolutions(), ProfileJson::entry);
            ProfileJson.list(json, "contacts", brief.contacts(), ProfileJson::entry);
            ProfileJson.list(json, "scores", brief.answers(), ProfileJson::answer);
            ProfileJson.list(json, "comments", brief.comments(), ProfileJson::entry);
            json.writeEndObject();
        }));
    }

    /// What, how much, how often and through which channel the customer buys.
    @Get("/habits")
    @ApiResponse(
            responseCode = "200",
            description = "buying habits, each number with the orders it comes from",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(HABITS)))
    HttpResponse<byte[]> habits(String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = TimelineController.address(source, id);
        BuyingHabits.Habits found = habits.of(customer).orElseThrow(() -> TimelineController.nobody(customer));
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            ProfileJson.habits(json, found);
            json.writeEndObject();
        }));
    }

    /// What the customer scored, newest first.
    @Get("/scores")
    @ApiResponse(
            responseCode = "200",
            description = "the latest 200 scored answers; total is all of them, undated those without a time",
            content = @Content(schema = @Schema(type = "object")))
    HttpResponse<byte[]> scores(String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = TimelineController.address(source, id);
        ScoreHistory.Scored found = scores.of(customer).orElseThrow(() -> TimelineController.nobody(customer));
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("total", found.total());
            json.writeNumberField("undated", found.undated());
            ProfileJson.list(json, "answers", found.answers(), ProfileJson::answer);
            json.writeEndObject();
        }));
    }

    /// Customers like this one, each with what both have.
    @Get("/similar")
    @ApiResponse(
            responseCode = "200",
            description = "the likest first; a shared product or category weighs 3, tier, province, city, industry 1",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(SIMILAR)))
    HttpResponse<byte[]> similar(String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = TimelineController.address(source, id);
        List<SimilarCustomers.Alike> found =
                similar.of(customer, viewer).orElseThrow(() -> TimelineController.nobody(customer));
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            ProfileJson.list(json, "customers", found, ProfileJson::alike);
            json.writeEndObject();
        }));
    }

    private static void counts(JsonGenerator json, String type, StoryCounts counts) throws IOException {
        List<StoryCounts.Count> kinds = counts.kinds(type);
        json.writeObjectFieldStart(type);
        json.writeNumberField(
                "total", kinds.stream().mapToLong(StoryCounts.Count::count).sum());
        ProfileJson.list(json, "kinds", kinds, (to, count) -> {
            to.writeStringField("kind", count.value());
            to.writeNumberField("count", count.count());
        });
        json.writeEndObject();
    }
}
