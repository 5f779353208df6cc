package io.keqing.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.BgNbd;
import io.keqing.statistics.BgNbd.Group;
import io.keqing.statistics.GammaGamma;
import io.keqing.statistics.GammaGamma.Spent;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

class LifetimeModelsTest {
    /// What Fader, Hardie and Lee found for CDNOW, and what their note foretells of the customer with 2
    /// repeats, the last in week 30.43 of 38.86: 1.226 orders in 39 weeks.
    private static final BgNbd CDNOW = new BgNbd(0.243, 4.414, 0.793, 2.426);

    @Test
    void theNotesOwnCustomer_isForetoldAsTheNoteDoes() {
        assertEquals(1.226, CDNOW.expected(new Group(2, 30.43, 38.86, 1), 39), 0.003);
    }

    /// One customer after the other, as the model tells their story.
    private static List<int[]> live(BgNbd model, double age, double more, int customers, List<Group> seen) {
        RandomDataGenerator random = new RandomDataGenerator(9);
        List<int[]> later = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            double rate = Math.max(1e-9, random.nextGamma(model.r(), 1 / model.alpha()));
            double chance = random.nextBeta(model.a(), model.b());
            double at = 0;
            double last = 0;
            int before = 0;
            int after = 0;
            boolean alive = true;
            while (alive) {
                at += -Math.log(1 - random.nextDouble()) / rate;
                if (at > age + more) {
                    break;
                }
                if (at <= age) {
                    before++;
                    last = at;
                } else {
                    after++;
                }
                alive = random.nextDouble() > chance;
            }
            seen.add(new Group(before, last, age, 1));
            later.add(new int[] {before, after});
        }
        return later;
    }

    @Test
    void ofCustomersWhoLiveByTheModel_itsParametersAndTheirFutureAreFound() {
        BgNbd truth = new BgNbd(0.8, 6, 0.9, 3);
        List<Group> seen = new ArrayList<>();
        List<int[]> later = live(truth, 52, 52, 12_000, seen);
        BgNbd fitted = BgNbd.fit(seen);
        assertEquals(truth.r() / truth.alpha(), fitted.r() / fitted.alpha(), 0.015, fitted.toString());
        assertEquals(
                truth.a() / (truth.a() + truth.b()), fitted.a() / (fitted.a() + fitted.b()), 0.03, fitted.toString());
        assertTrue(
                fitted.logLikelihood(seen) >= truth.logLikelihood(seen) - 1e-6,
                "nothing is more likely than what was fitted");
        double actual = later.stream().mapToInt(each -> each[1]).sum();
        double expected =
                seen.stream().mapToDouble(group -> fitted.expected(group, 52)).sum();
        assertEquals(actual, expected, 0.05 * actual);
        // and of those with many repeats alone
        double busy = 0;
        double busyExpected = 0;
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).repeats() >= 4) {
                busy += later.get(i)[1];
                busyExpected += fitted.expected(seen.get(i), 52);
            }
        }
        assertEquals(busy, busyExpected, 0.08 * busy);
    }

    @Test
    void moneyIsFoundBetweenTheCustomersOwnAndThatOfAll() {
        RandomDataGenerator random = new RandomDataGenerator(3);
        GammaGamma truth = new GammaGamma(4, 5, 60);
        List<Spent> all = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            double scale = random.nextGamma(truth.q(), 1 / truth.gamma());
            int orders = 1 + random.nextInt(0, 7);
            all.add(new Spent(orders, random.nextGamma(truth.p() * orders, 1 / (scale * orders))));
        }
        GammaGamma fitted = GammaGamma.fit(all);
        double mean = truth.p() * truth.gamma() / (truth.q() - 1);
        assertEquals(mean, fitted.p() * fitted.gamma() / (fitted.q() - 1), 0.03 * mean, fitted.toString());
        double own = fitted.expected(new Spent(5, 200));
        assertTrue(own < 200 && own > mean, "between " + mean + " and 200 was " + own);
        assertTrue(fitted.expected(new Spent(50, 200)) > own, "the more orders, the nearer to their own");
    }

    @Test
    void theSeriesOfGauss_isThatOfKnownFunctions() {
        // 2F1(1, 1; 2; z) = −ln(1 − z) ÷ z
        assertEquals(-Math.log(1 - 0.7) / 0.7, BgNbd.hypergeometric(1, 1, 2, 0.7), 1e-10);
        // 2F1(a, b; b; z) = (1 − z)^−a
        assertEquals(Math.pow(1 - 0.4, -2.5), BgNbd.hypergeometric(2.5, 3.1, 3.1, 0.4), 1e-10);
    }

    @Test
    void whereNobodyCameBack_thereIsNothingToFit() {
        assertThrows(IllegalArgumentException.class, () -> BgNbd.fit(List.of(new Group(0, 0, 20, 500))));
    }
}
