package io.keqing.customer;

import io.keqing.field.Field;
import java.util.List;

/// By what two customers are found to be likely one. Stored by its ordinal: add at the end only.
enum MatchKind {
    PHONE(CustomerFields.PHONE),
    EMAIL(CustomerFields.EMAIL),
    /// Name and birthday together; neither alone is a sign.
    PERSON(CustomerFields.NAME, CustomerFields.BIRTHDAY);

    private final List<Field<?>> fields;

    MatchKind(Field<?>... fields) {
        this.fields = List.of(fields);
    }

    List<Field<?>> fields() {
        return fields;
    }
}
