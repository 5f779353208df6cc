/// Workbooks out: what somebody sees, as a file that can be passed on.
///
/// A data sheet is streamed as XML straight into its compressed part; POI keeps the shell around it (styles, tables,
/// the About sheet), which stays small whatever the number of rows.
@NullMarked
package io.keqing.report;

import org.jspecify.annotations.NullMarked;
