package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.field.NumberRange;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to be done about the customers of a class or a segment, who sees to it, and the figure that shall move.
///
/// @param target the class of a scheme, or a segment
/// @param owner who sees to it, null where nobody was named
/// @param measure null where no figure was named
/// @param goal what the figure shall reach, in its own unit
/// @param since the day it was decided
public record Strategy(
        long id,
        Target target,
        String note,
        @Nullable String owner,
        @Nullable Measure measure,
        @Nullable Double goal,
        LocalDate since) {

    /// Whose customers.
    public sealed interface Target {
        record OfClass(Scheme scheme, String name) implements Target {}

        record OfSegment(long segment) implements Target {}
    }

    /// A figure that can be followed. Who counts on a day is whoever was in the class or segment then.
    public enum Measure {
        /// How many they are.
        CUSTOMERS("人数", "Customers", new NumberRange(0, 1e9)),
        /// The share of them who ordered in the 30 days up to the day.
        ORDERED("30 天内下单占比", "Ordered within 30 days", new NumberRange(0, 1)),
        /// NPS of their answers in the 90 days up to the day.
        NPS("90 天 NPS", "NPS of 90 days", new NumberRange(-1, 1)),
        /// The share of them who complained in the 90 days up to the day.
        COMPLAINED("90 天内投诉占比", "Complained within 90 days", new NumberRange(0, 1));

        private final Label label;
        private final NumberRange range;

        Measure(String zh, String en, NumberRange range) {
            this.label = new Label(zh, en);
            this.range = range;
        }

        /// What its target may be.
        NumberRange range() {
            return range;
        }

        public Label label() {
            return label;
        }

        /// For programs.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Measure> named(String id) {
            return Stream.of(values()).filter(each -> each.id().equals(id)).findFirst();
        }
    }
}
