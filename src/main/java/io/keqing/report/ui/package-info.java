/// Reports on the screens.
@NullMarked
package io.keqing.report.ui;

import org.jspecify.annotations.NullMarked;
