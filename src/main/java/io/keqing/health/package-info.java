/// How the portal fares, for people and for what watches over it. Stands aside, since it looks into every room that
/// can fail.
@NullMarked
package io.keqing.health;

import org.jspecify.annotations.NullMarked;
