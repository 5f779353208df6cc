package io.keqing.segment.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keqing.privacy.Viewer;
import io.keqing.rest.DayParameter;
import io.keqing.rest.Problem;
import io.keqing.segment.Scheme;
import io.keqing.segment.Strategies;
import io.keqing.segment.Strategies.Draft;
import io.keqing.segment.Strategy;
import io.keqing.segment.Strategy.Measure;
import io.keqing.segment.Strategy.Target;
import io.keqing.segment.StrategyProgress;
import io.keqing.segment.StrategyProgress.Point;
import io.keqing.statistics.Interval;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to be done about a class or segment, and how its figure moved since.
@Controller("/api/v1/strategies")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class StrategiesController {
    private final Strategies strategies;
    private final StrategyProgress progress;

    StrategiesController(Strategies strategies, StrategyProgress progress) {
        this.strategies = strategies;
        this.progress = progress;
    }

    /// @param scheme with `class`, or else `segment`
    /// @param measure `customers`, `ordered`, `nps` or `complained`
    /// @param target what the measure shall reach
    @Serdeable
    record StrategyBody(
            @Nullable String scheme,
            @JsonProperty("class") @Nullable String name,
            @Nullable Long segment,
            String note,
            @Nullable String owner,
            @Nullable String measure,
            @Nullable Double target,
            @Nullable LocalDate since) {}

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StrategyAnswer(
            long id,
            @Nullable String scheme,
            @JsonProperty("class") @Nullable String name,
            @Nullable Long segment,
            String note,
            @Nullable String owner,
            @Nullable String measure,
            @Nullable Double target,
            LocalDate since) {
        static StrategyAnswer of(Strategy strategy) {
            Target.OfClass ofClass = strategy.target() instanceof Target.OfClass found ? found : null;
            Measure measure = strategy.measure();
            return new StrategyAnswer(
                    strategy.id(),
                    ofClass == null ? null : ofClass.scheme().id(),
                    ofClass == null ? null : ofClass.name(),
                    strategy.target() instanceof Target.OfSegment(long id) ? id : null,
                    strategy.note(),
                    strategy.owner(),
                    measure == null ? null : measure.id(),
                    strategy.goal(),
                    strategy.since());
        }
    }

    /// @param n customers, or answers for the NPS
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PointAnswer(
            LocalDate day,
            long n,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {
        static PointAnswer of(Point point) {
            Interval interval = point.interval();
            return new PointAnswer(
                    point.day(),
                    point.n(),
                    point.value(),
                    interval == null ? null : interval.low(),
                    interval == null ? null : interval.high());
        }
    }

    /// All of them.
    @Get
    List<StrategyAnswer> list() {
        return strategies.all().stream().map(StrategyAnswer::of).toList();
    }

    /// How the figure moved since the strategy was decided.
    @Get("/{id}/progress")
    List<PointAnswer> progress(long id, @Parameter(hidden = true) Viewer viewer) {
        Strategy strategy = strategies.find(id).orElseThrow(() -> Problem.notFound("There is no strategy " + id));
        return progress.of(strategy, viewer).stream().map(PointAnswer::of).toList();
    }

    /// Keeps one in the place of what was decided about the same class or segment before.
    @Put
    @Secured({"MANAGER", "ADMIN"})
    StrategyAnswer put(@Body StrategyBody body) {
        if (body.since() != null) {
            DayParameter.within("since", body.since());
        }
        return StrategyAnswer.of(strategies.put(new Draft(
                target(body), body.note(), body.owner(), measure(body.measure()), body.target(), body.since())));
    }

    @Delete("/{id}")
    @Secured({"MANAGER", "ADMIN"})
    @Status(HttpStatus.NO_CONTENT)
    void delete(long id) {
        if (!strategies.delete(id)) {
            throw Problem.notFound("There is no strategy " + id);
        }
    }

    private static Target target(StrategyBody body) {
        String scheme = body.scheme();
        String name = body.name();
        Long segment = body.segment();
        if (segment != null && scheme == null) {
            return new Target.OfSegment(segment);
        }
        if (segment != null || scheme == null || name == null) {
            throw Problem.unprocessable("either scheme and class or segment must be given");
        }
        return new Target.OfClass(
                Scheme.named(scheme)
                        .orElseThrow(() -> Problem.unprocessable("scheme must be one there is, was " + scheme)),
                name);
    }

    private static @Nullable Measure measure(@Nullable String name) {
        return name == null
                ? null
                : Measure.named(name)
                        .orElseThrow(() -> Problem.unprocessable("measure must be one of "
                                + Stream.of(Measure.values()).map(Measure::id).collect(Collectors.joining(", "))
                                + ", was " + name));
    }
}
