package io.keqing.record;

import java.util.Map;

/// What one transaction did to records of one type.
///
/// @param keys records that were created, changed or deleted
/// @param copiedChanged those among them of which a value changed that documents of other types copy
/// @param referred by reference field: the records that a changed one points to now or pointed to before
public record Change(RecordType type, int[] keys, int[] copiedChanged, Map<String, int[]> referred) {}
