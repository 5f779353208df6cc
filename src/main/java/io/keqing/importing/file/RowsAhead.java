package io.keqing.importing.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that were looked at and are not taken yet.
final class RowsAhead {
    private static final int MOST_CHARACTERS = 1 << 21;
    private static final int FOLLOWERS = 4;

    private final Records records;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private boolean ended;

    RowsAhead(Records records) {
        this.records = records;
    }

    /// Reads until there are so many, or a bound of characters is met.
    void look(int rows) throws IOException {
        long characters = 0;
        for (Row row : ahead) {
            characters += size(row);
        }
        while (ahead.size() < rows && characters < MOST_CHARACTERS && !ended) {
            Row row = records.next();
            ended = row == null;
            if (row != null) {
                ahead.add(row);
                characters += size(row);
            }
        }
    }

    private static long size(Row row) {
        long size = 50;
        for (String cell : row.cells()) {
            size += cell.length() + 10;
        }
        return size;
    }

    boolean isEmpty() {
        return ahead.isEmpty();
    }

    /// The next row, which is there.
    Row first() {
        return ahead.element();
    }

    @Nullable
    Row peek() {
        return ahead.peek();
    }

    @Nullable
    Row poll() {
        return ahead.poll();
    }

    Collection<Row> rows() {
        return ahead;
    }

    /// The next rows that are not blank, as many of them as there are.
    List<Row> following(int most) throws IOException {
        look(most + FOLLOWERS);
        List<Row> next = new ArrayList<>();
        for (Row row : ahead) {
            if (!row.isBlank() && next.size() < most) {
                next.add(row);
            }
        }
        return next;
    }

    /// Takes the next row that is not blank, which is there.
    Row pollUsed() {
        Row row = ahead.remove();
        while (row.isBlank()) {
            row = ahead.remove();
        }
        return row;
    }
}
