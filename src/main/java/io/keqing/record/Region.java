package io.keqing.record;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the portal stands: what cuts days and months for everyone, and the currency that money is told in.
@Singleton
public final class Region {
    private final ZoneId zone;
    private final String currency;
    private final DayOfWeek weekStart;

    /// @throws IllegalArgumentException where the zone or the day of the week is none
    @Inject
    Region(
            @Property(name = "keqing.zone") @Nullable String zone,
            @Property(name = "keqing.currency", defaultValue = "CNY") String currency,
            @Property(name = "keqing.week-start", defaultValue = "monday") String weekStart) {
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
        this.currency = currency;
        this.weekStart = day(weekStart);
    }

    private static DayOfWeek day(String name) {
        try {
            return DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "keqing.week-start must be the English name of a day such as monday or sunday, was " + name, e);
        }
    }

    /// `keqing.zone`, the system's where none is said.
    public ZoneId zone() {
        return zone;
    }

    /// `keqing.currency`, a code of ISO 4217; a record without a currency counts as in this one.
    public String currency() {
        return currency;
    }

    /// `keqing.week-start`: the first day of a week, in what people type and in every series by weeks.
    public DayOfWeek weekStart() {
        return weekStart;
    }

    public LocalDate today() {
        return LocalDate.now(zone);
    }

    /// The first instant behind a day.
    public Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
