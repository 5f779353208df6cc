/// Work that outlives a click: claimed in the database, resumed after a crash, cancelled from anywhere.
@NullMarked
package io.keqing.job;

import org.jspecify.annotations.NullMarked;
