package io.keqing.search;

import io.keqing.field.Label;

/// A part of what was typed that could not be asked as it stands.
///
/// @param from its first character, counted as Java and browsers do (UTF-16)
/// @param to the one behind its last
/// @param detail the rule and the value
/// @param leftOut true: the rest was asked without it; false: it was asked as a text instead
public record Mistake(int from, int to, Label detail, boolean leftOut) {
    /// A part that was left out.
    public Mistake(int from, int to, Label detail) {
        this(from, to, detail, true);
    }

    /// The wrong part as it was typed.
    ///
    /// @param words all that was typed
    public String part(String words) {
        return words.substring(from, Math.min(to, words.length())).strip();
    }
}
