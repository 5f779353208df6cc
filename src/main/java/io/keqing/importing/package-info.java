/// Files in: reads a file row by row, turns its texts into values once, and hands them to the record room.
@NullMarked
package io.keqing.importing;

import org.jspecify.annotations.NullMarked;
