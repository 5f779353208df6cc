package io.keqing.search;

import io.keqing.field.Label;

/// A part of what was typed that could not be asked. The rest was.
///
/// @param from its first character, counted as Java and browsers do (UTF-16)
/// @param to the one behind its last
/// @param detail the rule and the value
public record Mistake(int from, int to, Label detail) {}
