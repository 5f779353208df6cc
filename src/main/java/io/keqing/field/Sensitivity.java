package io.keqing.field;

/// How much a value says about a person.
public enum Sensitivity {
    /// Shown to everybody who may sign in.
    OPEN,
    /// Shown to roles that serve the person, masked for those who only analyse.
    PERSONAL,
    /// Masked for all but ADMIN; found by its whole value only, never a facet, a sort key or a suggestion.
    SECRET
}
