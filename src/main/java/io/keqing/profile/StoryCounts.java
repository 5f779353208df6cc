package io.keqing.profile;

import io.keqing.profile.CustomerTimeline.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How much there is of a customer's story: one number for each type, kind and channel that occur together,
/// from which every count of every choice follows by addition, exactly.
///
/// @param first the earliest time
/// @param last the latest time that is not in the future
public record StoryCounts(
        List<Cell> cells, @Nullable Instant first, @Nullable Instant last) {

    public StoryCounts {
        cells = List.copyOf(cells);
    }

    /// @param kind empty where there is none
    /// @param channel empty where there is none
    public record Cell(String type, String kind, String channel, long count) {}

    /// @param value empty = without one
    public record Count(String value, long count) {}

    /// What the page's filters leave.
    public long total(Page page) {
        return sum(cell -> wanted(page.types(), cell.type())
                && wanted(page.kinds(), cell.kind())
                && wanted(page.channels(), cell.channel()));
    }

    public long total() {
        return sum(cell -> true);
    }

    /// Every kind there is, most frequent first, counted under the other filters but not under its own:
    /// choosing one keeps the others' numbers. A kind that the other filters leave nothing of stays, with 0.
    public List<Count> kinds(Page page) {
        return counts(Cell::kind, cell -> wanted(page.types(), cell.type()) && wanted(page.channels(), cell.channel()));
    }

    public List<Count> channels(Page page) {
        return counts(Cell::channel, cell -> wanted(page.types(), cell.type()) && wanted(page.kinds(), cell.kind()));
    }

    public List<Count> types(Page page) {
        return counts(Cell::type, cell -> wanted(page.kinds(), cell.kind()) && wanted(page.channels(), cell.channel()));
    }

    /// The kinds of one type.
    public List<Count> kinds(String type) {
        return counts(Cell::kind, cell -> cell.type().equals(type)).stream()
                .filter(count -> count.count() > 0)
                .toList();
    }

    private static boolean wanted(Set<String> chosen, String value) {
        return chosen.isEmpty() || chosen.contains(value);
    }

    private long sum(Predicate<Cell> which) {
        return cells.stream().filter(which).mapToLong(Cell::count).sum();
    }

    private List<Count> counts(Function<Cell, String> by, Predicate<Cell> which) {
        Map<String, Long> all = new LinkedHashMap<>();
        Map<String, Long> left = new LinkedHashMap<>();
        for (Cell cell : cells) {
            all.merge(by.apply(cell), cell.count(), Long::sum);
            left.merge(by.apply(cell), which.test(cell) ? cell.count() : 0, Long::sum);
        }
        // ordered by how much there is of each, whatever is chosen: buttons do not move under the hand
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Count(entry.getKey(), left.getOrDefault(entry.getKey(), 0L)))
                .toList();
    }
}
