/// Segments on the screen.
@NullMarked
package io.keqing.segment.ui;

import org.jspecify.annotations.NullMarked;
