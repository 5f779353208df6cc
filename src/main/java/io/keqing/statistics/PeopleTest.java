package io.keqing.statistics;

import io.keqing.statistics.PeopleComparison.Person;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether two groups differ where people answered more than once or in both groups. People are dealt
/// out, not answers: whoever answered in one group only could as well have been in the other, with all
/// their answers; whoever answered in both could as well have given the one group's answers in the
/// other, which turns the sign of their own difference round (Fisher 1935). p is mid-p, as that of
/// [ConditionalTest].
///
/// A person of one group counts by Sᵢ − m nᵢ, which is what their answers are above the mean of all
/// people of one group; a person of both by the difference of that between the groups, with the mean
/// of all people of both. So the two kinds of people may answer otherwise without that being taken for
/// a difference of the groups.
///
/// Few people are summed up exactly, in whole numbers; else 20,000 ways are drawn, always the same;
/// where at least [#MANY] people could be in either group and none has more than a fiftieth of the
/// variance, p is that of the normal distribution.
final class PeopleTest {
    static final int MANY = 200;

    private static final double MOST_OF_ONE = 0.02;
    private static final int DRAWS = 20_000;
    private static final int MOST_STATES = 2_000_000;

    /// Beyond, what people count by is rounded, and only the normal distribution or a drawing is asked.
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(40);

    /// What a person of one group adds to the difference if they are in the first; how many there are.
    private final TreeMap<Long, Long> alone = new TreeMap<>();

    /// What a person of both adds, either way; how many there are.
    private final TreeMap<Long, Long> both = new TreeMap<>();

    private final long inFirst;
    private final long inOne;
    private final long inTwo;
    private final long seen;

    /// @param n answers of some people
    /// @param sum of them
    private record Sums(BigInteger n, BigInteger sum) {
        static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO);

        Sums with(long answers, long of, long count) {
            return new Sums(
                    n.add(BigInteger.valueOf(answers * count)),
                    sum.add(BigInteger.valueOf(of).multiply(BigInteger.valueOf(count))));
        }

