package io.keqing.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.alert.Warning;
import io.keqing.alert.Warning.State;
import io.keqing.alert.Warnings;
import io.keqing.alert.Warnings.Detail;
import io.keqing.alert.Warnings.Watched;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.DayParameter;
import io.keqing.rest.Problem;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Products, channels and topics whose cases have grown beyond what their own history explains.
@Controller("/api/v1/alerts")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "alerts")
final class AlertsController {
    private static final int DAYS = 30;
    private static final int MOST_DAYS = 3_650;
    private static final int REASON_LENGTH = 1_000;

    private final Warnings warnings;
    private final Region region;

    AlertsController(Warnings warnings, Region region) {
        this.warnings = warnings;
        this.region = region;
    }

    /// @param product null = any, empty = those without; likewise channel and topic
    /// @param query the address of the cases since the rise began
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AlertAnswer(
            long id,
            @Nullable String product,
            @Nullable String channel,
            @Nullable String topic,
            LocalDate since,
            LocalDate firstDay,
            LocalDate day,
            int windowDays,
            int seen,
            double expected,
            double p,
            double adjusted,
            String state,
            @Nullable String reason,
            @Nullable String by,
            @Nullable LocalDate mutedUntil,
            String query) {
        static AlertAnswer of(Warning warning) {
            return new AlertAnswer(
                    warning.id(),
                    warning.product(),
                    warning.channel(),
                    warning.topic(),
                    warning.since(),
                    warning.firstDay(),
                    warning.lastDay(),
                    warning.windowDays(),
                    warning.seen(),
                    warning.expected(),
                    warning.p(),
                    warning.adjusted(),
                    warning.state().name().toLowerCase(Locale.ROOT),
                    warning.reason(),
                    warning.by(),
                    warning.mutedUntil(),
                    warning.query());
        }
    }

    /// @param lookedAt the last day looked at, null before the first
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AlertsAnswer(@Nullable LocalDate lookedAt, List<AlertAnswer> alerts) {}

    /// @param first the day of the first count
    @Serdeable
    record DetailAnswer(AlertAnswer alert, LocalDate first, List<Integer> counts, List<String> words) {}

    /// @param perDay cases a day by its history
    /// @param detectable the smallest rise found within a week in four of five cases; null where the history is too
    /// short
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WatchedAnswer(
            @Nullable String product,
            @Nullable String channel,
            @Nullable String topic,
            double perDay,
            double dispersion,
            @Nullable Double detectable) {
        static WatchedAnswer of(Watched watched) {
            return new WatchedAnswer(
                    watched.product(),
                    watched.channel(),
                    watched.topic(),
                    watched.rate(),
                    watched.dispersion(),
                    Double.isInfinite(watched.detectable()) ? null : watched.detectable());
        }
    }

    /// @param state `open`, `acknowledged`, `muted` or `closed`
    /// @param reason needed to close
    /// @param until the last quiet day, needed to mute
    @Serdeable
    record Mark(
            String state, @Nullable String reason, @Nullable LocalDate until) {}

    /// Warnings told of in the last days, the latest and most surprising first.
    ///
    /// @param state only those in this state
    /// @param days how far back, 1 to 3,650; 30 without
    @Get
    AlertsAnswer list(@QueryValue @Nullable String state, @QueryValue @Nullable Integer days) {
        int back = days == null ? DAYS : days;
        if (back < 1 || back > MOST_DAYS) {
            throw Problem.unprocessable("days must be 1 to %d, was %d".formatted(MOST_DAYS, back));
        }
        State wanted = state == null ? null : state(state);
        return new AlertsAnswer(
                warnings.lastDay().orElse(null),
                warnings.since(region.today().minusDays(back)).stream()
                        .filter(warning -> wanted == null || warning.state() == wanted)
                        .map(AlertAnswer::of)
                        .toList());
    }

    /// Every series that is watched, the busiest first, with the smallest rise that would be found.
    @Get("/series")
    List<WatchedAnswer> series() {
        return warnings.watched().stream().map(WatchedAnswer::of).toList();
    }

    /// A warning with its counts by day and the words that its cases use more than before.
    @Get("/{id}")
    DetailAnswer get(long id, @Parameter(hidden = true) Viewer viewer) {
        Detail detail = warnings.detail(found(id), viewer);
        return new DetailAnswer(AlertAnswer.of(detail.warning()), detail.first(), detail.counts(), detail.words());
    }

    /// Looks at a day now, such as one of the past after an import. Days up to today are looked at by themselves.
    ///
    /// @param day today without
    /// @return the warnings that are new
    @Post("/look")
    @Secured({"MANAGER", "ADMIN"})
    List<AlertAnswer> look(@QueryValue @Nullable String day) {
        LocalDate wanted = day == null ? region.today() : DayParameter.read("day", day);
        if (wanted.isAfter(region.today())) {
            throw Problem.unprocessable("day must not lie ahead, was " + day);
        }
        return warnings.look(wanted).stream().map(AlertAnswer::of).toList();
    }

    /// Acknowledges, mutes, closes or opens a warning.
    @Put("/{id}")
    AlertAnswer mark(long id, @Body Mark body, @Parameter(hidden = true) Viewer viewer) {
        State wanted = state(body.state());
        String reason = body.reason() == null || body.reason().isBlank()
                ? null
                : body.reason().strip();
        if (wanted == State.CLOSED && reason == null) {
            throw Problem.unprocessable("reason must say why a warning is closed");
        }
        if (reason != null && reason.length() > REASON_LENGTH) {
            throw Problem.unprocessable(
                    "reason must have at most %d characters, had %d".formatted(REASON_LENGTH, reason.length()));
        }
        LocalDate until = body.until();
        if (wanted == State.MUTED && (until == null || until.isBefore(region.today()))) {
            throw Problem.unprocessable("until must be today or later for a warning to be muted, was " + until);
        }
        return warnings.mark(id, wanted, reason, wanted == State.MUTED ? until : null, viewer)
                .map(AlertAnswer::of)
                .orElseThrow(() -> Problem.notFound("There is no alert " + id));
    }

    private Warning found(long id) {
        return warnings.find(id).orElseThrow(() -> Problem.notFound("There is no alert " + id));
    }

    private static State state(String name) {
        return Stream.of(State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.unprocessable("state must be open, acknowledged, muted or closed, was " + name));
    }
}
