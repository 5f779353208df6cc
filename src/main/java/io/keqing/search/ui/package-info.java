/// The screens of the search: looking for records, and the health of the index.
@NullMarked
package io.keqing.search.ui;

import org.jspecify.annotations.NullMarked;