        /// What answers are above the mean, times `n`.
        BigInteger above(long answers, long of) {
            return BigInteger.valueOf(of)
                    .multiply(n)
                    .subtract(BigInteger.valueOf(answers).multiply(sum));
        }
    }

    PeopleTest(PeopleComparison compared) {
        Sums one = Sums.NONE;
        Sums two = Sums.NONE;
        BigInteger first = BigInteger.ZERO;
        BigInteger second = BigInteger.ZERO;
        for (Map.Entry<Person, Long> each : compared.people().entrySet()) {
            Person person = each.getKey();
            long count = each.getValue();
            first = first.add(BigInteger.valueOf(person.n() * count));
            second = second.add(BigInteger.valueOf(person.otherN() * count));
            if (person.isInBoth()) {
                two = two.with(person.n() + person.otherN(), person.sum() + person.otherSum(), count);
            } else {
                one = one.with(person.n() + person.otherN(), person.sum() + person.otherSum(), count);
            }
        }
        Map<BigInteger, Long> alones = new HashMap<>();
        Map<BigInteger, Long> boths = new HashMap<>();
        BigInteger difference = BigInteger.ZERO;
        long ones = 0;
        long firsts = 0;
        long twos = 0;
        BigInteger all = first.add(second);
        BigInteger ofOne = two.n().signum() == 0 ? BigInteger.ONE : two.n();
        BigInteger ofTwo = one.n().signum() == 0 ? BigInteger.ONE : one.n();
        for (Map.Entry<Person, Long> each : compared.people().entrySet()) {
            Person person = each.getKey();
            long count = each.getValue();
            BigInteger adds;
            if (person.isInBoth()) {
                adds = two.above(person.n(), person.sum())
                        .multiply(second)
                        .subtract(two.above(person.otherN(), person.otherSum()).multiply(first))
                        .multiply(ofTwo);
                boths.merge(adds.abs(), count, Long::sum);
                twos += count;
            } else {
                adds = one.above(person.n() + person.otherN(), person.sum() + person.otherSum())
                        .multiply(all)
                        .multiply(ofOne);
                alones.merge(adds, count, Long::sum);
                ones += count;
                firsts += person.n() > 0 ? count : 0;
            }
            if (person.n() > 0) {
                difference = difference.add(adds.multiply(BigInteger.valueOf(count)));
            }
        }
        BigInteger divisor = BigInteger.ZERO;
        BigInteger largest = BigInteger.ONE;
        for (Map<BigInteger, Long> either : List.of(alones, boths)) {
            for (BigInteger adds : either.keySet()) {
                divisor = divisor.gcd(adds);
                largest = largest.max(adds.abs());
            }
        }
        divisor = divisor.max(BigInteger.ONE);
        // where whole numbers are too large to be added up they are rounded
        BigInteger unit = largest.divide(divisor).compareTo(LARGEST) > 0
                ? largest.divide(LARGEST).max(BigInteger.ONE)
                : divisor;
        alones.forEach((adds, count) -> alone.merge(adds.divide(unit).longValueExact(), count, Long::sum));
        boths.forEach((adds, count) -> both.merge(adds.divide(unit).longValueExact(), count, Long::sum));
        this.inOne = ones;
        this.inFirst = firsts;
        this.inTwo = twos;
        this.seen = difference.divide(unit).abs().longValueExact();
    }

    double p() {
        if (alone.keySet().stream().allMatch(adds -> adds == 0)
                && both.keySet().stream().allMatch(adds -> adds == 0)) {
            return 1;
        }
        return exact().orElseGet(() -> isNormal() ? normal() : drawn());
    }

    private long drawnOnes() {
        return Math.min(inFirst, inOne - inFirst);
    }

    private double variance() {
        double one = 0;
        for (Map.Entry<Long, Long> each : alone.entrySet()) {
            one += (double) each.getKey() * each.getKey() * each.getValue();
        }
        double two = 0;
        for (Map.Entry<Long, Long> each : both.entrySet()) {
            two += (double) each.getKey() * each.getKey() * each.getValue();
        }
        return (inOne < 2 ? 0 : one / (inOne - 1.0) * inFirst * (inOne - inFirst) / inOne) + two;
    }

    private boolean isNormal() {
        double most = 0;
        for (TreeMap<Long, Long> either : List.of(alone, both)) {
            if (!either.isEmpty()) {
                most = Math.max(most, Math.max(Math.abs(either.firstKey()), Math.abs(either.lastKey())));
            }
        }
        return (drawnOnes() == 0 || drawnOnes() >= MANY)
                && (inTwo == 0 || inTwo >= MANY)
                && most * most <= MOST_OF_ONE * variance();
    }

    double normal() {
        double z = seen / Math.sqrt(variance());
        return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(z));
    }

    /// Chances of sums, one kind of person after the other.
    ///
    /// @return empty where there are too many sums
    OptionalDouble exact() {
        boolean turned = inFirst > inOne - inFirst;
        int drawn = (int) Math.min(drawnOnes(), Integer.MAX_VALUE);
        if (drawn > 2_000) {
            return OptionalDouble.empty();
        }
        // whoever is not in the first is in the second: the sum over all of one group is 0
        Map<Integer, Map<Long, Double>> states = new HashMap<>();
        states.put(drawn, new HashMap<>(Map.of(0L, 1.0)));
        long rest = inOne;
        long work = 0;
        for (Map.Entry<Long, Long> kind : alone.entrySet()) {
            Map<Integer, Map<Long, Double>> next = new HashMap<>();
            for (Map.Entry<Integer, Map<Long, Double>> state : states.entrySet()) {
                Hypergeometric part = Hypergeometric.of(rest, kind.getValue(), state.getKey());
                work += (long) part.chance().length * state.getValue().size();
                if (work > MOST_STATES) {
                    return OptionalDouble.empty();
                }
                for (int taken = part.first(); taken <= part.last(); taken++) {
                    double chance = part.chance()[taken - part.first()];
                    long adds = kind.getKey() * taken * (turned ? -1 : 1);
                    Map<Long, Double> after = next.computeIfAbsent(state.getKey() - taken, any -> new HashMap<>());
                    state.getValue().forEach((sum, of) -> after.merge(sum + adds, of * chance, Double::sum));
                }
            }
            states = next;
            rest -= kind.getValue();
        }
        Map<Long, Double> sums = states.getOrDefault(0, Map.of());
        for (Map.Entry<Long, Long> kind : both.entrySet()) {
            long count = kind.getValue();
            if (kind.getKey() == 0) {
                continue;
            }
            work += (count + 1) * sums.size();
            if (work > MOST_STATES) {
                return OptionalDouble.empty();
            }
            Map<Long, Double> next = new HashMap<>();
            double[] chances = binomial((int) count);
            sums.forEach((sum, of) -> {
                for (int i = 0; i <= count; i++) {
                    next.merge(sum + kind.getKey() * (2L * i - count), of * chances[i], Double::sum);
                }
            });
            sums = next;
        }
        double beyond = 0;
        double equal = 0;
        for (Map.Entry<Long, Double> each : sums.entrySet()) {
            long apart = Math.abs(each.getKey());
            beyond += apart > seen ? each.getValue() : 0;
            equal += apart == seen ? each.getValue() : 0;
        }
        return OptionalDouble.of(Math.min(1, beyond + equal / 2));
    }

    /// Chances of 0 to n heads.
    private static double[] binomial(int n) {
        double[] chances = new double[n + 1];
        for (int heads = 0; heads <= n; heads++) {
            chances[heads] = Math.exp(LogGamma.value(n + 1.0)
                    - LogGamma.value(heads + 1.0)
                    - LogGamma.value(n - heads + 1.0)
                    - n * Math.log(2));
        }
        return chances;
    }

    /// The seed is fixed: whoever asks twice is told the same.
    double drawn() {
        Random random = new Random(20_111);
        long[] ones = list(alone);
        long[] twos = list(both);
        int picked = (int) drawnOnes();
        long beyond = 0;
        long equal = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            long sum = 0;
            for (int i = 0; i < picked; i++) {
                int other = i + random.nextInt(ones.length - i);
                long adds = ones[other];
                ones[other] = ones[i];
                ones[i] = adds;
                sum += adds;
            }
            long bits = 0;
            for (int i = 0; i < twos.length; i++) {
                bits = i % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
                sum += (bits & 1) == 0 ? twos[i] : -twos[i];
            }
            beyond += Math.abs(sum) > seen ? 1 : 0;
            equal += Math.abs(sum) == seen ? 1 : 0;
        }
        // what was seen is one of the ways
        return (beyond + (equal + 1) / 2.0) / (DRAWS + 1);
    }

    private static long[] list(Map<Long, Long> counts) {
        return counts.entrySet().stream()
                .flatMapToLong(each -> LongStream.generate(each::getKey).limit(each.getValue()))
                .toArray();
    }
}
