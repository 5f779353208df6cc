package io.keqing.operations.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.operations.Indicator.Asked;
import io.keqing.operations.Indicator.Division;
import io.keqing.operations.Kpi;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.Reading;
import io.keqing.operations.Kpis;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.DayParameter;
import io.keqing.rest.Problem;
import io.keqing.statistics.Interval;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
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

/// The figures a manager starts the week with.
@Controller("/api/v1/kpis")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "kpis")
final class KpisController {
    private static final int DAYS = 30;
    private static final int MOST_DAYS = 3_660;

    private final Kpis kpis;
    private final Region region;

    KpisController(Kpis kpis, Region region) {
        this.kpis = kpis;
        this.region = region;
    }

    @Serdeable
    record Words(String zh, String en) {}

    /// @param people distinct ones behind `n`; null where `n` are people, or not of people
    /// @param value null where there is nothing to tell
    /// @param high null where the data do not bound it
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ReadingAnswer(
            long n,
            @Nullable Long people,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            boolean tooFew) {
        static ReadingAnswer of(Reading reading) {
            Interval interval = reading.interval();
            return new ReadingAnswer(
                    reading.n(),
                    reading.people(),
                    reading.value(),
                    interval == null ? null : interval.low(),
                    interval == null || Double.isInfinite(interval.high()) ? null : interval.high(),
                    reading.tooFew());
        }
    }

    /// @param difference now less before; of minutes, their ratio less 1
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ChangeAnswer(
            double difference,
            @Nullable Double low,
            @Nullable Double high,
            double p,
            double adjustedP,
            boolean significant) {
        static @Nullable ChangeAnswer of(@Nullable Change change) {
            if (change == null) {
                return null;
            }
            Interval interval = change.interval();
            return new ChangeAnswer(
                    change.difference(),
                    interval == null ? null : interval.low(),
                    interval == null || Double.isInfinite(interval.high()) ? null : interval.high(),
                    change.p(),
                    change.adjusted(),
                    change.isMarked());
        }
    }

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record GroupAnswer(
            String key,
            ReadingAnswer now,
            ReadingAnswer before,
            @Nullable ChangeAnswer change) {}

    /// Records of the period that a figure leaves out.
    @Serdeable
    record LeftOutAnswer(String reason, Words label, long n) {}

    /// @param unit `share` (0 to 1), `points` (−1 to 1) or `minutes`
    /// @param leftOut by why, such as `endBeforeStart`
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record KpiAnswer(
            String name,
            Words label,
            Words definition,
            String unit,
            boolean moreIsBetter,
            ReadingAnswer now,
            ReadingAnswer before,
            @Nullable ChangeAnswer change,
            List<GroupAnswer> groups,
            List<LeftOutAnswer> leftOut) {
        static KpiAnswer of(Kpi kpi) {
            return new KpiAnswer(
                    kpi.name(),
                    new Words(kpi.label().zh(), kpi.label().en()),
                    new Words(kpi.definition().zh(), kpi.definition().en()),
                    kpi.unit().name().toLowerCase(Locale.ROOT),
                    kpi.better(),
                    ReadingAnswer.of(kpi.now()),
                    ReadingAnswer.of(kpi.before()),
                    ChangeAnswer.of(kpi.change()),
                    kpi.groups().stream()
                            .map(group -> new GroupAnswer(
                                    group.key(),
                                    ReadingAnswer.of(group.now()),
                                    ReadingAnswer.of(group.before()),
                                    ChangeAnswer.of(group.change())))
                            .toList(),
                    kpi.leftOut().stream()
                            .map(each -> new LeftOutAnswer(
                                    each.reason(),
                                    new Words(each.label().zh(), each.label().en()),
                                    each.n()))
                            .toList());
        }
    }

    /// @param previousFrom the period before, as long, it is compared with
    @Serdeable
    record KpisAnswer(
            LocalDate from, LocalDate to, LocalDate previousFrom, LocalDate previousTo, List<KpiAnswer> kpis) {}

    /// Satisfaction, response, resolution, complaints, churn and loyalty of a period beside the period
    /// before, each with its 95 % interval; `adjustedP` is over all figures and groups of the answer.
    ///
    /// @param from first day; 30 days up to `to` without
    /// @param to last day, included; yesterday without
    /// @param by `channel`, `product` or `team`
    @Get
    KpisAnswer get(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String by,
            @Parameter(hidden = true) Viewer viewer) {
        LocalDate last = to == null ? region.today().minusDays(1) : DayParameter.read("to", to);
        LocalDate first = from == null ? last.minusDays(DAYS - 1L) : DayParameter.read("from", from);
        if (last.isBefore(first) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw Problem.unprocessable(
                    "to must be 0 to %d days after from, were %s and %s".formatted(MOST_DAYS, first, last));
        }
        Asked asked = new Asked(first, last, by == null ? null : division(by));
        if (asked.before().from().getYear() < 1) {
            throw Problem.unprocessable("from must leave room for the period before after 0001-01-01, was " + first);
        }
        return new KpisAnswer(
                first,
                last,
                asked.before().from(),
                asked.before().to(),
                kpis.of(asked, viewer).stream().map(KpiAnswer::of).toList());
    }

    private static Division division(String name) {
        return Stream.of(Division.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.unprocessable("by must be channel, product or team, was " + name));
    }
}
