package io.keqing.customer.api;

import io.keqing.field.RecordId;
import io.keqing.rest.Problem;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/// A customer as a body names one.
@Serdeable
record GivenId(@Nullable String source, @Nullable String id) {
    /// @throws Problem 422 where it cannot be one
    static RecordId of(@Nullable GivenId given, String name) {
        if (given == null || given.source() == null || given.id() == null) {
            throw Problem.unprocessable(name + " must be {source, id}");
        }
        try {
            return new RecordId(given.source(), given.id());
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(name + ": " + e.getMessage());
        }
    }
}
