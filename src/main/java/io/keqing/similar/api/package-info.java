/// Prior issues over REST.
@NullMarked
package io.keqing.similar.api;

import org.jspecify.annotations.NullMarked;
