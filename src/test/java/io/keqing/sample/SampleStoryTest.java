package io.keqing.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the sample has to tell: a burst of complaints, a bad March, and what drives satisfaction.
class SampleStoryTest {
    private static final SampleRows LARGE = SampleRows.of(5, 16_000);

    private static NavigableMap<LocalDate, Long> series(SampleRows rows, Burst burst, ZoneId zone) {
        return rows.interactions().stream()
                .filter(row -> row.getField("product").equals(burst.product())
                        && row.getField("channel").equals(burst.channel())
                        && row.getField("topic").equals(burst.topic()))
                .peek(row -> assertEquals("complaint", row.getField("kind")))
                .collect(Collectors.groupingBy(
                        row -> LocalDate.ofInstant(Instant.parse(row.getField("at")), zone),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private static void assertBurst(SampleRows rows) {
        Burst burst = rows.world().burst().orElseThrow();
        assertEquals(SampleRows.END.minusDays(10), burst.from());
        assertEquals(burst.from().plusDays(3), burst.to());
        NavigableMap<LocalDate, Long> seen = series(rows, burst, Seasons.ZONE);
        assertEquals(seen, series(rows, burst, ZoneOffset.UTC));
        assertEquals(burst.perDay().keySet(), seen.keySet());
        assertEquals(70, seen.size());
        seen.forEach((day, count) -> {
            assertEquals(burst.perDay().get(day).longValue(), count);
            boolean tripled = !day.isBefore(burst.from()) && !day.isAfter(burst.to());
            assertTrue(count >= (tripled ? 45 : 15), day + ": " + count);
        });
        double usual = seen.headMap(burst.from()).values().stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
        assertEquals(burst.expectedPerDay(), usual, 1);
    }

    @Test
    void theBurst_isExactlyWhereTheWorldSays_fromTwoThousandCustomersUp() {
        assertBurst(LARGE);
        assertBurst(SampleRows.of(1, 2000));
        assertBurst(SampleRows.of(1, 2003));
    }

    @Test
    void aSmallerWorld_hasNoBurst() {
        SampleRows small = SampleRows.of(1, 1999);
        assertTrue(small.world().burst().isEmpty());
        assertTrue(small.interactions().stream()
                .noneMatch(row -> row.getField("product").equals(Shop.NEW_PRODUCT)
                        && row.getField("topic").equals("固件升级失败")));
    }

    private record Waves(int n, double nps, double error) {
        static Waves of(Predicate<NamedCsvRecord> which) {
            List<Integer> scores = LARGE.feedback().stream()
                    .filter(row -> !row.getField("nps").isEmpty())
                    .filter(which)
                    .map(row -> Integer.parseInt(row.getField("nps")))
                    .toList();
            double n = scores.size();
            double promoters = scores.stream().filter(score -> score >= 9).count() / n;
            double detractors = scores.stream().filter(score -> score <= 6).count() / n;
            double nps = promoters - detractors;
            return new Waves(scores.size(), nps, Math.sqrt((promoters + detractors - nps * nps) / n));
        }
    }

    @Test
    void satisfaction_fallsInMarch_ofTheLastFullYear() {
        Waves march = Waves.of(row -> row.getField("at").startsWith("2025-03"));
        Waves others = Waves.of(row -> !row.getField("at").matches("2025-0[234].*"));
        assertTrue(march.n() >= 60 && others.n() >= 1000, march + " " + others);
        double z = (others.nps() - march.nps()) / Math.hypot(march.error(), others.error());
        assertTrue(z > 4, march + " against " + others);
        double csatMarch = goodCsat(row -> row.getField("at").startsWith("2025-03"));
        double csatOthers = goodCsat(row -> !row.getField("at").matches("2025-0[234].*"));
        assertTrue(csatMarch < csatOthers - 0.15, csatMarch + " against " + csatOthers);
    }

    private static double goodCsat(Predicate<NamedCsvRecord> which) {
        List<NamedCsvRecord> answers = LARGE.feedback().stream()
                .filter(row -> row.getField("survey").equals("csat-after-case"))
                .filter(row -> !row.getField("csat").isEmpty())
                .filter(which)
                .toList();
        return SampleRows.share(answers, row -> Integer.parseInt(row.getField("csat")) >= 4);
    }

    @Test
    void marchsReason_canBeFound_inDeliveriesTopicsAndComments() {
        List<NamedCsvRecord> parcels = LARGE.interactions().stream()
                .filter(row -> row.getField("kind").equals("order"))
                .filter(row -> row.getField("at").startsWith("2025-03"))
                .filter(row -> !row.getField("deliveryDays").isEmpty())
                .toList();
        Predicate<NamedCsvRecord> late = row -> Integer.parseInt(row.getField("deliveryDays")) > 3;
        List<NamedCsvRecord> moved = parcels.stream()
                .filter(row -> row.getField("warehouse").equals(Seasons.MOVED_WAREHOUSE))
                .toList();
        List<NamedCsvRecord> elsewhere =
                parcels.stream().filter(row -> !moved.contains(row)).toList();
        assertTrue(SampleRows.share(moved, late) > 0.6);
        assertTrue(SampleRows.share(elsewhere, late) < 0.2);

        Predicate<NamedCsvRecord> move = row ->
                row.getField("comment").contains("搬") || row.getField("comment").contains("warehouse move");
        List<NamedCsvRecord> unhappy = LARGE.feedback().stream()
                .filter(row -> !row.getField("comment").isEmpty())
                .filter(row -> row.getField("at").startsWith("2025-03"))
                .filter(row -> row.getField("wait").matches("[12]"))
                .toList();
        List<NamedCsvRecord> autumn = LARGE.feedback().stream()
                .filter(row -> row.getField("at").startsWith("2025-09"))
                .toList();
        assertTrue(SampleRows.share(unhappy, move) > 0.3);
        assertEquals(0, SampleRows.share(autumn, move));
    }

    @Test
    void waitingDrivesTheScoreMost_andTheAppLeast() {
        double wait = correlation("wait");
        double quality = correlation("quality");
        double price = correlation("price");
        double app = correlation("app");
        assertTrue(wait > quality && quality > price && price > app, wait + " " + quality + " " + price + " " + app);
        assertTrue(app > 0);
    }

    private static double correlation(String answer) {
        List<double[]> pairs = LARGE.feedback().stream()
                .filter(row -> !row.getField("nps").isEmpty())
                .filter(row -> row.getField(answer).matches("[1-5]"))
                .map(row ->
                        new double[] {Double.parseDouble(row.getField(answer)), Double.parseDouble(row.getField("nps"))
                        })
                .toList();
        double meanX = pairs.stream().mapToDouble(pair -> pair[0]).average().orElse(0);
        double meanY = pairs.stream().mapToDouble(pair -> pair[1]).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (double[] pair : pairs) {
            xy += (pair[0] - meanX) * (pair[1] - meanY);
            xx += (pair[0] - meanX) * (pair[0] - meanX);
            yy += (pair[1] - meanY) * (pair[1] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
