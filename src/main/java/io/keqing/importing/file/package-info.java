/// Files as rows of texts: finds out what a file is, where its tables and their headers are, and reads them row by
/// row. Knows nothing of records.
@NullMarked
package io.keqing.importing.file;

import org.jspecify.annotations.NullMarked;
