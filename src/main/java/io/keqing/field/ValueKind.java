package io.keqing.field;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What sort of value a field holds. Sealed, and switched over without `default`: a new kind does not compile until
/// its column, document, query, widget and workbook cell are written.
public sealed interface ValueKind<V> {
    /// Running text, analysed for search.
    record Text() implements ValueKind<String> {}

    /// A word or name taken as a whole.
    record Keyword() implements ValueKind<String> {}

    /// Several words, in the order given.
    record Keywords() implements ValueKind<List<String>> {}

    /// One of a closed list. `other`, where the list has it, takes what is not on it.
    record Choice(List<Option> options) implements ValueKind<String> {
        public Optional<Option> meantBy(String raw) {
            return options.stream().filter(option -> option.isMeantBy(raw)).findFirst();
        }

        public boolean hasOther() {
            return options.stream().anyMatch(option -> option.value().equals("other"));
        }
    }

    record Flag() implements ValueKind<Boolean> {}

    /// A calendar day without a zone.
    record Day() implements ValueKind<LocalDate> {}

    /// An instant; the zone of the portal cuts it into days and months.
    record Moment() implements ValueKind<Instant> {}

    /// An amount; its currency stands in a field of its own.
    record Money() implements ValueKind<BigDecimal> {}

    /// A number within `lowest` and `highest`, whole or not. `edges` cut its facet into half-open ranges
    /// `[edge, next)`, so that no value falls between two; without edges every value is a bucket of its own.
    record Number(boolean whole, double lowest, double highest, List<Double> edges) implements ValueKind<Double> {}

    /// Another record, by source and id; `to` is the name of its type.
    record Reference(String to) implements ValueKind<RecordId> {}

    /// Values by the name of a run-time field; several values for a multiple choice.
    ///
    /// @param scope the keyword field by whose value the names have their meaning, as questions have it in
    ///     their survey; null where a name means the same in all records of the type
    record RunTime(@Nullable String scope) implements ValueKind<Map<String, List<String>>> {}
}
