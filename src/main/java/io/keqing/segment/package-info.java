/// Groups of people: facts about customers, classes, saved segments.
@NullMarked
package io.keqing.segment;

import org.jspecify.annotations.NullMarked;
