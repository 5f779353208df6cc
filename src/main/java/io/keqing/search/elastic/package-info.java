/// The engine behind [io.keqing.search.SearchIndex] and [io.keqing.search.IndexWriter]: the only room that knows
/// Elasticsearch.
@NullMarked
package io.keqing.search.elastic;

import org.jspecify.annotations.NullMarked;
