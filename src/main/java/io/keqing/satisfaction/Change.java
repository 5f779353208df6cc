package io.keqing.satisfaction;

import io.keqing.field.Label;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.search.SearchQuery;
import io.keqing.statistics.Decomposition.Part;
import io.keqing.statistics.FalseDiscoveries;
import io.keqing.statistics.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a score differs between two sides. Every list of what was compared is told whole; `adjusted` is
/// p after Benjamini and Hochberg over all parts of all fields together.
///
/// @param now the side that is looked at, `before` the one it is compared with
/// @param change now less before; null where one of them has no score
/// @param fields those that the change is divided by, the one with the strongest part first
/// @param parts all parts that were tested, over all fields: those that hold first, the largest of
///     them first
/// @param leftOut fields that the change is not divided by, and why
public record Change(
        ChangeQuery asked,
        Measure.Unit unit,
        Label definition,
        Group now,
        Group before,
        @Nullable Versus change,
        List<ByField> fields,
        List<Contribution> parts,
        List<LeftOut> leftOut,
        ChangeThemes themes,
        ChangeDrivers drivers) {
    public Change {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
        leftOut = List.copyOf(leftOut);
    }

    /// The change divided by a field.
    ///
    /// @param mix what the sizes of its groups make of the change, `rate` what their own scores do:
    ///     together all of it
    /// @param rest what the groups beyond `values` make of it together, those of too few people among
    ///     them
    public record ByField(String field, Label label, Part mix, Part rate, List<ByValue> values, Rest rest) {
        public ByField {
            values = List.copyOf(values);
        }
    }

    /// Which sides a group has answers on.
    public enum Presence {
        BOTH,
        ONLY_NOW,
        ONLY_BEFORE
    }

    /// A group of a field.
    ///
    /// @param shareNow its part of all answers, 0 to 1
    /// @param mix not centred: the change of its share × its mean score
    /// @param centred what its size makes of the change, against a group of the mean score; null where
    ///     it has too few people, as are `mix`, `rate`, `searchNow` and `searchBefore`
    /// @param rate what its own score makes of the change; null also where it is on one side only
    /// @param searchNow finds its answers, null where there are none
    public record ByValue(
            String key,
            Label label,
            State state,
            Presence presence,
            Group now,
            Group before,
            double shareNow,
            double shareBefore,
            @Nullable Double mix,
            @Nullable Contribution centred,
            @Nullable Contribution rate,
            @Nullable SearchQuery searchNow,
            @Nullable SearchQuery searchBefore) {
        /// Mix and rate together; null where the group has too few people.
        public @Nullable Double contribution() {
            return centred == null ? null : (Double) (centred.value() + (rate == null ? 0 : rate.value()));
        }
    }

    /// @param now answers in it, as is `before`
    /// @param contribution its part of the change, mix and rate together
    /// @param tooFew values that are in it because fewer than five people (ten of a member of staff)
    ///     answered
    public record Rest(long now, long before, double contribution, int tooFew) {}

    /// What a part of a change comes from.
    public enum Kind {
        MIX,
        RATE
    }

    /// A part of the change that one group makes.
    ///
    /// @param p of "there is none", for this part alone
    /// @param adjusted the same for all parts of all fields together
    public record Contribution(
            String field,
            Label fieldLabel,
            String key,
            Label label,
            Kind kind,
            double value,
            Interval interval,
            double p,
            double adjusted) {
        /// Whether it is told as one.
        public boolean isMarked() {
            return adjusted < FalseDiscoveries.RATE;
        }

        Contribution adjusted(double other) {
            return new Contribution(field, fieldLabel, key, label, kind, value, interval, p, other);
        }
    }

    /// A field that the change is not divided by.
    public record LeftOut(String field, Label label, Label reason) {}
}
