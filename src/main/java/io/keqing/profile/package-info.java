/// One person on one page: who they are, and everything that happened in one order of time.
@NullMarked
package io.keqing.profile;

import org.jspecify.annotations.NullMarked;
