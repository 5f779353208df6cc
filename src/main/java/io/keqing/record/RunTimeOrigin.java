package io.keqing.record;

import org.jspecify.annotations.Nullable;

/// Where names born at run time come from.
///
/// @param source of the records that bring them; empty where several do, or none
/// @param cause what writes those records: `import:12`; null for people, whose writing is not taken back
public record RunTimeOrigin(String source, @Nullable String cause) {
    /// Nobody's in particular.
    public static final RunTimeOrigin NONE = new RunTimeOrigin("", null);
}
