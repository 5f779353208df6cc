/// Satisfaction on screen.
@NullMarked
package io.keqing.satisfaction.ui;

import org.jspecify.annotations.NullMarked;
