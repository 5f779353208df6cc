package io.keqing.importing.ui;

/// Where a column goes.
///
/// @param field its name for [Kind#FIELD] and [Kind#WRITTEN], else empty
record Target(Kind kind, String field) {
    static final Target ATTRIBUTE = new Target(Kind.ATTRIBUTE, "");
    static final Target ANSWER = new Target(Kind.ANSWER, "");
    static final Target ALIAS = new Target(Kind.ALIAS, "");
    static final Target LEAVE_OUT = new Target(Kind.LEAVE_OUT, "");

    /// The kinds of places.
    enum Kind {
        FIELD,
        ATTRIBUTE,
        ANSWER,
        /// A further id of the customer.
        ALIAS,
        LEAVE_OUT,
        /// Part of something that only the JSON can say: several columns in one field, a further type.
        WRITTEN
    }

    static Target field(String name) {
        return new Target(Kind.FIELD, name);
    }

    static Target written(String field) {
        return new Target(Kind.WRITTEN, field);
    }
}
