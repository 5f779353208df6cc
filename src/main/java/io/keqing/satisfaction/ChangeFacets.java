package io.keqing.satisfaction;

import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.search.InvalidQueryException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The facets that a change of a score may be divided by: those whose values are words. The scores
/// themselves are none, since they are what changed, and no more are the days, which are what the
/// sides differ by.
@Singleton
final class ChangeFacets {
    /// Fields of one question at most.
    static final int MOST = 40;

    private static final Set<String> OUTCOMES =
            Set.of(FeedbackFields.NPS_CLASS.name(), FeedbackFields.CSAT_CLASS.name(), FeedbackFields.STATE.name());

    private final RunTimeFields born;

    ChangeFacets(RunTimeFields born) {
        this.born = born;
    }

    /// @param by names; empty for all that the viewer may divide by
    /// @throws InvalidQueryException where one of `by` is none to divide by, or is named twice
    List<Field<?>> chosen(List<String> by, Viewer viewer) {
        List<Field<?>> all = all(viewer);
        if (by.isEmpty()) {
            return all;
        } else if (Set.copyOf(by).size() < by.size()) {
            throw new InvalidQueryException("by names each field once, was " + by);
        }
        return by.stream()
                .<Field<?>>map(name -> all.stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                        .or(() -> asked(name, viewer))
                        .orElseThrow(() -> none(name, all)))
                .toList();
    }

    private List<Field<?>> all(Viewer viewer) {
        List<Field<?>> all = new ArrayList<>();
        FeedbackFields.ALL.fields().stream()
                .filter(field -> field.has(Use.FACET))
                .forEach(all::add);
        all.add(RecordFields.SOURCE);
        born.all(FeedbackFields.TYPE).stream()
                .filter(RunTimeField::facet)
                .map(RunTimeField::asField)
                .forEach(all::add);
        return all.stream().filter(field -> isDividing(field, viewer)).toList();
    }

    /// A field that is no facet until somebody names it.
    private Optional<Field<?>> asked(String name, Viewer viewer) {
        return born.all(FeedbackFields.TYPE).stream()
                .map(RunTimeField::asField)
                .filter(field -> field.name().equals(name) && isDividing(field, viewer))
                .<Field<?>>map(field -> field)
                .findFirst();
    }

    private static InvalidQueryException none(String name, List<Field<?>> all) {
        String names = String.join(", ", all.stream().map(Field::name).toList());
        return new InvalidQueryException(new Label(
                "by 必须是以文字为值的分面（" + names + "），实为“" + name + "”",
                "by must be a facet whose values are words (" + names + "), was \"" + name + "\""));
    }

    private static boolean isDividing(Field<?> field, Viewer viewer) {
        boolean words = switch (field.kind()) {
            case ValueKind.Keyword k -> true;
            case ValueKind.Keywords k -> true;
            case ValueKind.Choice c -> true;
            case ValueKind.Flag f -> true;
            case ValueKind.Day d -> false;
            case ValueKind.Moment m -> false;
            case ValueKind.Money m -> false;
            case ValueKind.Number n -> false;
            case ValueKind.Text t -> false;
            case ValueKind.Reference r -> false;
            case ValueKind.RunTime r -> false;
        };
        return words
                && !OUTCOMES.contains(field.name())
                && field.sensitivity() != Sensitivity.SECRET
                && Masking.searches(field, viewer);
    }
}
