/// What all doors for programs have in common: one shape for errors, one description of the interface. Imports no room.
@NullMarked
package io.keqing.rest;

import org.jspecify.annotations.NullMarked;
