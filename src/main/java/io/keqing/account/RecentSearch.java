package io.keqing.account;

import java.time.Instant;

/// A search somebody asked not long ago. It prints without its words, which are personal data.
///
/// @param type customers, interactions or feedback
/// @param address the whole search, as `customers/search?q=…`
public record RecentSearch(String type, String words, String address, Instant askedAt) {
    @Override
    public String toString() {
        return "a search for " + type + " of " + askedAt;
    }
}
