package io.keqing.field;

import java.util.List;
import java.util.regex.Pattern;

/// Who a record is: the system it came from and its id there. The same id from another source is another record.
public record RecordId(String source, String id) {
    /// Longer ones do not fit into a key of the database.
    public static final int LONGEST = 500;

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    /// They stand in addresses where a source may stand.
    private static final List<String> RESERVED = List.of("search", "facets", "rfm", "suggest");

    public RecordId {
        if (!SOURCE.matcher(source).matches() || RESERVED.contains(source)) {
            throw new IllegalArgumentException(
                    "source must match " + SOURCE + " and be none of " + RESERVED + ", was \"" + source + "\"");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
        if (id.length() > LONGEST) {
            throw new IllegalArgumentException("id must have at most " + LONGEST + " characters, had " + id.length());
        }
        if (id.indexOf(0) >= 0) {
            throw new IllegalArgumentException("id must not hold a NUL character");
        }
        if (hasLoneSurrogate(id)) {
            throw new IllegalArgumentException("id must not hold half a character (a lone surrogate)");
        }
    }

    /// Half a character has no bytes: two ids that differ in it would become one.
    private static boolean hasLoneSurrogate(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (Character.isSurrogate(id.charAt(i))) {
                if (i + 1 == id.length() || !Character.isSurrogatePair(id.charAt(i), id.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return source + "/" + id;
    }
}
