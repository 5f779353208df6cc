package io.keqing.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

@MappedEntity("recent_search")
record RecentSearchRow(@Id String userName, String type, String words, String address, Instant askedAt) {
    RecentSearch search() {
        return new RecentSearch(type, words, address, askedAt);
    }

    @Override
    public String toString() {
        return search().toString();
    }
}
