package io.keqing.record;

/// A row that was not written, or a value for which it was not.
///
/// @param line where it stood in its file or list, counted from 1; 0 for a record given alone
/// @param field the field at fault
/// @param rule what it broke, for people and programs: `erased`, `existing`, `must be a number`
public record Rejection(long line, String field, String value, String rule) {
    private static final int SHOWN = 100;

    /// For people: the field, its rule and the value.
    public String sentence() {
        return field + " " + rule + (value.isEmpty() ? "" : ", was \"" + value + "\"");
    }

    static String shortened(String value) {
        return value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    }
}
