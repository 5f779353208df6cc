/// The people we serve.
@NullMarked
package io.keqing.customer;

import org.jspecify.annotations.NullMarked;
