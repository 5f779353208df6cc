/// How satisfied people are: the questions of surveys, counted.
@NullMarked
package io.keqing.satisfaction;

import org.jspecify.annotations.NullMarked;
