/// Figures on the screen.
@NullMarked
package io.keqing.operations.ui;

import org.jspecify.annotations.NullMarked;
