package io.keqing.search.elastic;

import io.keqing.search.SearchResult.Piece;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// What the engine puts around a hit in a text, and how it is read out of it again.
///
/// A sign alone would not do: a text may hold any character, those for private use too. So each portal draws a
/// mark of its own when it starts, which no text can know.
final class HitMark {
    static final String START = mark();
    static final String END = mark();

    private HitMark() {}

    private static String mark() {
        long drawn = new SecureRandom().nextLong();
        return "\uE000" + Long.toUnsignedString(drawn, Character.MAX_RADIX) + "\uE001";
    }

    /// Cut at the marks. Hits side by side become one, also across a sign inside a name or code: `O'Grady`,
    /// `17.4`.
    static List<Piece> pieces(String marked) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < marked.length()) {
            int start = marked.indexOf(START, at);
            if (start < 0) {
                pieces.add(new Piece(marked.substring(at), false));
                break;
            }
            if (start > at) {
                pieces.add(new Piece(marked.substring(at, start), false));
            }
            StringBuilder hit = new StringBuilder();
            int end;
            int next = start;
            do {
                end = marked.indexOf(END, next);
                if (end < 0) {
                    end = marked.length();
                }
                hit.append(marked, next + START.length(), end);
                end = Math.min(marked.length(), end + END.length());
                next = next(marked, end);
                if (next >= 0) {
                    hit.append(marked, end, next);
                }
            } while (next >= 0);
            pieces.add(new Piece(hit.toString(), true));
            at = end;
        }
        return pieces;
    }

    /// Where the next hit starts that is one with that which ended here, -1 where there is none.
    private static int next(String marked, int end) {
        if (marked.startsWith(START, end)) {
            return end;
        }
        boolean border = end < marked.length()
                && (marked.charAt(end) == '-' || Letters.isBorder(marked.charAt(end)))
                && marked.startsWith(START, end + 1);
        return border ? end + 1 : -1;
    }
}
