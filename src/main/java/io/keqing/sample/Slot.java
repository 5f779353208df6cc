package io.keqing.sample;

import org.jspecify.annotations.Nullable;

/// What a sentence leaves open, with its short name in the word lists.
enum Slot {
    PRODUCT("p"),
    ORDER("o"),
    ERROR_CODE("e"),
    NUMBER("n"),
    SMALL_NUMBER("k"),
    HOURS("h"),
    AGE("age"),
    VERSION("v"),
    DATE("d"),
    CITY("c"),
    STAFF("s"),
    STORE("x"),
    CARRIER("t"),
    AMOUNT("a"),
    QUANTITY("q"),
    PHONE("pt"),
    EMAIL("em"),
    TOPIC("topic"),
    WAREHOUSE("hub"),
    EXCUSE("why");

    private final String shortName;

    Slot(String shortName) {
        this.shortName = shortName;
    }

    static @Nullable Slot of(String shortName) {
        for (Slot slot : values()) {
            if (slot.shortName.equals(shortName)) {
                return slot;
            }
        }
        return null;
    }
}
