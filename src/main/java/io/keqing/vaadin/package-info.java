/// One process, one port: Jetty, Micronaut's routes under `/api`, Vaadin's screens everywhere else, and the glue
/// between the three. No room imports this one.
@NullMarked
package io.keqing.vaadin;

import org.jspecify.annotations.NullMarked;
