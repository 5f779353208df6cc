/// Reports for programs.
@NullMarked
package io.keqing.report.api;

import org.jspecify.annotations.NullMarked;
