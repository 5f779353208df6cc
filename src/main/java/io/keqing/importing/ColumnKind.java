package io.keqing.importing;

import java.util.Locale;
import java.util.Optional;

/// What kind of values a column seems to hold.
public enum ColumnKind {
    EMPTY,
    ID,
    EMAIL,
    PHONE,
    DAY,
    MOMENT,
    SCALE,
    NUMBER,
    CHOICE,
    TEXT;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The field of a type that such values are likely to be of, where the header does not say.
    Optional<String> field(String type) {
        boolean isOfCustomers = type.equals("customers");
        return switch (this) {
            case ID -> Optional.of(Mapping.ID);
            case EMAIL -> isOfCustomers ? Optional.of("email") : Optional.empty();
            case PHONE -> isOfCustomers ? Optional.of("phone") : Optional.empty();
            case DAY, MOMENT -> Optional.of(isOfCustomers ? "joined" : "at");
            case EMPTY, SCALE, NUMBER, CHOICE, TEXT -> Optional.empty();
        };
    }
}
