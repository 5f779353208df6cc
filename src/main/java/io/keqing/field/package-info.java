/// What can be known about a record, and what it is called. Imports nothing of ours.
@NullMarked
package io.keqing.field;

import org.jspecify.annotations.NullMarked;
