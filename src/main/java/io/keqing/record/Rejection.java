package io.keqing.record;

/// A row that was not written.
///
/// @param line where it stood in its file or list, counted from 1
/// @param field the field at fault
/// @param rule what it broke, for people and programs: `erased`, `existing`, …
public record Rejection(long line, String field, String value, String rule) {}
