package io.keqing.sample;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/// Deals the complaints of the planted series out to customers, so that each customer's share is known without
/// the others: one customer of every block of four is an owner of the new product, and the complaints are spread
/// evenly over the owners. At 2,000 customers an owner complains about three times, from 8,000 on once at most.
///
/// The price of 15 a day for a small world: at 2,000 customers the series is a sixth of all interactions. It
/// therefore runs for ten weeks only, and not at all below 2,000 customers.
final class BurstPlan {
    static final int SMALLEST_WORLD = 2000;
    static final String CHANNEL = "app";
    static final String PROBLEM = "firmware";
    private static final int PURPOSE = 3;
    private static final int SERIES_DAYS = 70;
    private static final int BURST_BEFORE_END = 10;
    private static final int BURST_DAYS = 4;
    private static final int LEAST_A_DAY = 15;
    private static final int MEAN_ABOVE_LEAST = 3;
    private static final int BLOCK = 4;

    private final long seed;
    private final Seasons seasons;
    private final int blocks;
    private final int firstDay;
    /// Day of each complaint, shuffled; empty in a world without burst.
    private final int[] dayOf;

    private final TreeMap<LocalDate, Integer> perDay = new TreeMap<>();

    BurstPlan(long seed, int customers, Seasons seasons) {
        this.seed = seed;
        this.seasons = seasons;
        this.blocks = customers / BLOCK;
        this.firstDay = seasons.days - SERIES_DAYS;
        this.dayOf = customers < SMALLEST_WORLD ? new int[0] : days();
    }

    private int[] days() {
        Dice dice = Dice.of(seed, PURPOSE, 0, 0);
        int total = 0;
        for (int day = firstDay; day < seasons.days; day++) {
            int count = LEAST_A_DAY + dice.times(MEAN_ABOVE_LEAST);
            count *= inBurst(day) ? 3 : 1;
            perDay.put(seasons.start.plusDays(day), count);
            total += count;
        }
        int[] days = new int[total];
        int at = 0;
        for (int day = firstDay; day < seasons.days; day++) {
            int count = perDay.getOrDefault(seasons.start.plusDays(day), 0);
            for (int i = 0; i < count; i++) {
                int other = dice.below(at + 1);
                days[at++] = days[other];
                days[other] = day;
            }
        }
        return days;
    }

    private boolean inBurst(int day) {
        int from = seasons.days - BURST_BEFORE_END;
        return day >= from && day < from + BURST_DAYS;
    }

    /// The new product is sold from two weeks before the series.
    int launchDay() {
        return firstDay - 14;
    }

    boolean concerns(int number) {
        int block = (number - 1) / BLOCK;
        return dayOf.length > 0
                && block < blocks
                && (number - 1) % BLOCK == Dice.of(seed, PURPOSE, block, 1).below(BLOCK)
                && firstSlot(block) < firstSlot(block + 1);
    }

    /// The days of the complaints of one customer, in no order; empty for most.
    int[] days(int number) {
        if (!concerns(number)) {
            return new int[0];
        }
        int block = (number - 1) / BLOCK;
        return java.util.Arrays.copyOfRange(dayOf, firstSlot(block), firstSlot(block + 1));
    }

    private int firstSlot(int block) {
        return (int) ((long) block * dayOf.length / blocks);
    }

    Optional<Burst> burst(String topic) {
        if (dayOf.length == 0) {
            return Optional.empty();
        }
        LocalDate from = seasons.end.minusDays(BURST_BEFORE_END);
        double expected = LEAST_A_DAY + MEAN_ABOVE_LEAST;
        return Optional.of(new Burst(
                Shop.NEW_PRODUCT,
                CHANNEL,
                topic,
                seasons.start.plusDays(firstDay),
                from,
                from.plusDays(BURST_DAYS - 1),
                expected,
                3 * expected,
                Collections.unmodifiableNavigableMap(perDay)));
    }
}
