/// Care lists for programs.
@NullMarked
package io.keqing.alert.api;

import org.jspecify.annotations.NullMarked;
