/// What all doors for programs have in common: one shape for errors, one description of the interface. Imports
/// no room
/// but the nouns of `field`.
@NullMarked
package io.keqing.rest;

import org.jspecify.annotations.NullMarked;
