/// Figures for programs.
@NullMarked
package io.keqing.operations.api;

import org.jspecify.annotations.NullMarked;
