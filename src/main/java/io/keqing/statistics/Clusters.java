package io.keqing.statistics;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/// The answers of people who may have answered more than once, put together person by person: answers
/// of one person say little more than one of them, so that people are what varies.
///
/// @param people how many of them gave such answers
/// @param step what 1 of [Answers#sum] is worth, above 0
public record Clusters(Map<Answers, Long> people, double step) {
    private static final double UPPER_TAIL = 0.025;

    public Clusters {
        people = Map.copyOf(people);
        if (people.isEmpty() || !(step > 0)) {
            throw new IllegalArgumentException("There must be somebody, and a step above 0, was " + step);
        }
    }

    /// All answers of one person.
    ///
    /// @param n how many, 1 or more
    /// @param sum of what they are worth, in steps
    public record Answers(long n, long sum) {}

    /// Everybody answered once.
    ///
    /// @param step such that what each answer is worth is a whole number of steps
    static Clusters once(Classes classes, double step) {
        Map<Answers, Long> people = new HashMap<>();
        for (Map.Entry<BigDecimal, Long> each : classes.counts().entrySet()) {
            people.merge(new Answers(1, Math.round(each.getKey().doubleValue() / step)), each.getValue(), Long::sum);
        }
        return new Clusters(people, step);
    }

    public long count() {
        return people.values().stream().mapToLong(Long::longValue).sum();
    }

    public long n() {
        return people.entrySet().stream()
                .mapToLong(each -> each.getKey().n() * each.getValue())
                .sum();
    }

    /// The mean of all answers.
    public double mean() {
        double sum = 0;
        for (Map.Entry<Answers, Long> each : people.entrySet()) {
            sum += (double) each.getKey().sum() * each.getValue();
        }
        return sum * step / n();
    }

    /// The standard error of the mean, robust against whatever the answers of one person have in
    /// common: √(G ÷ (G − 1) · Σ (Sᵢ − m nᵢ)²) ÷ n over G people (Liang and Zeger 1986; the factor as
    /// in Stata and R's `sandwich`).
    ///
    /// @return NaN for one person
    public double error() {
        double mean = mean();
        double squares = 0;
        for (Map.Entry<Answers, Long> each : people.entrySet()) {
            double apart = each.getKey().sum() * step - mean * each.getKey().n();
            squares += apart * apart * each.getValue();
        }
        long count = count();
        return count < 2 ? Double.NaN : Math.sqrt(squares * count / (count - 1)) / n();
    }

    /// The mean with Student's t of people − 1 degrees of freedom.
    ///
    /// @throws IllegalStateException for one person
    public Interval interval() {
        long count = count();
        if (count < 2) {
            throw new IllegalStateException("An interval needs 2 people, had " + count);
        }
        double reach = TDistribution.of(count - 1.0).inverseSurvivalProbability(UPPER_TAIL) * error();
        return new Interval(mean() - reach, mean() + reach);
    }
}
