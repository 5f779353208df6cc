/// What they told us: survey answers, reviews, suggestions.
@NullMarked
package io.keqing.feedback;

import org.jspecify.annotations.NullMarked;
