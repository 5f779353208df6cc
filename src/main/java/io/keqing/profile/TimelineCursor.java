package io.keqing.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a page of a timeline begins: at a time, after so many entries of exactly that time. It holds no key of
/// the house and stays true when the entry it followed is deleted.
///
/// @param at null for the beginning, and where only entries without a time are left
/// @param seen entries of that time that were on pages before
record TimelineCursor(@Nullable Instant at, boolean undated, int seen) {
    private static final TimelineCursor START = new TimelineCursor(null, false, 0);
    private static final String UNDATED = "undated";

    /// @throws IllegalArgumentException for a text that is no cursor
    static TimelineCursor read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        int mark = text.lastIndexOf('~');
        try {
            int seen = Integer.parseInt(text.substring(mark + 1));
            if (mark > 0 && seen >= 0 && seen <= 1_000_000) {
                String at = text.substring(0, mark);
                return at.equals(UNDATED)
                        ? new TimelineCursor(null, true, seen)
                        : new TimelineCursor(Instant.parse(at), false, seen);
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("cursor must be the next of an answer before, was " + text, e);
        }
        throw new IllegalArgumentException("cursor must be the next of an answer before, was " + text);
    }

    /// Before entries of this time and all earlier ones.
    static TimelineCursor until(Instant at) {
        return new TimelineCursor(at, false, 0);
    }

    /// The place behind a page whose entries have these times.
    TimelineCursor after(List<@Nullable Instant> times) {
        List<@Nullable Instant> all = new ArrayList<>(times);
        Instant last = all.getLast();
        int same = 0;
        for (int i = all.size() - 1; i >= 0 && Objects.equals(all.get(i), last); i--) {
            same++;
        }
        boolean goesOn = same == all.size() && (last == null ? undated : last.equals(at));
        return new TimelineCursor(last, last == null, goesOn ? seen + same : same);
    }

    String written() {
        return (undated ? UNDATED : String.valueOf(at)) + "~" + seen;
    }
}
