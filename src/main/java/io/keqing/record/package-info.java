/// How any record is kept in PostgreSQL: identity, row, upsert, history, run-time fields. Learns the types from the
/// catalogue.
@NullMarked
package io.keqing.record;

import org.jspecify.annotations.NullMarked;
