package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keqing.search.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/// Calendar periods of a moment, in the portal's zone. Weeks begin on the day that the portal is set
/// to.
///
/// @param path of the moment
/// @param weekStart the first day of a week
record TallyPeriods(String path, Period period, ZoneId zone, DayOfWeek weekStart) {
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
                        "offset",
                        offset(),
                        "min_doc_count",
                        1),
                "aggs",
                within);
    }

    /// The same periods as a source of a composite aggregation; records without the moment have a part
    /// of their own.
    Map<String, Object> source() {
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
                        "offset",
                        offset(),
                        "missing_bucket",
                        true));
    }

    /// The engine's weeks begin on Monday; others are moved back by less than a week.
    private String offset() {
        int days = period == Period.WEEK ? weekStart.getValue() - DayOfWeek.MONDAY.getValue() : 0;
        return days == 0 ? "+0d" : "-" + (DayOfWeek.values().length - days) + "d";
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
