/// Screens of prior issues.
@NullMarked
package io.keqing.similar.ui;

import org.jspecify.annotations.NullMarked;
