package io.keqing.importing.file;

/// Something about a file that people must know who trust what was read of it: a sheet that was not read, rows that
/// were left out, cells that could not be read as they are shown.
///
/// @param rule what was done and why, in words, the same for all cases that are counted together
/// @param count how many rows, cells or parts it concerns
/// @param line the first of them, 0 where it concerns the whole file
/// @param value the first of them, shortened; empty where there is none
public record FileNote(String rule, long count, long line, String value) {}
