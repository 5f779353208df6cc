package io.keqing.importing;

/// One table of a file that holds several.
///
/// @param name the title above it, the path to it in JSON, or its number
/// @param fromLine the line of its header; where there is none, of its first row
/// @param toLine the line of its last row
public record FileTable(String name, long fromLine, long toLine) {}
