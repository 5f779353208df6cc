package io.keqing.segment;

import io.keqing.field.RecordId;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How customers moved between the classes of recency, frequency and money from one day to another, each day scored by
/// its own quintiles: what counts is where somebody stood among all others then.
@Singleton
public final class RfmMigration {
    private final Rfm rfm;

    RfmMigration(Rfm rfm) {
        this.rfm = rfm;
    }

    /// @param from null for who had not ordered by the first day
    /// @param to null for whose orders are gone by the second
    public record Cell(@Nullable RfmClass from, @Nullable RfmClass to, long customers) {}

    /// Every pair of classes that somebody moved between or stayed in; the sum is all customers with an order by
    /// either day.
    ///
    /// @param source whose customers; all of them without
    public List<Cell> between(LocalDate from, LocalDate to, @Nullable String source) {
        Map<RecordId, RfmClass> before = new HashMap<>();
        rfm.scored(from, source, scored -> before.put(scored.customer(), scored.rfmClass()));
        Map<Pair, Long> counts = new HashMap<>();
        rfm.scored(
                to,
                source,
                scored -> counts.merge(new Pair(before.remove(scored.customer()), scored.rfmClass()), 1L, Long::sum));
        before.values().forEach(left -> counts.merge(new Pair(left, null), 1L, Long::sum));
        List<Cell> cells = new ArrayList<>();
        counts.forEach((pair, customers) -> cells.add(new Cell(pair.from(), pair.to(), customers)));
        cells.sort(
                Comparator.comparingInt((Cell cell) -> place(cell.from())).thenComparingInt(cell -> place(cell.to())));
        return cells;
    }

    private record Pair(@Nullable RfmClass from, @Nullable RfmClass to) {}

    private static int place(@Nullable RfmClass one) {
        return one == null ? RfmClass.values().length : one.ordinal();
    }
}
