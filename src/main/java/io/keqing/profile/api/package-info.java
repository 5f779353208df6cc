/// The door for programs to the page of one customer.
@NullMarked
package io.keqing.profile.api;

import org.jspecify.annotations.NullMarked;
