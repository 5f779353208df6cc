/// Satisfaction for programs.
@NullMarked
package io.keqing.satisfaction.api;

import org.jspecify.annotations.NullMarked;
