package io.keqing.sample;

import java.time.LocalDate;
import java.util.NavigableMap;

/// The burst of complaints that was planted: where, when and how many.
///
/// It stands in one series (complaints with this product, channel and topic; nothing else in the world has all
/// three). The series starts with the product ten weeks before the end, 15 or more a day, and is tripled from
/// `from` to `to`.
///
/// @param seriesFrom first day of the series
/// @param from first day of the burst, ten days before the end
/// @param to last day of the burst, included
/// @param expectedPerDay mean of the days without burst
/// @param tripledPerDay mean of the days of the burst
/// @param perDay the exact number of every day of the series; days are the same in Chinese time and in UTC
public record Burst(
        String product,
        String channel,
        String topic,
        LocalDate seriesFrom,
        LocalDate from,
        LocalDate to,
        double expectedPerDay,
        double tripledPerDay,
        NavigableMap<LocalDate, Integer> perDay) {}
