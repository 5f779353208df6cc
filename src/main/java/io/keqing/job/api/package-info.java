/// What long work asks other rooms.
@NullMarked
package io.keqing.job.api;

import org.jspecify.annotations.NullMarked;
