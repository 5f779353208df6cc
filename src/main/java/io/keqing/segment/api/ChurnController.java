package io.keqing.segment.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.DayParameter;
import io.keqing.rest.Problem;
import io.keqing.segment.Churn;
import io.keqing.segment.Churn.Rate;
import io.keqing.segment.Churn.Report;
import io.keqing.segment.Populations;
import io.keqing.segment.WinBack;
import io.keqing.segment.WinBack.Page;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score.Share;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who left, why, and whom to win back.
@Controller("/api/v1/churn")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class ChurnController {
    private static final int DAYS = 90;
    private static final int PAGE = 100;
    private static final int MOST = 1_000;

    private final Churn churn;
    private final WinBack winBack;
    private final Populations populations;
    private final Region region;

    ChurnController(Churn churn, WinBack winBack, Populations populations, Region region) {
        this.churn = churn;
        this.winBack = winBack;
        this.populations = populations;
        this.region = region;
    }

    /// @param rate lost ÷ active, null where nobody was active; with its 95 % interval
    /// @param contracts those of the active who were under contract
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RateAnswer(
            int silentDays,
            double gaps,
            long active,
            long lost,
            long contracts,
            @Nullable Double rate,
            @Nullable Double low,
            @Nullable Double high) {
        static RateAnswer of(Rate rate) {
            Share share = rate.active() == 0 ? null : new Share(rate.active(), rate.lost());
            Interval interval = share == null ? null : share.interval();
            return new RateAnswer(
                    rate.limit().silentDays(),
                    rate.limit().gaps(),
                    rate.active(),
                    rate.lost(),
                    rate.contracts(),
                    share == null ? null : share.value(),
                    interval == null ? null : interval.low(),
                    interval == null ? null : interval.high());
        }
    }

    /// @param lost customers who left and had given it; @param stayed likewise
    /// @param difference of the shares, with its 95 % interval
    @Serdeable
    record ReasonAnswer(
            String reason,
            long lost,
            long stayed,
            double difference,
            double low,
            double high,
            double adjustedP,
            boolean significant) {}

    @Serdeable
    record ChurnAnswer(
            LocalDate from,
            LocalDate to,
            RateAnswer churn,
            List<RateAnswer> sensitivity,
            List<ReasonAnswer> reasons,
            List<String> words) {}

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LostAnswer(
            String source,
            String id,
            @Nullable String name,
            @Nullable BigDecimal spent,
            int orders,
            @Nullable LocalDate lastOrder,
            @Nullable Double lastNps,
            @Nullable String reason) {}

    @Serdeable
    record WinBackAnswer(long total, long withheld, List<LostAnswer> customers) {}

    /// The churn rate of a period by the definition in force, by other limits beside it, and what those
    /// who left had given as reasons more often than those who stayed.
    ///
    /// @param from first day; 90 days up to `to` without
    /// @param to last day, included; yesterday without
    /// @param source whose customers; all of them without
    /// @param segment only the members of this segment
    @Get
    ChurnAnswer get(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String source,
            @QueryValue @Nullable Long segment,
            @Parameter(hidden = true) Viewer viewer) {
        LocalDate last = to == null ? region.today().minusDays(1) : DayParameter.read("to", to);
        LocalDate first = from == null ? last.minusDays(DAYS - 1L) : DayParameter.read("from", from);
        if (last.isBefore(first)) {
            throw Problem.unprocessable("to must not be before from, were %s and %s".formatted(last, first));
        }
        Report report = churn.report(first, last, populations.of(source, segment, viewer), viewer);
        return new ChurnAnswer(
                first,
                last,
                RateAnswer.of(report.rate()),
                report.sensitivity().stream().map(RateAnswer::of).toList(),
                report.reasons().stream()
                        .map(reason -> new ReasonAnswer(
                                reason.name(),
                                reason.lost(),
                                reason.stayed(),
                                reason.difference().value(),
                                reason.difference().interval().low(),
                                reason.difference().interval().high(),
                                reason.adjusted(),
                                reason.adjusted() < FalseDiscoveries.RATE))
                        .toList(),
                report.words());
    }

    /// Lost customers, those who had spent most first. Who refused marketing is left out and counted.
    ///
    /// @param size 0 to 1,000; 100 without
    @Get("/win-back")
    WinBackAnswer winBack(
            @QueryValue @Nullable Integer size,
            @QueryValue @Nullable Integer offset,
            @Parameter(hidden = true) Viewer viewer) {
        int wanted = size == null ? PAGE : size;
        int from = offset == null ? 0 : offset;
        if (wanted < 0 || wanted > MOST || from < 0) {
            throw Problem.unprocessable(
                    "size must be 0 to %d and offset 0 or more, were %d and %d".formatted(MOST, wanted, from));
        }
        Page page = winBack.page(wanted, from, viewer);
        return new WinBackAnswer(
                page.total(),
                page.withheld(),
                page.customers().stream()
                        .map(lost -> new LostAnswer(
                                lost.customer().source(),
                                lost.customer().id(),
                                lost.name(),
                                lost.spent(),
                                lost.orders(),
                                lost.lastOrder(),
                                lost.lastNps(),
                                lost.reason()))
                        .toList());
    }
}
