/// The door for programs to searches and to the index itself.
@NullMarked
package io.keqing.search.api;

import org.jspecify.annotations.NullMarked;
