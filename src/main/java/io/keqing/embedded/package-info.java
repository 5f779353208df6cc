/// The PostgreSQL and the Elasticsearch that start by themselves when no address is configured, and the two addresses
/// that the rest of the portal uses without knowing which of both is the case.
@NullMarked
package io.keqing.embedded;

import org.jspecify.annotations.NullMarked;
