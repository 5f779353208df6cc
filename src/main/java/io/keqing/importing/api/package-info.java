/// Files in, over REST.
@NullMarked
package io.keqing.importing.api;

import org.jspecify.annotations.NullMarked;
