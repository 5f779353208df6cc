package io.keqing.statistics;

import io.keqing.statistics.Clusters.Answers;
import io.keqing.statistics.Score.Difference;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/// Two groups of answers, put together person by person: whoever answered more than once, or in both,
/// is one person.
///
/// @param people how many of them answered so
/// @param step what 1 of a sum is worth, above 0
public record PeopleComparison(Map<Person, Long> people, double step) {
    public PeopleComparison {
        people = Map.copyOf(people);
        if (people.keySet().stream().noneMatch(each -> each.n() > 0)
                || people.keySet().stream().noneMatch(each -> each.otherN() > 0)) {
            throw new IllegalArgumentException("Both groups must have answers, had " + people.size() + " people");
        }
    }

    /// One person's answers in both groups.
    ///
    /// @param n in the first, 0 for none
    /// @param sum of them in steps
    /// @param otherN in the second, 0 for none
    /// @param otherSum of them in steps
    public record Person(long n, long sum, long otherN, long otherSum) {
        boolean isInBoth() {
            return n > 0 && otherN > 0;
        }
    }

    /// @param step of both
    static PeopleComparison ofOthers(Clusters one, Clusters other, double step) {
        Map<Person, Long> people = new HashMap<>();
        one.people().forEach((each, count) -> people.merge(new Person(each.n(), each.sum(), 0, 0), count, Long::sum));
        other.people().forEach((each, count) -> people.merge(new Person(0, 0, each.n(), each.sum()), count, Long::sum));
        return new PeopleComparison(people, step);
    }

    public Clusters one() {
        Map<Answers, Long> group = new HashMap<>();
        people.forEach((each, count) -> {
            if (each.n() > 0) {
                group.merge(new Answers(each.n(), each.sum()), count, Long::sum);
            }
        });
        return new Clusters(group, step);
    }

    public Clusters other() {
        Map<Answers, Long> group = new HashMap<>();
        people.forEach((each, count) -> {
            if (each.otherN() > 0) {
                group.merge(new Answers(each.otherN(), each.otherSum()), count, Long::sum);
            }
        });
        return new Clusters(group, step);
    }

    /// Whether everybody gave one answer, in one of the two.
    public boolean isOnce() {
        return people.keySet().stream().allMatch(each -> each.n() + each.otherN() == 1);
    }

    public long inBoth() {
        return people.entrySet().stream()
                .filter(each -> each.getKey().isInBoth())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// The first less the second, with p of [PeopleTest]. The interval is made of those of both where
    /// nobody is in both; else it is Student's, with the standard error of what each person adds to
    /// the difference and people − 1 degrees of freedom.
    ///
    /// @param one the score of the first, as is `other` that of the second
    Difference difference(Score one, Score other) {
        double difference = one.value() - other.value();
        return new Difference(
                difference, inBoth() == 0 ? Score.hybrid(one, other) : interval(difference), new PeopleTest(this).p());
    }

    private Interval interval(double difference) {
        Clusters one = one();
        Clusters other = other();
        double mean = one.mean();
        double otherMean = other.mean();
        double n = one.n();
        double otherN = other.n();
        double squares = 0;
        long count = 0;
        for (Map.Entry<Person, Long> each : people.entrySet()) {
            Person person = each.getKey();
            double adds = (person.sum() * step - mean * person.n()) / n
                    - (person.otherSum() * step - otherMean * person.otherN()) / otherN;
            squares += adds * adds * each.getValue();
            count += each.getValue();
        }
        if (count < 2) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double error = Math.sqrt(squares * count / (count - 1));
        double reach = TDistribution.of(count - 1.0).inverseSurvivalProbability(0.025) * error;
        return new Interval(difference - reach, difference + reach);
    }
}
