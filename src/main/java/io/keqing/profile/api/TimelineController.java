package io.keqing.profile.api;

import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline;
import io.keqing.profile.CustomerTimeline.Page;
import io.keqing.profile.StoryCounts;
import io.keqing.record.RecordJson;
import io.keqing.rest.Problem;
import io.keqing.search.InvalidQueryException;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that happened with one customer and was said by one.
@Controller("/api/v1/customers/{source}/{id}/timeline")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "customer page")
final class TimelineController {
    private static final String STORY = """
            {"entries": [{"type": "interactions", "source": "crm", "id": "7", "at": "2026-01-31T09:30:00Z",
                          "fields": {"kind": "order"}}],
             "next": null, "total": 1,
             "facets": {"type": [{"value": "interactions", "count": 1}], "kind": [{"value": "order", "count": 1}],
                        "channel": [{"value": "web", "count": 1}]}}
            """;

    private static final Set<String> TYPES = Set.of(InteractionFields.TYPE, FeedbackFields.TYPE);
    private static final Set<String> KINDS = values(InteractionFields.KIND, FeedbackFields.KIND);
    private static final Set<String> CHANNELS = values(InteractionFields.CHANNEL, FeedbackFields.CHANNEL);

    private final CustomerTimeline timeline;
    private final Values values;

    TimelineController(CustomerTimeline timeline, Values values) {
        this.timeline = timeline;
        this.values = values;
    }

    /// Interactions and feedback in one order of time, newest first. The first page also says how many there
    /// are: `total`, `facets` (each counted under every filter but its own) and, with `until`, how many are
    /// `newer`.
    ///
    /// @param type interactions or feedback, or both by commas; left out = both
    /// @param kind kinds, by commas or repetition; empty = entries without one; left out = all
    /// @param channel channels, likewise
    /// @param until where to begin: a day or month (its end) or an instant; left out = at the newest
    /// @param cursor next of the page before
    @Get
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
            @QueryValue @Nullable String until,
            @QueryValue @Nullable String cursor,
            @Parameter(hidden = true) Viewer viewer) {
        RecordId customer = address(source, id);
        boolean first = cursor == null || cursor.isEmpty();
        CustomerTimeline.Story story;
        Page page;
        try {
            page = new Page(
                    among("type", parts(type), TYPES),
                    among("kind", parts(kind), KINDS),
                    among("channel", parts(channel), CHANNELS),
                    size,
                    until(until),
                    first ? null : cursor);
            story = timeline.of(customer, page, viewer).orElseThrow(() -> nobody(customer));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
        StoryCounts counts = first ? timeline.counts(customer).orElseThrow(() -> nobody(customer)) : null;
        long newer = first && page.until() != null ? timeline.newer(customer, page) : 0;
        return HttpResponse.ok(RecordJson.bytes(json -> {
            json.writeStartObject();
            ProfileJson.list(json, "entries", story.entries(), ProfileJson::entry);
            json.writeStringField("next", story.next());
            if (counts != null) {
                json.writeNumberField("total", counts.total(page));
                if (page.until() != null) {
                    json.writeNumberField("newer", newer);
                }
                json.writeObjectFieldStart("facets");
                ProfileJson.list(json, "type", counts.types(page), ProfileJson::count);
                ProfileJson.list(json, "kind", counts.kinds(page), ProfileJson::count);
                ProfileJson.list(json, "channel", counts.channels(page), ProfileJson::count);
                json.writeEndObject();
            }
            json.writeEndObject();
        }));
    }

    /// The last moment of what is named, as finely as the database keeps time.
    private @Nullable Instant until(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return switch (text.length()) {
                case 7 -> endOf(YearMonth.parse(text).atEndOfMonth());
                case 10 -> endOf(LocalDate.parse(text));
                default -> Instant.parse(text);
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "until must be a day such as 2025-03-31, a month such as 2025-03 or an instant, was " + text, e);
        }
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(values.zone()).toInstant().minusNanos(1_000);
    }

    private static Set<String> parts(@Nullable List<String> texts) {
        Set<String> parts = new HashSet<>();
        if (texts != null) {
            for (String text : texts) {
                parts.addAll(List.of(text.split(",")));
            }
        }
        return parts;
    }

    /// @throws InvalidQueryException where one is none of `known`
    private static Set<String> among(String name, Set<String> given, Set<String> known) {
        for (String value : given) {
            if (!known.contains(value)) {
                List<String> named =
                        known.stream().filter(each -> !each.isEmpty()).sorted().toList();
                throw new InvalidQueryException(new Label(
                        "%s 必须是 %s 之一，实为“%s”".formatted(name, named, value),
                        "%s must be one of %s, was \"%s\"".formatted(name, named, value)));
            }
        }
        return given;
    }

    /// The values of a choice in both types, and the empty one for entries without it.
    private static Set<String> values(Field<?> ofInteractions, Field<?> ofFeedback) {
        Set<String> values = new HashSet<>(Set.of(""));
        for (Field<?> field : List.of(ofInteractions, ofFeedback)) {
            if (field.kind() instanceof ValueKind.Choice choice) {
                choice.options().forEach(option -> values.add(option.value()));
            }
        }
        return values;
    }

    static RecordId address(String source, String id) {
        try {
            return new RecordId(source, id);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    static Problem nobody(RecordId id) {
        return Problem.notFound("There is no record customers/" + id);
    }
}
