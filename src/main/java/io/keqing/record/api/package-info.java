/// The door for programs to single records, batches of them, and their fields.
@NullMarked
package io.keqing.record.api;

import org.jspecify.annotations.NullMarked;
