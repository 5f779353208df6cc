/// Invented, repeatable customers: for the first run, for tests, pictures and benchmarks.
///
/// A world is a function of (seed, number of customers, end day). Every customer is computed from its number
/// alone, so any stretch of customers can be written by itself and pieces join to the same bytes.
@NullMarked
package io.keqing.sample;

import org.jspecify.annotations.NullMarked;
