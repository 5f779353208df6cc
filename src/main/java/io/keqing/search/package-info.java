/// The question, the answer, and keeping the index current.
@NullMarked
package io.keqing.search;

import org.jspecify.annotations.NullMarked;
