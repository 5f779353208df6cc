package io.keqing.field;

/// What a field takes part in. A field without a use is kept and returned, nothing more.
public enum Use {
    /// The words of a query are looked for in it: in a text, or in the values of a keyword.
    SEARCH,
    /// It can be a facet and a filter.
    FACET,
    /// Results can be ordered by it.
    SORT,
    /// It holds numbers or addresses of people, which are one however they are written.
    CONTACT,
    /// It is a column of the result grid until a person chooses otherwise.
    COLUMN
}
