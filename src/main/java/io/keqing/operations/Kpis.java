package io.keqing.operations;

import io.keqing.operations.Indicator.Asked;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchQuery;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All figures of the page, from wherever they come.
@Singleton
public final class Kpis {
    private final List<Indicator> indicators;

    private final ServiceFigures service;

    Kpis(List<Indicator> indicators, ServiceFigures service) {
        this.service = service;
        this.indicators = indicators.stream()
                .sorted(Comparator.comparingInt(Indicator::place))
                .toList();
    }

    /// Those of the work on cases alone.
    ///
    /// @param population the interactions to count among, whenever they were; null for all
    /// @throws io.keqing.search.IndexUnavailableException where a population is given and the engine
    ///     does not answer
    public List<Kpi> ofService(Asked asked, @Nullable SearchQuery population, Viewer viewer) {
        return Kpi.adjusted(service.of(asked, population, viewer));
    }

    /// What [#ofService] tells: name, label and definition of each.
    public List<Compared.About> definitionsOfService() {
        return service.definitions();
    }

    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public List<Kpi> of(Asked asked, Viewer viewer) {
        return Kpi.adjusted(indicators.stream()
                .flatMap(indicator -> indicator.of(asked, viewer).stream())
                .toList());
    }
}
