/// Starts one Elasticsearch node from its published jars and ends it with its portal.
@NullMarked
package io.keqing.node;

import org.jspecify.annotations.NullMarked;
