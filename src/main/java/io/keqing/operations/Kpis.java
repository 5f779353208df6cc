package io.keqing.operations;

import io.keqing.operations.Indicator.Asked;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/// All figures of the page, from wherever they come.
@Singleton
public final class Kpis {
    private final List<Indicator> indicators;

    Kpis(List<Indicator> indicators) {
        this.indicators = indicators.stream()
                .sorted(Comparator.comparingInt(Indicator::place))
                .toList();
    }

    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public List<Kpi> of(Asked asked, Viewer viewer) {
        return indicators.stream()
                .flatMap(indicator -> indicator.of(asked, viewer).stream())
                .toList();
    }
}
