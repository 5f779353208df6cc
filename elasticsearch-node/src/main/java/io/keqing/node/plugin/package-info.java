/// What the node adds to Elasticsearch: a token on its HTTP port, no way in by the transport port, and the analysis
/// the portal's mappings use, under its official names.
@NullMarked
package io.keqing.node.plugin;

import org.jspecify.annotations.NullMarked;
