/// Segments for programs.
@NullMarked
package io.keqing.segment.api;

import org.jspecify.annotations.NullMarked;
