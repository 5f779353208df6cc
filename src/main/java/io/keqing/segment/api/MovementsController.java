package io.keqing.segment.api;

import io.keqing.field.NumberRange;
import io.keqing.record.Region;
import io.keqing.rest.DayParameter;
import io.keqing.rest.Problem;
import io.keqing.segment.ClassMigration;
import io.keqing.segment.ClassMigration.Basis;
import io.keqing.segment.ClassMigration.Matrix;
import io.keqing.segment.Retention;
import io.keqing.segment.Retention.Cohort;
import io.keqing.segment.Scheme;
import io.keqing.statistics.Interval;
import io.keqing.statistics.Score.Share;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How customers moved between classes, and how many of each month's newcomers came back.
@Controller("/api/v1/segments")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "segments")
final class MovementsController {
    private static final int MONTHS = 12;
    private static final NumberRange COHORTS = new NumberRange(1, 120);

    private final ClassMigration migration;
    private final Retention retention;
    private final Region region;

    MovementsController(ClassMigration migration, Retention retention, Region region) {
        this.migration = migration;
        this.retention = retention;
        this.region = region;
    }

    @Serdeable
    record ClassAnswer(String key, String zh, String en) {}

    @Serdeable
    record CellAnswer(String from, String to, long count) {}

    /// @param basis `kept` = as Keqing had them on those days, `recomputed` = worked out anew as of those days
    @Serdeable
    record MigrationAnswer(
            String scheme,
            LocalDate from,
            LocalDate to,
            String basis,
            List<ClassAnswer> classes,
            List<CellAnswer> cells) {}

    /// @param ordered customers who ordered in that month, the next, …; the last is of the present month
    @Serdeable
    record CohortAnswer(String month, List<Long> ordered, List<ShareAnswer> shares) {
        static CohortAnswer of(Cohort cohort) {
            List<ShareAnswer> shares = IntStream.range(0, cohort.ordered().size())
                    .mapToObj(later -> ShareAnswer.of(cohort.share(later)))
                    .toList();
            return new CohortAnswer(cohort.month().toString(), cohort.ordered(), shares);
        }
    }

    /// The part of a cohort that ordered in a month, with its 95 % interval.
    @Serdeable
    record ShareAnswer(double value, double low, double high) {
        static ShareAnswer of(Share share) {
            Interval interval = share.interval();
            return new ShareAnswer(share.value(), interval.low(), interval.high());
        }
    }

    @Serdeable
    record RetentionAnswer(String present, List<CohortAnswer> cohorts) {}

    /// Customers by their class at the end of two days.
    ///
    /// @param scheme such as `rfm` or `lifecycle`
    /// @param basis `kept` or `recomputed`; without, what was kept where that reaches back to the first day
    @Get("/migration")
    MigrationAnswer migration(
            @QueryValue String scheme,
            @QueryValue String from,
            @QueryValue String to,
            @QueryValue @Nullable String basis) {
        Scheme wanted = Scheme.named(scheme)
                .orElseThrow(() -> Problem.unprocessable("scheme must be one of "
                        + Stream.of(Scheme.values()).map(Scheme::id).collect(Collectors.joining(", ")) + ", was "
                        + scheme));
        LocalDate first = DayParameter.read("from", from);
        LocalDate second = DayParameter.read("to", to);
        if (second.isBefore(first)) {
            throw Problem.unprocessable("to must not be before from, was %s and %s".formatted(to, from));
        }
        Matrix matrix = migration.between(wanted, first, second, basis(basis));
        return new MigrationAnswer(
                scheme,
                first,
                second,
                matrix.basis().name().toLowerCase(Locale.ROOT),
                wanted.classes().stream()
                        .map(one -> new ClassAnswer(
                                one.value(), one.label().zh(), one.label().en()))
                        .toList(),
                matrix.cells().stream()
                        .map(cell -> new CellAnswer(cell.from(), cell.to(), cell.customers()))
                        .toList());
    }

    /// Of those who first ordered in a month, how many ordered in it and in each month since.
    ///
    /// @param to the last cohort, such as 2025-03; the present month without
    /// @param months cohorts wanted, 1 to 120; 12 without
    /// @param source whose customers; all of them without
    @Get("/retention")
    RetentionAnswer retention(
            @QueryValue @Nullable String to,
            @QueryValue @Nullable Integer months,
            @QueryValue @Nullable String source) {
        int wanted = months == null ? MONTHS : months;
        Problem.within(COHORTS, "months", wanted);
        YearMonth present = YearMonth.from(region.today());
        return new RetentionAnswer(
                present.toString(),
                retention.cohorts(to == null ? present : month(to), wanted, source).stream()
                        .map(CohortAnswer::of)
                        .toList());
    }

    private static @Nullable Basis basis(@Nullable String name) {
        return switch (name == null ? "" : name) {
            case "" -> null;
            case "kept" -> Basis.KEPT;
            case "recomputed" -> Basis.RECOMPUTED;
            default -> throw Problem.unprocessable("basis must be kept or recomputed, was " + name);
        };
    }

    private static YearMonth month(String value) {
        try {
            return YearMonth.parse(value);
        } catch (DateTimeParseException e) {
            throw Problem.unprocessable("to must be a month such as 2025-03, was " + value);
        }
    }
}
