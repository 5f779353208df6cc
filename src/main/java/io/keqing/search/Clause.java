package io.keqing.search;

import java.util.List;
import java.util.Locale;

/// What somebody asks in the box, as a tree. [QueryText] reads it from what was typed and writes it again; what
/// is written is read as the same tree.
public sealed interface Clause {
    /// Nothing is asked for: everything matches.
    Clause EVERYTHING = new All(List.of());

    /// Looked for in the texts, as it stands or as another form of it.
    record Word(String text) implements Clause {}

    /// These words in this order, none of them inflected.
    record Phrase(String text) implements Clause {}

    /// Words that begin so.
    record Prefix(String start) implements Clause {}

    /// Words of this form; a star stands for any letters, as in `con*rt`.
    record Pattern(String text) implements Clause {}
    /// A phone number, e-mail address or the end of a number, as it was typed. Those who may look people up find
    /// by it
    /// who has it; everybody finds the ids and texts that hold it as it stands.
    record Contact(String text) implements Clause {}

    /// A condition on one field, the same that an address says as `f.FIELD=`.
    record On(Filter filter) implements Clause {}

    /// Within the last so many hours, days … by the time of the record itself. Relative until it is asked.
    record Lately(int count, Unit unit) implements Clause {
        /// The start of the span, as a date of a filter.
        public String since() {
            return "now-" + count + unit.letter;
        }

        public enum Unit {
            HOURS("h"),
            DAYS("d"),
            WEEKS("w"),
            MONTHS("M"),
            YEARS("y");

            private final String letter;

            Unit(String letter) {
                this.letter = letter;
            }

            String english() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    record All(List<Clause> of) implements Clause {
        public All {
            of = List.copyOf(of);
        }
    }

    record Any(List<Clause> of) implements Clause {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(Clause of) implements Clause {}

    /// The customer has a record of `type` for which `of` holds.
    record Has(String type, Clause of) implements Clause {}

    /// `of` holds for the customer, who is of `type`.
    record Of(String type, Clause of) implements Clause {}

    /// The customer is a member of the segment.
    record InSegment(String id) implements Clause {}

    /// Whether records are found by words in it, so that one can match better than another.
    default boolean hasWords() {
        return switch (this) {
            case Word w -> true;
            case Phrase p -> true;
            case Prefix p -> true;
            case Pattern p -> true;
            case Contact c -> true;
            case All all -> all.of().stream().anyMatch(Clause::hasWords);
            case Any any -> any.of().stream().anyMatch(Clause::hasWords);
            case On on -> false;
            case Lately lately -> false;
            case Not not -> false;
            case Has has -> false;
            case Of of -> false;
            case InSegment in -> false;
        };
    }
}
