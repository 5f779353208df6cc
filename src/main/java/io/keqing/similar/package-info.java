/// Prior issues: cases that say the same as a text, by their words and by their meaning.
@NullMarked
package io.keqing.similar;

import org.jspecify.annotations.NullMarked;
