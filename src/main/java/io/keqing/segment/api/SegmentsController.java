package io.keqing.segment.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.Problem;
import io.keqing.search.SearchLimit;
import io.keqing.segment.CustomerSegments;
import io.keqing.segment.Segment;
import io.keqing.segment.Segment.Evaluation;
import io.keqing.segment.SegmentHistory;
import io.keqing.segment.SegmentHistory.Changes;
import io.keqing.segment.SegmentHistory.Moved;
import io.keqing.segment.SegmentHistory.Overlaps;
import io.keqing.segment.SegmentHistory.Page;
import io.micronaut.core.convert.format.Format;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Saved groups of customers, who is in them, and who came and left.
@Controller("/api/v1/segments")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class SegmentsController {
    private static final int PAGE = 100;
    private static final int DAY = "2026-03-01".length();

    private final CustomerSegments segments;
    private final SegmentHistory history;
    private final SearchLimit limit;
    private final Region region;

    SegmentsController(CustomerSegments segments, SegmentHistory history, SearchLimit limit, Region region) {
        this.segments = segments;
        this.history = history;
        this.limit = limit;
        this.region = region;
    }

    /// @param query a search's own address, such as `customers/search?q=has:interactions(kind:complaint)`
    /// @param note what to do with its members
    @Serdeable
    record NewSegment(String name, String query, @Nullable String note) {}

    @Serdeable
    record SegmentChange(
            @Nullable String name,
            @Nullable String query,
            @Nullable String note) {}

    /// @param total members when it was last worked out
    /// @param evaluatedAt when these members were first found
    /// @param checkedAt when they were last found again
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SegmentAnswer(
            long id,
            String name,
            String note,
            @Nullable String owner,
            String query,
            int version,
            Instant changedAt,
            boolean changeable,
            @Nullable Integer total,
            @Nullable Instant evaluatedAt,
            @Nullable Instant checkedAt) {
        static SegmentAnswer of(Segment segment) {
            Evaluation latest = segment.latest();
            return new SegmentAnswer(
                    segment.id(),
                    segment.name(),
                    segment.note(),
                    segment.owner(),
                    segment.query(),
                    segment.version(),
                    segment.changedAt(),
                    segment.changeable(),
                    latest == null ? null : latest.total(),
                    latest == null ? null : latest.at(),
                    latest == null ? null : latest.checkedAt());
        }
    }

    @Serdeable
    record MemberAnswer(String source, String id, @Nullable String name) {}

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MembersAnswer(
            int total,
            Instant evaluatedAt,
            Instant checkedAt,
            List<MemberAnswer> members,
            @Nullable String next) {}

    @Serdeable
    record MovedAnswer(String source, String id, List<String> because) {
        static MovedAnswer of(Moved moved) {
            RecordId id = moved.id();
            return new MovedAnswer(id.source(), id.id(), moved.because());
        }
    }

    /// @param from when the members were found that are compared, null where it was not worked out by then
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ChangesAnswer(
            @Nullable Instant from,
            Instant to,
            int totalBefore,
            int total,
            int joinedCount,
            int leftCount,
            List<MovedAnswer> joined,
            List<MovedAnswer> left) {}

    /// @param shared customers in both, rows and columns in the order of `segments`; on the diagonal their own sizes
    @Serdeable
    record OverlapAnswer(List<SegmentAnswer> segments, List<List<Integer>> shared) {}

    @Serdeable
    record CountAnswer(int total) {}

    /// By name, those the caller may know: a group in which hidden fields took part is not there.
    /// @param basis what is of that moment and what of today
    @Serdeable
    record WhatIfAnswer(Instant asOf, int count, String basis) {}

    @Get
    List<SegmentAnswer> all(@Parameter(hidden = true) Viewer viewer) {
        return segments.all(viewer).stream().map(SegmentAnswer::of).toList();
    }

    /// How many customers a question finds now, before it is kept.
    @Get("/count")
    CountAnswer count(@QueryValue String query, @Parameter(hidden = true) Viewer viewer) {
        return new CountAnswer(limit.run(viewer, () -> segments.count(query, viewer)));
    }

    /// How many customers each two of some segments share.
    @Get("/overlap")
    OverlapAnswer overlap(@QueryValue @Format("csv") List<Long> ids, @Parameter(hidden = true) Viewer viewer) {
        Overlaps overlaps = history.overlaps(ids, viewer);
        return new OverlapAnswer(
                overlaps.segments().stream().map(SegmentAnswer::of).toList(), overlaps.shared());
    }

    @Get("/{id}")
    SegmentAnswer one(long id, @Parameter(hidden = true) Viewer viewer) {
        return SegmentAnswer.of(segments.one(id, viewer));
    }

    /// Keeps a question, worked out at once. A question about interactions or feedback keeps their customers.
    @Post
    HttpResponse<SegmentAnswer> create(@Body NewSegment segment, @Parameter(hidden = true) Viewer viewer) {
        SegmentAnswer created = SegmentAnswer.of(
                limit.run(viewer, () -> segments.create(segment.name(), segment.query(), segment.note(), viewer)));
        return HttpResponse.created(created, URI.create("/api/v1/segments/" + created.id()));
    }

    /// Another name, question or note; what is left out stays. Whoever changes it owns it from there on.
    @Put("/{id}")
    SegmentAnswer change(long id, @Body SegmentChange change, @Parameter(hidden = true) Viewer viewer) {
        return SegmentAnswer.of(
                limit.run(viewer, () -> segments.change(id, change.name(), change.query(), change.note(), viewer)));
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(long id, @Parameter(hidden = true) Viewer viewer) {
        segments.delete(id, viewer);
    }

    /// Works out who is in it now, and answers when done.
    @Post("/{id}/evaluate")
    SegmentAnswer evaluate(long id, @Parameter(hidden = true) Viewer viewer) {
        return SegmentAnswer.of(limit.run(viewer, () -> segments.evaluate(id, viewer)));
    }

    /// How many the same question would have found at the end of a past day: events up to it and relative dates
    /// from it, today's values of everything else.
    ///
    /// @param asOf the instant, or the day
    @Get("/{id}/what-if")
    WhatIfAnswer whatIf(long id, @QueryValue String asOf, @Parameter(hidden = true) Viewer viewer) {
        Instant moment = instant("asOf", asOf);
        return new WhatIfAnswer(
                moment,
                limit.run(viewer, () -> segments.whatIf(id, moment, viewer)),
                "events up to the moment, relative dates from it, today's values of everything else");
    }

    /// @param asOf who was in it at that instant, or at the end of that day; now without
    @Get("/{id}/members")
    MembersAnswer members(
            long id,
            @QueryValue @Nullable String asOf,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable Integer size,
            @Parameter(hidden = true) Viewer viewer) {
        Page page = history.members(
                id, asOf == null ? null : instant("asOf", asOf), cursor, size == null ? PAGE : size, viewer);
        return new MembersAnswer(
                page.total(),
                page.evaluation().at(),
                page.evaluation().checkedAt(),
                page.members().stream()
                        .map(member -> new MemberAnswer(
                                member.id().source(), member.id().id(), member.name()))
                        .toList(),
                page.next());
    }

    /// Who joined and who left between two instants or the ends of two days; `because` holds the conditions that made
    /// the difference.
    @Get("/{id}/changes")
    ChangesAnswer changes(
            long id,
            @QueryValue String from,
            @QueryValue @Nullable String to,
            @Parameter(hidden = true) Viewer viewer) {
        Changes changes = history.changes(id, instant("from", from), to == null ? null : instant("to", to), viewer);
        Evaluation before = changes.from();
        return new ChangesAnswer(
                before == null ? null : before.at(),
                changes.to().at(),
                before == null ? 0 : before.total(),
                changes.to().total(),
                changes.came(),
                changes.went(),
                changes.joined().stream().map(MovedAnswer::of).toList(),
                changes.left().stream().map(MovedAnswer::of).toList());
    }

    /// An instant, or a day, which means its end.
    private Instant instant(String name, String value) {
        try {
            return value.length() == DAY ? region.endOf(LocalDate.parse(value)) : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw Problem.unprocessable(
                    "%s must be a day or an instant such as 2026-03-01T00:00:00Z, was %s".formatted(name, value));
        }
    }
}
