package io.keqing.search.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Numbers that nobody gave edges to. A few different ones are listed one by one; of many the spread is asked
/// for too, and a second question counts them between round numbers near their deciles: equal steps would put
/// nearly everything into one range where a few records are far from all others. The spread may be a guess,
/// the counts are not.
final class NumberCounts extends FacetCounts {
    private static final List<Integer> SPREAD = List.of(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 100);

    NumberCounts(Place place, Chosen chosen) {
        super(place, chosen);
    }

    @Override
    Map<String, Object> counting(String name) {
        return Json.of(
                name,
                Json.of("terms", Json.of("field", place.path(), "size", LISTED)),
                name + "spread",
                Json.of("percentiles", Json.of("field", place.path(), "percents", SPREAD, "keyed", false)));
    }

    @Override
    Listing list(String name, JsonNode scope, long under) {
        Map<String, Long> counts = new LinkedHashMap<>();
        long counted = 0;
        for (JsonNode bucket : scope.path(name).path("buckets")) {
            counts.put(plain(bucket.path("key").asDouble()), count(bucket));
            counted += count(bucket);
        }
        return new Listing(counts, 0, missing(name, scope, under, counted), 0);
    }

    @Override
    Optional<FacetCounts> closer(String name, JsonNode scope) {
        if (scope.path(name).path("sum_other_doc_count").asLong() == 0) {
            return Optional.empty();
        }
        List<Double> spread = new ArrayList<>();
        for (JsonNode point : scope.path(name + "spread").path("values")) {
            spread.add(point.path("value").asDouble());
        }
        return Optional.of(new RangeCounts(place, chosen, edges(spread)));
    }

    /// Round numbers between the lowest and the highest: above each point, but for the first, the roundest
    /// that leaves the one before it below.
    ///
    /// @param spread ascending, the lowest and the highest among them
    static List<Double> edges(List<Double> spread) {
        List<Double> points = new ArrayList<>(
                new TreeSet<>(spread.stream().filter(Double::isFinite).toList()));
        TreeSet<Double> edges = new TreeSet<>();
        for (int i = 1; i < points.size(); i++) {
            double gap = points.get(i) - points.get(i - 1);
            if (i + 1 < points.size()) {
                gap = Math.min(gap, points.get(i + 1) - points.get(i));
            }
            BigDecimal step = step(gap);
            edges.add(new BigDecimal(points.get(i))
                    .divide(step, 0, RoundingMode.FLOOR)
                    .multiply(step)
                    .doubleValue());
        }
        return List.copyOf(edges);
    }

    /// The largest of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … that is not above `gap`.
    private static BigDecimal step(double gap) {
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(gap)));
        for (int factor : new int[] {5, 2}) {
            BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
            if (step.doubleValue() <= gap) {
                return step;
            }
        }
        return power;
    }
}
