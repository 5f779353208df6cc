package io.keqing.segment.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.rest.Problem;
import io.keqing.segment.LifetimeValue;
import io.keqing.segment.LifetimeValue.Band;
import io.keqing.segment.LifetimeValue.Bucket;
import io.keqing.segment.LifetimeValue.Model;
import io.keqing.segment.LifetimeValue.Report;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What customers will be worth.
@Controller("/api/v1/clv")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class LifetimeValueController {
    private static final double MARGIN = 0.3;
    private static final int DAYS = 365;
    private static final int KEPT_BACK = 180;
    private static final int MOST_DAYS = 3_650;

    private final LifetimeValue lifetime;

    LifetimeValueController(LifetimeValue lifetime) {
        this.lifetime = lifetime;
    }

    /// @param years 1 ÷ yearly churn
    /// @param value averageOrder × ordersPerYear × margin × years
    @Serdeable
    record BandAnswer(
            String band, long customers, double averageOrder, double ordersPerYear, double years, double value) {
        static BandAnswer of(Band band) {
            return new BandAnswer(
                    band.band(),
                    band.customers(),
                    band.averageOrder(),
                    band.ordersPerYear(),
                    band.years(),
                    band.value());
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
    /// @param actual orders in the days that were kept back from the fit; expected = foretold for them
    /// @param value of the days to come, margin included
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
            double correlation,
            long customers,
            double actual,
            double expected,
            List<BucketAnswer> byRepeats,
            double ordersToCome,
            @Nullable Double value) {
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
                            model.correlation(),
                            model.customers(),
                            model.actual(),
                            model.expected(),
                            model.buckets().stream().map(BucketAnswer::of).toList(),
                            model.ordersToCome(),
                            model.value());
        }
    }

    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LifetimeAnswer(
            double margin,
            int days,
            int holdout,
            double yearlyChurn,
            List<BandAnswer> simple,
            @Nullable ModelAnswer model) {}

    /// The simple figure by value band, and a second opinion with its fit on days it has not seen.
    ///
    /// @param margin 0 to 1; 0.3 without
    /// @param days to come, 1 to 3,650; 365 without
    /// @param holdout last days kept back from the fit, 1 to 3,650; 180 without
    @Get
    LifetimeAnswer get(
            @QueryValue @Nullable Double margin,
            @QueryValue @Nullable Integer days,
            @QueryValue @Nullable Integer holdout) {
        double part = margin == null ? MARGIN : margin;
        int toCome = days == null ? DAYS : days;
        int keptBack = holdout == null ? KEPT_BACK : holdout;
        if (!(part >= 0 && part <= 1)) {
            throw Problem.unprocessable("margin must be 0 to 1, was " + part);
        }
        if (toCome < 1 || toCome > MOST_DAYS || keptBack < 1 || keptBack > MOST_DAYS) {
            throw Problem.unprocessable(
                    "days and holdout must be 1 to %d, were %d and %d".formatted(MOST_DAYS, toCome, keptBack));
        }
        Report report = lifetime.of(part, toCome, keptBack);
        return new LifetimeAnswer(
                part,
                toCome,
                keptBack,
                report.yearlyChurn(),
                report.bands().stream().map(BandAnswer::of).toList(),
                ModelAnswer.of(report.model()));
    }
}
