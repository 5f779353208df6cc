package io.keqing.operations;

import io.keqing.privacy.Viewer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where figures of the KPI page come from. Beans of this room and of those above it.
public interface Indicator {
    /// The figures of a period. One that cannot be divided as asked has no groups.
    List<Kpi> of(Asked asked, Viewer viewer);

    /// Where they stand on the page, the lowest first.
    int place();

    /// @param from first day
    /// @param to last day, included
    /// @param by null = not divided
    record Asked(LocalDate from, LocalDate to, @Nullable Division by) {
        /// As many days right before.
        public Asked before() {
            long days = from.until(to, ChronoUnit.DAYS) + 1;
            return new Asked(from.minusDays(days), from.minusDays(1), by);
        }
    }

    /// What figures can be divided by.
    enum Division {
        CHANNEL,
        PRODUCT,
        TEAM
    }
}
