/// Statistics: intervals, tests of difference, survival curves, models of purchases. It knows numbers only.
@NullMarked
package io.keqing.statistics;

import org.jspecify.annotations.NullMarked;
