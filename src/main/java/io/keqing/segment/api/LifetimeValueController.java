package io.keqing.segment.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.field.Label;
import io.keqing.field.NumberRange;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.DayParameter;
import io.keqing.rest.Problem;
import io.keqing.segment.LifetimeModel.Bucket;
import io.keqing.segment.LifetimeModel.Model;
import io.keqing.segment.LifetimeValue;
import io.keqing.segment.LifetimeValue.Asked;
import io.keqing.segment.LifetimeValue.Band;
import io.keqing.segment.LifetimeValue.Report;
import io.keqing.segment.Populations;
import io.keqing.statistics.Horizon;
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
import org.jspecify.annotations.Nullable;

/// What customers will be worth.
@Controller("/api/v1/clv")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class LifetimeValueController {
    private static final NumberRange SHARE = new NumberRange(0, 1);
    private static final NumberRange YEARS = new NumberRange(1, 30);
    private static final NumberRange DAYS = new NumberRange(1, 3_650);

    private final LifetimeValue lifetime;
    private final Populations populations;
    private final Region region;

    LifetimeValueController(LifetimeValue lifetime, Populations populations, Region region) {
        this.lifetime = lifetime;
        this.populations = populations;
        this.region = region;
    }

    @Serdeable
    record Words(String zh, String en) {
        static @Nullable Words of(@Nullable Label label) {
            return label == null ? null : new Words(label.zh(), label.en());
        }
    }

    /// @param orders of all of its customers
    /// @param years that one stays within the horizon
    /// @param discountedYears each counted at what it is worth today
    /// @param value averageOrder × ordersPerYear × margin × discountedYears, with its 95 % interval by
    /// bootstrap
    /// @param reason why something is null
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BandAnswer(
            String band,
            long customers,
            long orders,
            double averageOrder,
            double ordersPerYear,
            @Nullable Double years,
            @Nullable Double discountedYears,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Words reason) {
        static BandAnswer of(Band band) {
            Interval interval = band.interval();
            return new BandAnswer(
                    band.band(),
                    band.customers(),
                    band.orders(),
                    band.averageOrder(),
                    band.ordersPerYear(),
                    band.years(),
                    band.discountedYears(),
                    band.value(),
                    interval == null ? null : interval.low(),
                    interval == null ? null : interval.high(),
                    Words.of(band.reason()));
        }
    }

    @Serdeable
    record BucketAnswer(int repeats, long customers, double actual, double expected) {
        static BucketAnswer of(Bucket bucket) {
            return new BucketAnswer(bucket.repeats(), bucket.customers(), bucket.actual(), bucket.expected());
        }
    }

    /// BG/NBD (r, alpha, a, b; weeks) with gamma-gamma (p, q, gamma).
    ///
    /// @param firstOrderCounts whether a customer's first order is one of the orders and amounts that
    /// are fitted: it is not, repeats are
    /// @param actual orders in the days that were kept back from the fit; expected = foretold for them
    /// @param value of the days to come, margin included
    /// @param reasons why something is null
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ModelAnswer(
            double r,
            double alpha,
            double a,
            double b,
            @Nullable Double p,
            @Nullable Double q,
            @Nullable Double gamma,
            boolean firstOrderCounts,
            @Nullable Double correlation,
            long customers,
            double actual,
            @Nullable Double expected,
            List<BucketAnswer> byRepeats,
            @Nullable Double ordersToCome,
            @Nullable Double value,
            List<Words> reasons) {
        static @Nullable ModelAnswer of(@Nullable Model model) {
            return model == null
                    ? null
                    : new ModelAnswer(
                            model.r(),
                            model.alpha(),
                            model.a(),
                            model.b(),
                            model.p(),
                            model.q(),
                            model.gamma(),
                            false,
                            model.correlation(),
                            model.customers(),
                            model.actual(),
                            model.expected(),
                            model.buckets().stream().map(BucketAnswer::of).toList(),
                            model.ordersToCome(),
                            model.value(),
                            model.reasons().stream()
                                    .map(reason -> new Words(reason.zh(), reason.en()))
                                    .toList());
        }
    }

    /// @param yearlyChurn shrunken by Jeffreys's prior, never 0 and never 1; null where nobody was active
    /// @param churnDays days up to `asOf` in which it was counted: 365, or 182 or 91 where nobody was
    /// active before
    /// @param active customers when they began; lost = those of them who left
    /// @param withoutAmount customers who ordered, but nothing with an amount in the portal's currency: they are
    /// in no band
    /// @param noModel why there is no model
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LifetimeAnswer(
            LocalDate asOf,
            double margin,
            double horizon,
            double discount,
            int days,
            int holdout,
            @Nullable Double yearlyChurn,
            int churnDays,
            long active,
            long lost,
            @Nullable Words churnReason,
            long withoutAmount,
            List<BandAnswer> simple,
            @Nullable ModelAnswer model,
            @Nullable Words noModel) {}

    /// The simple figure by value band, and a second opinion with its fit on days it has not seen.
    ///
    /// @param margin 0 to 1; 0.3 without
    /// @param horizon years ahead of the simple figure, 1 to 30; 5 without
    /// @param discount a year, 0 to 1; 0.1 without
    /// @param days to come, 1 to 3,650; 365 without
    /// @param holdout last days kept back from the fit, 1 to 3,650; 180 without
    /// @param asOf the last day that is known, not ahead; today without
    /// @param source whose customers; all of them without
    /// @param segment only the members of this segment
    @Get
    LifetimeAnswer get(
            @QueryValue @Nullable Double margin,
            @QueryValue @Nullable Double horizon,
            @QueryValue @Nullable Double discount,
            @QueryValue @Nullable Integer days,
            @QueryValue @Nullable Integer holdout,
            @QueryValue @Nullable String asOf,
            @QueryValue @Nullable String source,
            @QueryValue @Nullable Long segment,
            @Parameter(hidden = true) Viewer viewer) {
        LocalDate known = asOf == null || asOf.isBlank() ? region.today() : DayParameter.read("asOf", asOf);
        if (known.isAfter(region.today())) {
            throw Problem.unprocessable("asOf must not lie ahead, was " + known);
        }
        Asked asked = new Asked(
                within(SHARE, "margin", margin, LifetimeValue.MARGIN),
                new Horizon(
                        within(YEARS, "horizon", horizon, LifetimeValue.HORIZON.years()),
                        within(SHARE, "discount", discount, LifetimeValue.HORIZON.discount())),
                (int) within(DAYS, "days", days, LifetimeValue.DAYS),
                (int) within(DAYS, "holdout", holdout, LifetimeValue.KEPT_BACK),
                known,
                populations.of(source, segment, viewer));
        Report report = lifetime.of(asked);
        return new LifetimeAnswer(
                known,
                asked.margin(),
                asked.horizon().years(),
                asked.horizon().discount(),
                asked.days(),
                asked.keptBack(),
                report.churn().value(),
                report.churn().days(),
                report.churn().active(),
                report.churn().lost(),
                Words.of(report.churn().reason()),
                report.withoutAmount(),
                report.bands().stream().map(BandAnswer::of).toList(),
                ModelAnswer.of(report.model()),
                Words.of(report.noModel()));
    }

    private static double within(NumberRange range, String name, @Nullable Number given, double without) {
        return Problem.within(range, name, given == null ? without : given.doubleValue());
    }
}
