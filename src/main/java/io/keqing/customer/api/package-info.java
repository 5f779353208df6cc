/// Duplicates and merges for programs.
@NullMarked
package io.keqing.customer.api;

import org.jspecify.annotations.NullMarked;
