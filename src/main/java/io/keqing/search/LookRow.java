package io.keqing.search;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/// How far one person has looked at one saved search.
///
/// @param highestKey records with a higher key first appeared later
@MappedEntity("saved_search_look")
record LookRow(@Id long searchId, String userName, int highestKey, Instant lookedAt) {}
