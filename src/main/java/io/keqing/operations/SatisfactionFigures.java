package io.keqing.operations;

import io.keqing.feedback.FeedbackFields;
import io.keqing.interaction.InteractionFields;
import io.keqing.operations.Compared.About;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.Group;
import io.keqing.operations.Kpi.Reading;
import io.keqing.operations.Kpi.Unit;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.Satisfaction;
import io.keqing.satisfaction.SatisfactionQuery;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchQuery;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// NPS and CSAT of the period's answers, as the page of satisfaction has them.
@Singleton
final class SatisfactionFigures implements Indicator {
    private final Satisfaction satisfaction;

    SatisfactionFigures(Satisfaction satisfaction) {
        this.satisfaction = satisfaction;
    }

    @Override
    public int place() {
        return 10;
    }

    @Override
    public List<Kpi> of(Asked asked, Viewer viewer) {
        return Stream.of(Measure.Kind.NPS, Measure.Kind.CSAT)
                .map(kind -> kpi(kind, asked, viewer))
                .toList();
    }

    private Kpi kpi(Measure.Kind kind, Asked asked, Viewer viewer) {
        Analysis now = analysis(kind, asked, viewer);
        Analysis before = analysis(kind, asked.before(), viewer);
        Map<String, Analysis.Group> earlier = new HashMap<>();
        before.breakdown().forEach(group -> earlier.put(String.valueOf(group.key()), group));
        return Compared.kpi(
                new About(kind.name().toLowerCase(java.util.Locale.ROOT), kind.label(), now.definition(), true),
                kind == Measure.Kind.NPS ? Unit.POINTS : Unit.SHARE,
                reading(now.all()),
                reading(before.all()),
                change(now.all()),
                now.breakdown().stream()
                        .map(group -> new Group(
                                String.valueOf(group.key()),
                                reading(group),
                                reading(earlier.get(String.valueOf(group.key()))),
                                change(group)))
                        .toList());
    }

    private Analysis analysis(Measure.Kind kind, Asked asked, Viewer viewer) {
        Filter period = new Filter(
                FeedbackFields.AT.name(),
                List.of(new Condition.Between(
                        asked.from().toString(), asked.to().toString(), false)));
        return satisfaction.of(
                new SatisfactionQuery(
                        kind,
                        SearchQuery.all(FeedbackFields.TYPE).withFilters(List.of(period)),
                        field(asked.by()),
                        null,
                        Compare.PREVIOUS,
                        null),
                viewer);
    }

    private static @Nullable String field(@Nullable Division by) {
        return switch (by) {
            case null -> null;
            case CHANNEL -> FeedbackFields.CHANNEL.name();
            case PRODUCT -> FeedbackFields.PRODUCT.name();
            case TEAM -> InteractionFields.INTERACTION_STAFF.name();
        };
    }

    private static Reading reading(Analysis.@Nullable Group group) {
        return group == null
                ? Reading.NONE
                : new Reading(
                        group.n(), group.people(), group.value(), group.interval(), group.state() == State.TOO_FEW);
    }

    private static @Nullable Change change(Analysis.Group group) {
        Analysis.Versus versus = group.versus();
        return versus == null
                ? null
                : new Change(versus.difference(), versus.interval(), versus.p(), versus.adjusted());
    }
}
