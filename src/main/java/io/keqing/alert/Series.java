package io.keqing.alert;

import org.jspecify.annotations.Nullable;

/// The cases of one product, channel and topic, or of some of them.
///
/// @param product null = of any, empty = without one; likewise the others
record Series(
        @Nullable String product,
        @Nullable String channel,
        @Nullable String topic) {

    /// Whether one of the two holds all cases of the other.
    boolean nests(Series other) {
        return within(other) || other.within(this);
    }

    private boolean within(Series wider) {
        return within(product, wider.product) && within(channel, wider.channel) && within(topic, wider.topic);
    }

    private static boolean within(@Nullable String value, @Nullable String wider) {
        return wider == null || wider.equals(value);
    }
}
