package io.keqing.importing;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.ZoneId;

/// What an administrator may set about imports.
///
/// @param zone of times that do not name one, where the mapping does not either (`keqing.zone`)
/// @param longestRecord characters of one row (`keqing.import.longest-record`)
/// @param workers imports at once (`keqing.import.workers`)
@Singleton
record ImportSettings(ZoneId zone, int longestRecord, int workers) {
    @jakarta.inject.Inject
    ImportSettings(
            @Value("${keqing.zone:}") String zone,
            @Value("${keqing.import.longest-record:16777216}") int longestRecord,
            @Value("${keqing.import.workers:2}") int workers) {
        this(zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone), longestRecord, workers);
    }
}
