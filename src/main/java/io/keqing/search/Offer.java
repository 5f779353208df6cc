package io.keqing.search;

import io.keqing.field.Label;

/// Another question that somebody may have meant.
///
/// @param label what it asks for
/// @param query the whole of it, its filters too
/// @param count records that it finds, exactly; of a prior issue, which is ranked and not counted, 0
public record Offer(Kind kind, Label label, SearchQuery query, long count) {
    public enum Kind {
        /// The words as the records spell them.
        SPELLING,
        /// One of the words alone.
        WORD,
        /// Any of the words.
        ANY_WORD,
        /// A value of a facet that is near to what was written.
        VALUE,
        /// `and`, `or`, `not` in small letters as operators.
        OPERATORS,
        /// The text as a description of a problem, see `POST /prior-issues`.
        PRIOR_ISSUE
    }
}
