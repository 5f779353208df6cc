package io.keqing.ui;

import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of a date facet as a row of bars: one for each year, month or day, those without records too,
/// so that a gap in time is a gap in the row.
///
/// @param bars in the order of time
/// @param earlier what lies before the first bar; null where nothing does
/// @param later what lies from the end of the last bar on
record DateBars(List<Bar> bars, SearchResult.@Nullable Value earlier, SearchResult.@Nullable Value later) {
    /// More bars than this stand side by side without the empty ones: a wrong year is no reason for a
    /// thousand gaps.
    static final int MOST = 100;

    /// @param from as a filter takes it: `2025`, `2025-03`, `2025-03-31`
    /// @param to where the next bar begins
    record Bar(String from, String to, long count) {
        Condition.Between condition() {
            return new Condition.Between(from, to, true);
        }
    }

    static DateBars of(SearchResult.Facet facet) {
        List<Bar> counted = new ArrayList<>();
        SearchResult.Value earlier = null;
        SearchResult.Value later = null;
        String unit = unit(facet);
        for (SearchResult.Value value : facet.values()) {
            int dots = value.value().indexOf("..");
            if (value.value().startsWith("..<")) {
                earlier = value.count() > 0 && isBar(value.value().substring(3), unit) ? value : earlier;
            } else if (dots > 0 && dots + 2 == value.value().length()) {
                later = value.count() > 0 && isBar(value.value().substring(0, dots), unit) ? value : later;
            } else if (dots > 0 && value.value().startsWith("..<", dots)) {
                Bar bar =
                        new Bar(value.value().substring(0, dots), value.value().substring(dots + 3), value.count());
                if (bar.to().equals(next(bar.from())) && isBar(bar.from(), unit)) {
                    counted.add(bar);
                }
            }
        }
        return new DateBars(filled(counted), earlier, later);
    }

    /// The finest there is: a chosen month is listed beside the days that are shown of it.
    private static String unit(SearchResult.Facet facet) {
        return facet.values().stream()
                .map(SearchResult.Value::value)
                .filter(value -> value.matches("\\d{4}(-\\d{2}){0,2}\\.\\.<.*"))
                .map(value -> value.substring(0, value.indexOf("..")))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static boolean isBar(String from, String unit) {
        return unit.isEmpty() || from.length() == unit.length();
    }

    private static List<Bar> filled(List<Bar> counted) {
        List<Bar> all = new ArrayList<>();
        for (Bar bar : counted) {
            while (!all.isEmpty() && all.getLast().to().compareTo(bar.from()) < 0) {
                String from = all.getLast().to();
                all.add(new Bar(from, next(from), 0));
                if (all.size() > MOST) {
                    return counted;
                }
            }
            all.add(bar);
        }
        return all;
    }

    /// The unit behind it: `2026` of `2025`, `2025-04` of `2025-03`.
    private static String next(String from) {
        try {
            return switch (from.length()) {
                case 4 -> Year.parse(from).plusYears(1).toString();
                case 7 -> YearMonth.parse(from).plusMonths(1).toString();
                case 10 -> LocalDate.parse(from).plusDays(1).toString();
                default -> "";
            };
        } catch (DateTimeException e) {
            return ""; // written by a person: no bar of ours
        }
    }

    /// The highest number on a bar.
    long most() {
        return bars.stream().mapToLong(Bar::count).max().orElse(0);
    }

    /// Whether the bar lies within a chosen span.
    boolean isChosen(Bar bar, List<Condition> chosen, ZoneId zone) {
        Optional<LocalDate> from = day(bar.from(), zone);
        Optional<LocalDate> to = day(bar.to(), zone);
        return from.isPresent()
                && to.isPresent()
                && chosen.stream().anyMatch(condition -> switch (condition) {
                    case Condition.Is(String value) -> covers(value, value, false, from.get(), to.get(), zone);
                    case Condition.Between(String first, String last, boolean above, boolean excluded) ->
                        covers(first, last, excluded, from.get(), to.get(), zone);
                    case Condition.Like like -> false;
                    case Condition.Missing() -> false;
                    case Condition.Present() -> true;
                });
    }

    private static boolean covers(
            @Nullable String first,
            @Nullable String last,
            boolean excluded,
            LocalDate from,
            LocalDate to,
            ZoneId zone) {
        boolean begun = first == null
                || day(first, zone).filter(day -> !day.isAfter(from)).isPresent();
        boolean open = last == null
                || day(excluded ? last : next(last), zone)
                        .filter(day -> !day.isBefore(to))
                        .isPresent();
        return begun && open;
    }

    /// The day that a date begins with; empty for what is relative or shorter than a day.
    private static Optional<LocalDate> day(String text, ZoneId zone) {
        try {
            return switch (text.length()) {
                case 4 -> Optional.of(Year.parse(text).atDay(1));
                case 7 -> Optional.of(YearMonth.parse(text).atDay(1));
                case 10 -> Optional.of(LocalDate.parse(text));
                default ->
                    text.endsWith("Z") ? Optional.of(LocalDate.ofInstant(Instant.parse(text), zone)) : Optional.empty();
            };
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
