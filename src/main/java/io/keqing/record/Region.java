package io.keqing.record;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Where the portal stands: what cuts days and months for everyone, and the currency that money is told in.
@Singleton
public final class Region {
    private final ZoneId zone;
    private final String currency;

    Region(
            @Property(name = "keqing.zone") @Nullable String zone,
            @Property(name = "keqing.currency", defaultValue = "CNY") String currency) {
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
        this.currency = currency;
    }

    /// `keqing.zone`, the system's where none is said.
    public ZoneId zone() {
        return zone;
    }

    /// `keqing.currency`, a code of ISO 4217; a record without a currency counts as in this one.
    public String currency() {
        return currency;
    }

    public LocalDate today() {
        return LocalDate.now(zone);
    }

    /// The first instant behind a day.
    public Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
