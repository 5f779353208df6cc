package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.BgNbd.Group;
import io.keqing.statistics.GammaGamma.Spent;
import io.keqing.statistics.ValueBootstrap.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifetimeStatisticsTest {
    @Test
    void yearsWithinAHorizon_areWhatASumOverDaysFinds() {
        for (double churn : new double[] {0.001, 0.05, 0.4, 0.95}) {
            for (double discount : new double[] {0, 0.1, 0.5}) {
                for (double years : new double[] {1, 5, 30}) {
                    double sum = 0;
                    int steps = 200_000;
                    for (int i = 0; i < steps; i++) {
                        double at = (i + 0.5) * years / steps;
                        sum += Math.pow((1 - churn) / (1 + discount), at) * years / steps;
                    }
                    Horizon horizon = new Horizon(years, discount);
                    assertEquals(sum, horizon.discounted(churn), 1e-8, churn + " " + discount + " " + years);
                    assertTrue(horizon.expected(churn) <= years);
                    assertTrue(horizon.discounted(churn) <= horizon.expected(churn));
                }
            }
        }
        assertEquals(5, new Horizon(5, 0).expected(0));
        assertThrows(IllegalArgumentException.class, () -> new Horizon(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new Horizon(Double.NaN, 0.1));
    }

    @Test
    void aShareOfFew_isNeverNoneAndNeverAll() {
        assertEquals(0.5 / 13, new ShrunkenShare(12, 0).value(), 1e-12);
        assertEquals(12.5 / 13, new ShrunkenShare(12, 12).value(), 1e-12);
        // of many it is what was counted
        assertEquals(0.3, new ShrunkenShare(1_000_000, 300_000).value(), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> new ShrunkenShare(0, 0));
        // a tenth in each of four quarters
        assertEquals(1 - Math.pow(0.9, 4), ShrunkenShare.of(0.1, 4), 1e-12);
    }

    /// Customers with a mean and a rate of their own, of whom a sample is seen: the interval holds the
    /// true value.
    @Test
    void theInterval_holdsTheValue_asOftenAsItSays() {
        int runs = Integer.getInteger("keqing.statistics.runs", 60);
        Random random = new Random(5);
        Horizon horizon = new Horizon(5, 0.1);
        double churn = 0.25;
        // orders of a year: 1 to 6, each worth 50 to 150, money and number independent
        double truth = 100 * 3.5 * 0.3 * horizon.discounted(churn);
        int held = 0;
        for (int run = 0; run < runs; run++) {
            List<Block> blocks = new ArrayList<>();
            long lost = 0;
            int customers = 60;
            for (int i = 0; i < customers; i++) {
                int orders = 1 + random.nextInt(6);
                blocks.add(new Block(1, orders * (50 + 100 * random.nextDouble()), orders, orders));
                lost += random.nextDouble() < churn ? 1 : 0;
            }
            Interval interval = ValueBootstrap.interval(blocks, new ShrunkenShare(customers, lost), 1, horizon, 0.3);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        double share = (double) held / runs;
        double doubt = 3 * Math.sqrt(0.95 * 0.05 / runs);
        assertEquals(0.95, share, 0.02 + doubt);
    }

    @Test
    void whereNobodyVaries_theChurnAloneHasItsDoubt() {
        List<Block> alike = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            alike.add(new Block(1, 1_200, 12, 12));
        }
        Horizon horizon = new Horizon(5, 0.1);
        ShrunkenShare none = new ShrunkenShare(10, 0);
        Interval interval = ValueBootstrap.interval(alike, none, 1, horizon, 0.3);
        double value = ValueBootstrap.value(new Block(10, 12_000, 120, 120), none.value(), horizon, 0.3);
        assertTrue(interval.low() < value && value < interval.high(), interval + " " + value);
        assertTrue(interval.high() <= 1_200 * 0.3 * 5, "at most the horizon");
        assertEquals(interval, ValueBootstrap.interval(alike, none, 1, horizon, 0.3), "the same each time");
    }

    @Test
    void correlation_isPearsons_andNothingWhereNothingVaries() {
        // R: cor(c(1,2,3,4,5), c(2,1,4,3,5)) = 0.8
        assertEquals(
                0.8,
                Correlation.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 4, 3, 5})
                        .orElseThrow(),
                1e-12);
        assertTrue(
                Correlation.of(new double[] {1, 2, 3}, new double[] {7, 7, 7}).isEmpty());
        assertTrue(
                Correlation.of(new double[] {3, 3, 3}, new double[] {1, 2, 3}).isEmpty());
        assertTrue(Correlation.of(new double[] {1, 2}, new double[] {1, 2}).isEmpty());
        // equal values that rounding has parted
        assertTrue(Correlation.of(new double[] {1, 2, 3}, new double[] {0.1 + 0.2, 0.3, 0.3})
                .isEmpty());
    }

    /// Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013): with what they found for
    /// CDNOW
    /// (p 6.25, q 3.74, γ 15.44, repeats only) the mean of all is 35.2, and of whoever has two repeats
    /// of 22.35 on
    /// average 24.66.
    @Test
    void gammaGamma_isThatOfItsNote() {
        GammaGamma cdnow = new GammaGamma(6.25, 3.74, 15.44);
        assertEquals(35.2, cdnow.mean().orElseThrow(), 0.05);
        assertEquals(24.66, cdnow.expected(new Spent(2, 22.35)), 0.02);
        assertEquals(71.46, cdnow.expected(new Spent(7, 73.74)), 0.05);
        assertTrue(new GammaGamma(6.25, 0.9, 15.44).mean().isEmpty(), "means without a mean");
    }

    @Test
    void atTheEdge_modelsAnswerNumbers() {
        // ten who buy every 30 days for two years and never stop
        List<Group> regular = List.of(new Group(17, 72, 74, 10));
        List<Group> one = List.of(new Group(1, 3, 20, 1));
        List<Group> mostGone = List.of(new Group(0, 0, 100, 500), new Group(1, 0.5, 100, 1));
        for (List<Group> groups : List.of(regular, one, mostGone)) {
            BgNbd fitted = BgNbd.fit(groups);
            for (double number : new double[] {fitted.r(), fitted.alpha(), fitted.a(), fitted.b()}) {
                assertTrue(Double.isFinite(number) && number > 0, fitted.toString());
            }
            for (Group group : groups) {
                double expected = fitted.expected(group, 52);
                assertTrue(Double.isFinite(expected) && expected >= 0 && expected < 100, fitted + " " + expected);
            }
        }
        GammaGamma alike = GammaGamma.fit(List.of(new Spent(3, 100), new Spent(5, 100), new Spent(9, 100)));
        assertTrue(Double.isFinite(alike.expected(new Spent(3, 100))), alike.toString());
        assertEquals(100, alike.expected(new Spent(3, 100)), 2);
    }
}
