/// How the house works: answers, solutions, and the figures a manager starts the week with.
@NullMarked
package io.keqing.operations;

import org.jspecify.annotations.NullMarked;
