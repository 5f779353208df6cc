package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.Survival.Quantile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Quantiles and their bands beside those of R, `survival-quantiles.csv`, made by `survival.R`.
class SurvivalOracleTest {
    /// R leaves the median out where 1 − S is ½ less a rounding error; it is reached all the same.
    private static final String ROUNDED_AWAY = "half over 44";

    /// The five rows of which the reference table of waits consists.
    private static final Map<String, String> REFERENCE = Map.of(
            "14 22 35 41 60 75 95 140 180 260 610", "75,22,180,260,140,NA",
            "15 22 30 38 47 52 66 71 90 105 120 150 155 180 240 300 420 500 700 1400", "112.5,47,240,600,240,NA",
            "20 25 31 44 58 63 77 82 96 110 125 150 175 200 260 300+ 300+ 300+", "103,58,175,NA,200,NA",
            "10 1000", "505,10,NA,1000,10,NA");

    /// Reads waits as the file has them: `12`, `12+` for one that was open after 12, `12*3` for three.
    static Survival read(String waits) {
        Survival survival = new Survival();
        for (String each : waits.split(" ")) {
            String[] parts = each.split("\\*");
            boolean open = parts[0].endsWith("+");
            survival.add(
                    Double.parseDouble(open ? parts[0].substring(0, parts[0].length() - 1) : parts[0]),
                    !open,
                    parts.length == 1 ? 1 : Long.parseLong(parts[1]));
        }
        return survival;
    }

    static Map<String, List<String>> table(String name) throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SurvivalOracleTest.class.getResourceAsStream("/statistics/" + name)),
                StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                List<String> cells = List.of(line.split(","));
                table.put(cells.getFirst(), cells.subList(1, cells.size()));
            }
        }
        return table;
    }

    private static void assertQuantile(List<String> expected, Quantile found, String name) {
        assertCell(expected.get(0), found.value(), name + " value");
        Interval interval = found.interval();
        assertCell(expected.get(1), interval == null ? null : interval.low(), name + " low");
        assertCell(
                expected.get(2),
                interval == null || Double.isInfinite(interval.high()) ? null : interval.high(),
                name + " high");
    }

    private static void assertCell(String expected, @Nullable Double found, String name) {
        if (expected.equals("NA")) {
            assertNull(found, name);
        } else {
            assertNotNull(found, name);
            assertEquals(Double.parseDouble(expected), found, 1e-9, name);
        }
    }

    @Test
    void quantilesAndBands_areThoseOfR() throws IOException {
        Map<String, List<String>> table = table("survival-quantiles.csv");
        List<String> names = new ArrayList<>(table.keySet());
        assertTrue(names.remove(ROUNDED_AWAY));
        assertTrue(names.size() >= 60, names.toString());
        for (String name : names) {
            List<String> row = Objects.requireNonNull(table.get(name));
            Survival survival = read(row.get(6));
            assertQuantile(row.subList(0, 3), survival.quantile(0.5), name + " P50");
            assertQuantile(row.subList(3, 6), survival.quantile(0.9), name + " P90");
        }
        Survival half = read(Objects.requireNonNull(table.get(ROUNDED_AWAY)).get(6));
        assertEquals(33d, half.quantile(0.5).value());
    }

    @Test
    void theReferenceTable_isMet() {
        REFERENCE.forEach((waits, expected) -> {
            List<String> cells = List.of(expected.split(","));
            assertQuantile(cells.subList(0, 3), read(waits).quantile(0.5), waits);
            assertQuantile(cells.subList(3, 6), read(waits).quantile(0.9), waits);
        });
    }
}
