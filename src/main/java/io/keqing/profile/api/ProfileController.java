package io.keqing.profile.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerProfile;
import io.keqing.profile.CustomerTimeline;
import io.keqing.record.RecordJson;
import io.keqing.rest.Problem;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page of one customer.
@Controller("/api/v1/customers/{source}/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "customer page")
final class ProfileController {
    private static final String HEAD = """
            {"source": "crm", "id": "c1", "stub": false, "aliases": [], "fields": {"name": "Ann", "tier": "gold"},
             "interactions": {"total": 3, "kinds": [{"kind": "order", "count": 3}]},
             "feedback": {"total": 0, "kinds": []}, "openCases": 0,
             "firstContact": "2025-03-01T00:00:00Z", "lastContact": "2026-01-31T09:30:00Z",
             "lastNps": null, "lastCsat": null}
            """;
    private static final String STORY = """
            {"entries": [{"type": "interactions", "source": "crm", "id": "7", "at": "2026-01-31T09:30:00Z",
                          "fields": {"kind": "order"}}],
             "next": null}
            """;

    private final CustomerProfile profile;
    private final CustomerTimeline timeline;

    ProfileController(CustomerProfile profile, CustomerTimeline timeline) {
        this.profile = profile;
        this.timeline = timeline;
    }

    /// Who it is, and what their story amounts to.
    @Get("/profile")
    @ApiResponse(
            responseCode = "200",
            description = "the head of the page",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(HEAD)))
    HttpResponse<byte[]> profile(String source, String id, @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = address(source, id);
        CustomerProfile.Head head = profile.of(customer, viewer).orElseThrow(() -> nobody(customer));
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            RecordJson.identity(json, head.id());
            json.writeBooleanField("stub", head.stub());
            json.writeFieldName("aliases");
            RecordJson.value(json, head.aliases());
            json.writeObjectFieldStart("fields");
            RecordJson.fields(json, head.fields());
            json.writeEndObject();
            counts(json, "interactions", head.interactions());
            counts(json, "feedback", head.feedback());
            json.writeNumberField("openCases", head.openCases());
            optional(json, "firstContact", head.firstContact());
            optional(json, "lastContact", head.lastContact());
            optional(json, "lastNps", head.lastNps());
            optional(json, "lastCsat", head.lastCsat());
            json.writeEndObject();
        }));
    }

    /// Interactions and feedback in one order of time, newest first.
    ///
    /// @param type interactions or feedback, or both by commas; left out = both
    /// @param kind kinds, by commas or repetition; left out = all
    /// @param channel channels, by commas or repetition; left out = all
    /// @param cursor next of the page before
    @Get("/timeline")
    @ApiResponse(
            responseCode = "200",
            description = "one page of the story",
            content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject(STORY)))
    HttpResponse<byte[]> timeline(
            String source,
            String id,
            @QueryValue @Nullable List<String> type,
            @QueryValue @Nullable List<String> kind,
            @QueryValue @Nullable List<String> channel,
            @QueryValue(defaultValue = "50") int size,
            @QueryValue @Nullable String cursor,
            @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = address(source, id);
        CustomerTimeline.Story story;
        try {
            story = timeline.of(
                            customer,
                            new CustomerTimeline.Page(parts(type), parts(kind), parts(channel), size, cursor),
                            viewer)
                    .orElseThrow(() -> nobody(customer));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("entries");
            for (CustomerTimeline.Entry entry : story.entries()) {
                json.writeStartObject();
                json.writeStringField("type", entry.type());
                RecordJson.identity(json, entry.id());
                optional(json, "at", entry.at());
                json.writeObjectFieldStart("fields");
                RecordJson.fields(json, entry.fields());
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("next", story.next());
            json.writeEndObject();
        }));
    }

    private static void counts(JsonGenerator json, String name, List<CustomerProfile.Count> counts) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField(
                "total", counts.stream().mapToLong(CustomerProfile.Count::count).sum());
        json.writeArrayFieldStart("kinds");
        for (CustomerProfile.Count count : counts) {
            json.writeStartObject();
            json.writeStringField("kind", count.kind());
            json.writeNumberField("count", count.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            RecordJson.value(json, value);
        }
    }

    private static Set<String> parts(@Nullable List<String> values) {
        Set<String> parts = new HashSet<>();
        if (values != null) {
            for (String value : values) {
                parts.addAll(List.of(value.split(",")));
            }
        }
        parts.remove("");
        return parts;
    }

    private static RecordId address(String source, String id) {
        try {
            return new RecordId(source, id);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private static Problem nobody(RecordId id) {
        return Problem.notFound("There is no record customers/" + id);
    }
}
