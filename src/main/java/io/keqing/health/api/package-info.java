/// The door to the health: needs no sign-in, tells more with one.
@NullMarked
package io.keqing.health.api;

import org.jspecify.annotations.NullMarked;
