package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.search.Period;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/// Calendar periods of a moment, in the portal's zone. Weeks begin on Monday.
///
/// @param path of the moment
record TallyPeriods(String path, Period period, ZoneId zone) {
    Map<String, Object> histogram(Map<String, Object> within) {
        return Json.of(
                "date_histogram",
                Json.of(
                        "field",
                        path,
                        "calendar_interval",
                        period.name().toLowerCase(Locale.ROOT),
                        "format",
                        "uuuu-MM-dd",
                        "time_zone",
                        zone.getId(),
                        "min_doc_count",
                        1),
                "aggs",
                within);
    }

    static LocalDate day(JsonNode bucket) {
        return LocalDate.parse(bucket.path("key_as_string").asText());
    }

    /// The records of the period that begins on `at`.
    Map<String, Object> query(LocalDate at) {
        LocalDate end = period.next(at);
        return Json.of(
                "range",
                Json.of(
                        path,
                        Json.of(
                                "gte",
                                at.atStartOfDay(zone).toInstant().toEpochMilli(),
                                "lt",
                                end.atStartOfDay(zone).toInstant().toEpochMilli())));
    }
}
