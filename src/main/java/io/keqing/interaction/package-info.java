/// What happened between them and us: orders, cases, calls, visits.
@NullMarked
package io.keqing.interaction;

import org.jspecify.annotations.NullMarked;
