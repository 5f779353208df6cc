@NullMarked
package io.keqing;

import org.jspecify.annotations.NullMarked;
