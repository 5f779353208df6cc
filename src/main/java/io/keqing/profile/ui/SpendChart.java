package io.keqing.profile.ui;

import io.keqing.profile.BuyingHabits.Habits;
import io.keqing.profile.BuyingHabits.Month;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was spent over time, in one currency: by month up to three years, by year beyond. A time without an
/// order is a bar of nothing and no gap in the axis.
final class SpendChart {
    private static final int MOST_MONTHS = 36;

    private SpendChart() {}

    /// Spent by time, from the first to the last with a record.
    static Map<String, BigDecimal> bars(Habits habits, String currency) {
        List<Month> months = habits.months().stream()
                .filter(month -> month.month() != null && month.currency().equals(currency))
                .toList();
        Map<String, BigDecimal> bars = new LinkedHashMap<>();
        if (months.isEmpty()) {
            return bars;
        }
        YearMonth first = at(months.getFirst());
        YearMonth last = at(months.getLast());
        boolean years = first.plusMonths(MOST_MONTHS).isBefore(last);
        for (YearMonth at = first; !at.isAfter(last); at = at.plusMonths(1)) {
            bars.putIfAbsent(name(at, years), BigDecimal.ZERO);
        }
        months.forEach(month -> bars.merge(name(at(month), years), month.net(), BigDecimal::add));
        return bars;
    }

    private static YearMonth at(Month month) {
        return java.util.Objects.requireNonNull(month.month());
    }

    private static String name(YearMonth at, boolean years) {
        return years ? String.valueOf(at.getYear()) : at.toString();
    }

    static ObjectNode option(Map<String, BigDecimal> bars, String label) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("tooltip").put("trigger", "axis");
        option.putObject("grid")
                .put("left", 8)
                .put("right", 8)
                .put("top", 12)
                .put("bottom", 4)
                .put("containLabel", true);
        ObjectNode axis = option.putObject("xAxis").put("type", "category");
        axis.putObject("axisLabel").put("hideOverlap", true);
        var names = axis.putArray("data");
        option.putObject("yAxis").put("type", "value").put("splitNumber", 3);
        ObjectNode series =
                option.putArray("series").addObject().put("type", "bar").put("name", label);
        var data = series.putArray("data");
        bars.forEach((name, amount) -> {
            names.add(name);
            data.add(amount);
        });
        return option;
    }

    static List<List<String>> numbers(
            Map<String, BigDecimal> bars, List<String> header, java.util.function.Function<BigDecimal, String> money) {
        List<List<String>> numbers = new ArrayList<>();
        numbers.add(header);
        List<String> names = new ArrayList<>(bars.keySet());
        names.reversed()
                .forEach(name -> numbers.add(List.of(name, money.apply(bars.getOrDefault(name, BigDecimal.ZERO)))));
        return numbers;
    }
}
