package io.keqing.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows as a grid asks for them, by number, from a source that goes on by cursor. It keeps a few pages and
/// the cursor of every page met so far, so that scrolling back costs one question and depth costs nothing.
public final class CursorRows<T> {
    public static final int PAGE = 50;

    private static final int PAGES_KEPT = 8;

    /// @param next cursor of the page behind it, null after the last
    public record Page<T>(List<T> rows, @Nullable String next) {}

    private final Function<String, Page<T>> after;
    private final List<String> cursors = new ArrayList<>();
    private final Map<Integer, List<T>> pages = new LinkedHashMap<>(16, 0.75f, true);
    private int lastPage = Integer.MAX_VALUE;

    /// @param first the answer's first page, of [#PAGE] hits unless it is the last one too
    /// @param after asks for the page behind a cursor
    public CursorRows(Page<T> first, Function<String, Page<T>> after) {
        this.after = after;
        keep(0, first);
    }

    /// Fewer than `limit` where the rows end.
    public Stream<T> rows(int offset, int limit) {
        List<T> rows = new ArrayList<>();
        for (int page = offset / PAGE; page <= (offset + limit - 1) / PAGE && page <= lastPage; page++) {
            rows.addAll(page(page));
        }
        int skipped = offset % PAGE;
        return rows.stream().skip(skipped).limit(limit);
    }

    private List<T> page(int number) {
        List<T> kept = pages.get(number);
        if (kept != null) {
            return kept;
        }
        int next = Math.min(number, cursors.size());
        List<T> hits = List.of();
        while (next <= number && next <= lastPage) {
            hits = next == 0 ? List.of() : keep(next, after.apply(cursors.get(next - 1)));
            next++;
        }
        return next - 1 == number ? hits : List.of();
    }

    private List<T> keep(int number, Page<T> result) {
        @Nullable String next = result.next();
        if (next == null) {
            lastPage = number;
        } else if (cursors.size() == number) {
            cursors.add(next);
        }
        // the first page stays: it has no cursor to be asked for again
        if (number > 0 && pages.size() >= PAGES_KEPT) {
            pages.keySet().stream().filter(page -> page > 0).findFirst().ifPresent(pages::remove);
        }
        pages.put(number, result.rows());
        return result.rows();
    }
}
